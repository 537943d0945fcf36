/** Lets what is done under one key be done one after the other, in the order in which it was asked for. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  async take<T>(key: string, act: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const turn = before.then(act, act);
    this.last.set(key, turn);
    try {
      return await turn;
    } finally {
      // Nobody came after: what is kept would otherwise grow with the names there are.
      if (this.last.get(key) === turn) this.last.delete(key);
    }
  }
}
