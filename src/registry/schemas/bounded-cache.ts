/** What was used lately, up to a sum of sizes: the one not used for the longest goes first. */
export class BoundedCache<Value> {
  private readonly entries = new Map<string, { value: Value; size: number }>();
  private size = 0;

  constructor(private readonly maxSize: number) {}

  get(key: string): Value | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    // A Map keeps the order of insertion: the last is the one used last.
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  /** `size` in the unit of the bound; what is larger than a quarter of it is not kept. */
  set(key: string, value: Value, size: number): void {
    this.delete(key);
    if (size > this.maxSize / 4) return;
    this.entries.set(key, { value, size });
    this.size += size;
    for (const [oldest] of this.entries) {
      if (this.size <= this.maxSize) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.size -= this.entries.get(key)?.size ?? 0;
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
    this.size = 0;
  }
}
