import type { SourcePlace } from '../check/check-run.js';

/** Turns offsets into a text into lines and columns, as editors count them. */
export class TextLines {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) this.starts.push(index + end.length);
  }

  /** From `from` up to, and without, `to`. */
  placeOf(from: number, to: number): SourcePlace {
    const [start, end] = [this.at(from), this.at(Math.max(from, to))];
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  }

  /** The offset of a line and column as one reads them; null outside the text. */
  offsetOf(line: number, column: number): number | null {
    const start = this.starts[line - 1];
    return start === undefined || start + column - 1 > this.text.length ? null : start + column - 1;
  }

  /** Where the line of an offset ends, without its line break. */
  endOfLine(offset: number): number {
    const end = this.text.slice(offset).search(/[\r\n]/);
    return end === -1 ? this.text.length : offset + end;
  }

  private at(offset: number): { line: number; column: number } {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.starts[low]! + 1 };
  }
}
