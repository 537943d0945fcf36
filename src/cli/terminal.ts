type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether to write colours: on a terminal, unless NO_COLOR is set to anything (no-color.org) or the terminal is a dumb one; FORCE_COLOR
 * asks for them anywhere, and its 0 and false ask for none.
 */
export function isColoured(stream: { isTTY?: boolean }, env: Environment): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = env;
  if (forced !== undefined) return !['0', 'false'].includes(forced);
  return stream.isTTY === true && !refused && terminal !== 'dumb';
}

const DEFAULT_WIDTH = 100;

/** Characters on a line: of the terminal, else what reads well in a log. */
export const widthOf = (stream: { columns?: number }): number => stream.columns ?? DEFAULT_WIDTH;

const SHOW_EVERY_MS = 100;

/** How far long work is, on one line of a terminal that is wiped in the end; elsewhere nothing. */
export class Progress {
  private shownAt = 0;

  constructor(
    private readonly stream: { isTTY?: boolean; write(text: string): unknown },
    private readonly isQuiet: boolean,
    private readonly what: string,
    private readonly now: () => number,
  ) {
    // What is done within a moment shows nothing.
    this.shownAt = now() + 4 * SHOW_EVERY_MS;
  }

  show(done: number, all: number): void {
    const now = this.now();
    if (this.stream.isTTY !== true || this.isQuiet || now - this.shownAt < SHOW_EVERY_MS) return;
    this.shownAt = now;
    this.stream.write(`\r\u001b[2K${this.what}: ${done} of ${all}`);
  }

  end(): void {
    if (this.stream.isTTY === true && !this.isQuiet) this.stream.write('\r\u001b[2K');
  }
}

const CODES = { green: 32, yellow: 33, red: 31 } as const;

/** The text in a colour, where the stream takes colours. */
export const painted = (text: string, colour: keyof typeof CODES, stream: { isTTY?: boolean }): string =>
  isColoured(stream, process.env) ? `\u001b[${CODES[colour]}m${text}\u001b[0m` : text;
