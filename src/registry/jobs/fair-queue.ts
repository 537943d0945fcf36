/** Of so many askers it is known when they had their turn; one that is forgotten comes a little early. */
const MAX_KNOWN = 1_000;

/** Lets whoever asks take turns: one that asks for much at once is served as often as one that asks for little. */
export class FairQueue<Item extends { readonly asker: string }> {
  private items: Item[] = [];
  private readonly servedAt = new Map<string, number>();
  private served = 0;

  get length(): number {
    return this.items.length;
  }

  push(item: Item): void {
    this.items.push(item);
  }

  /** The oldest item of the asker whose turn is the longest ago. */
  take(): Item | undefined {
    let chosen = this.items[0];
    for (const item of this.items) if (this.lastTurn(item) < this.lastTurn(chosen!)) chosen = item;
    if (chosen === undefined) return undefined;
    this.remove(chosen);
    if (this.items.length === 0 || this.servedAt.size >= MAX_KNOWN) this.servedAt.clear();
    this.servedAt.set(chosen.asker, ++this.served);
    return chosen;
  }

  remove(item: Item): void {
    this.items = this.items.filter((one) => one !== item);
  }

  removeAll(): Item[] {
    const all = this.items;
    this.items = [];
    return all;
  }

  private lastTurn({ asker }: Item): number {
    return this.servedAt.get(asker) ?? 0;
  }
}
