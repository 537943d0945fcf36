import type { Resource } from './schema-walk.js';

/**
 * The way by which a schema is reached, as far as dynamic references ask: for each dynamic anchor's name the outermost
 * resource that has it (2020-12 Core, 8.2.3.2; 2019-09 Core, 8.2.4.2). Two ways that bind the same are the same object, so
 * that a schema has few nodes and a recursive one finitely many.
 */
export class DynamicScope {
  private readonly next = new Map<Resource, DynamicScope>();

  private constructor(
    private readonly bound: ReadonlyMap<string, Resource>,
    private readonly known: Map<string, DynamicScope>,
  ) {}

  /** A scope to begin with: those that are reached from it belong to one schema, and are forgotten with it. */
  static start(): DynamicScope {
    return new DynamicScope(new Map(), new Map());
  }

  get isEmpty(): boolean {
    return this.bound.size === 0;
  }

  resourceOf(anchor: string): Resource | null {
    return this.bound.get(anchor) ?? null;
  }

  /** The scope inside `resource`, come from here. */
  entering(resource: Resource): DynamicScope {
    if (resource.dynamicAnchors.size === 0) return this;
    const known = this.next.get(resource);
    if (known !== undefined) return known;
    const scope = this.binding(resource);
    this.next.set(resource, scope);
    return scope;
  }

  private binding(resource: Resource): DynamicScope {
    const bound = new Map(this.bound);
    for (const name of resource.dynamicAnchors.keys()) if (!bound.has(name)) bound.set(name, resource);
    if (bound.size === this.bound.size) return this;
    const key = [...bound]
      .map(([name, { id }]) => `${JSON.stringify(name)}${id}`)
      .sort()
      .join();
    const same = this.known.get(key);
    if (same !== undefined) return same;
    const scope = new DynamicScope(bound, this.known);
    this.known.set(key, scope);
    return scope;
  }
}
