import type { IsOver } from '../schema-format.js';
import { assertTime } from './deadline.js';
import { Lexer, SyntaxProblem, type Token } from './lexer.js';
import type { ProtoProblem } from './model.js';

/** What is wrong is told up to here; somebody who sends a picture does not want a thousand lines. */
export const MAX_PROBLEMS = 50;

/** How many tokens are read without a look at the clock. */
const TOKENS_A_LOOK = 256;

/** A text's tokens with one to look at ahead, and the problems found on the way. Throws `TimeIsUp`. */
export class TokenStream {
  readonly problems: ProtoProblem[] = [];
  private readonly lexer: Lexer;
  private ahead: Token;
  private taken = 0;
  /** Where the last token taken ends. */
  end = 0;

  constructor(
    readonly file: { path: string; text: string },
    private readonly isOver: IsOver,
  ) {
    this.lexer = new Lexer(file.text);
    this.ahead = this.lex();
  }

  peek(): Token {
    return this.ahead;
  }

  next(): Token {
    const token = this.ahead;
    this.end = token.end;
    if (token.kind !== 'end') this.ahead = this.lex();
    return token;
  }

  isNext(text: string): boolean {
    const { kind, text: found } = this.ahead;
    return found === text && (kind === 'symbol' || kind === 'name');
  }

  accept(text: string): boolean {
    const isNext = this.isNext(text);
    if (isNext) this.next();
    return isNext;
  }

  expect(text: string): Token {
    if (!this.isNext(text)) throw this.unexpected(`"${text}"`);
    return this.next();
  }

  name(what: string): Token {
    if (this.ahead.kind !== 'name') throw this.unexpected(what);
    return this.next();
  }

  /** One string, or several beside each other, which are one. */
  string(what: string): Token {
    if (this.ahead.kind !== 'string') throw this.unexpected(what);
    const first = this.next();
    let { text, end } = first;
    while (this.ahead.kind === 'string') ({ text, end } = { text: text + this.ahead.text, end: this.next().end });
    return { ...first, text, end };
  }

  /** A whole number, decimal, octal or hexadecimal; NaN beyond what a number can hold exactly. */
  integer(what: string): { value: number; at: number } {
    if (this.ahead.kind !== 'integer') throw this.unexpected(what);
    const { text, at } = this.next();
    const value = /^0[0-7]+$/.test(text) ? parseInt(text, 8) : Number(text);
    return { value: Number.isSafeInteger(value) ? value : NaN, at };
  }

  /** `a.b.C`, with a dot in front where it is absolute. */
  qualifiedName(what: string): { text: string; at: number } {
    const { at } = this.ahead;
    const dot = this.accept('.') ? '.' : '';
    const parts = [this.name(what).text];
    while (this.accept('.')) parts.push(this.name('a name').text);
    return { text: dot + parts.join('.'), at };
  }

  unexpected(wanted: string): SyntaxProblem {
    const { text, kind, at } = this.ahead;
    const found = kind === 'end' ? text : JSON.stringify(text.slice(0, 40));
    return new SyntaxProblem(at, `Expected ${wanted}, found ${found}.`);
  }

  tell(at: number, reason: string): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ file: this.file, at, reason });
  }

  /** Reads one statement; after a mistake in it, the problem is told and reading goes on behind it. */
  statement(read: () => void): void {
    const before = this.ahead;
    try {
      read();
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      this.tell(error.at, error.reason);
      this.recover(before);
    }
  }

  /** Past the end of a block whose "{" was read, whatever is in it. */
  skipBlock(): void {
    for (let depth = 1; depth > 0 && this.ahead.kind !== 'end';) {
      const { kind, text } = this.next();
      if (kind === 'symbol' && text === '{') depth++;
      if (kind === 'symbol' && text === '}') depth--;
    }
  }

  private recover(before: Token): void {
    let depth = 0;
    if (this.ahead === before && this.ahead.kind !== 'end' && !this.isNext('}')) this.next();
    while (this.ahead.kind !== 'end') {
      if (depth === 0 && this.isNext('}')) return;
      const { kind, text } = this.next();
      if (kind !== 'symbol') continue;
      if (text === '{') depth++;
      if (text === '}') depth--;
      if (depth === 0 && (text === ';' || text === '}')) return;
    }
  }

  private lex(): Token {
    if (this.taken++ % TOKENS_A_LOOK === 0) assertTime(this.isOver);
    for (;;) {
      try {
        return this.lexer.next();
      } catch (error) {
        if (!(error instanceof SyntaxProblem)) throw error;
        this.tell(error.at, error.reason);
      }
    }
  }
}
