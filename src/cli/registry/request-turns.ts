/** Lets at most `width` acts run at once; the others wait in the order in which they came. */
export class RequestTurns {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly width: number) {}

  async take<T>(act: () => Promise<T>): Promise<T> {
    if (this.running >= this.width) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await act();
    } finally {
      const next = this.waiting.shift();
      // Whoever waits takes over this very turn.
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
