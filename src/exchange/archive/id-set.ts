/** Whole numbers that come in ascending order, four bytes each. */
export class IdSet {
  private ids = new Uint32Array(64);
  private size = 0;

  add(id: number): void {
    if (this.size === this.ids.length) {
      const larger = new Uint32Array(2 * this.size);
      larger.set(this.ids);
      this.ids = larger;
    }
    this.ids[this.size++] = id;
  }

  has(id: number): boolean {
    let [from, to] = [0, this.size];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.ids[middle]! < id) from = middle + 1;
      else to = middle;
    }
    return from < this.size && this.ids[from] === id;
  }
}
