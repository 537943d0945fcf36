import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { readExactJson, writeExactJson } from '../../contracts/exact-json.js';
import { CommandError, EXIT } from '../exit-code.js';

/** One event and where it stands, or why what stands there is none. */
export type ReadEvent = { place: string } & ({ value: unknown; text: string } | { problem: string });

/**
 * The events of a file or, for `-`, of standard input: one a line, blank lines apart. A file that ends with `.json` is one event, or a list
 * of events, and read as a whole. @throws CommandError where it cannot be read, or holds no event.
 */
export async function* readEvents(path: string): AsyncGenerator<ReadEvent> {
  let isEmpty = true;
  for await (const event of /\.json$/i.test(path) ? wholeFile(path) : lines(path)) {
    isEmpty = false;
    yield event;
  }
  if (isEmpty) throw new CommandError(EXIT.usage, `There is no event in ${path === '-' ? 'standard input' : path}.`);
}

async function* wholeFile(path: string): AsyncGenerator<ReadEvent> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw unreadable(path, cause);
  });
  const read = parsed(withoutMark(text));
  if ('value' in read && Array.isArray(read.value)) {
    // Each with a text of its own: a number may have more digits than a double holds.
    const exact = readExactJson(read.text) as unknown[];
    for (const [i, value] of read.value.entries())
      yield { place: `${path}#/${i}`, value: value as unknown, text: writeExactJson(exact[i]) };
  } else yield { place: path, ...read };
}

async function* lines(path: string): AsyncGenerator<ReadEvent> {
  const stream = path === '-' ? process.stdin : createReadStream(path);
  const name = path === '-' ? 'line ' : `${path}:`;
  let number = 0;
  try {
    // An error of the stream is not one of the lines (Node, "readline"): it is passed on by hand.
    for await (const line of withErrors(stream)) {
      number += 1;
      const text = number === 1 ? withoutMark(line) : line;
      if (text.trim() !== '') yield { place: `${name}${number}`, ...parsed(text) };
    }
  } catch (cause) {
    throw cause instanceof CommandError ? cause : unreadable(path, cause as Error);
  }
}

async function* withErrors(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  let failure: Error | null = null;
  const reader = createInterface({ input: stream, crlfDelay: Infinity });
  stream.once('error', (error) => {
    failure = error as Error;
    reader.close();
  });
  yield* reader;
  // Set by the listener, which the compiler does not see.
  if (failure !== null) throw failure as Error;
}

/** Some editors put a byte order mark in front, which no parser takes. */
const withoutMark = (text: string): string => text.replace(/^\ufeff/, '');

function parsed(text: string): { value: unknown; text: string } | { problem: string } {
  try {
    return { value: JSON.parse(text) as unknown, text };
  } catch (error) {
    return { problem: `is no JSON: ${(error as Error).message}` };
  }
}

const unreadable = (path: string, cause: Error): CommandError =>
  new CommandError(EXIT.usage, `Cannot read ${path}: ${cause.message}`, { cause });
