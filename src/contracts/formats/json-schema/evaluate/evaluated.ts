/**
 * What the keywords of a schema, and of those that hold for the same value, have looked at: the annotations that
 * `unevaluatedProperties` and `unevaluatedItems` read (2020-12 Core, 11). A schema that fails leaves none.
 */
export class Evaluated {
  readonly names = new Set<string>();
  hasAllNames = false;
  /** So many items from the first. */
  items = 0;
  hasAllItems = false;
  /** Items that `contains` found (2020-12 alone). */
  readonly indexes = new Set<number>();
  /** Some schema could not be decided: there may be more. */
  isUncertain = false;

  add(other: Evaluated): void {
    for (const name of other.names) this.names.add(name);
    for (const index of other.indexes) this.indexes.add(index);
    this.hasAllNames ||= other.hasAllNames;
    this.hasAllItems ||= other.hasAllItems;
    this.items = Math.max(this.items, other.items);
    this.isUncertain ||= other.isUncertain;
  }
}
