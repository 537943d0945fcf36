/** A generator of pseudo-random numbers that gives the same ones for the same seed (mulberry32, public domain). */
export class Random {
  constructor(private state: number) {}

  /** From 0 up to 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from 0 up to and without `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  isLikely(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** Up to `max` of them, none twice, in their order. */
  some<T>(items: readonly T[], max: number): T[] {
    const wanted = this.below(max + 1);
    return items.filter((_, i) => this.isLikely(wanted / (items.length - i))).slice(0, wanted);
  }
}
