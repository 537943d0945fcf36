import { setTimeout } from 'node:timers/promises';
import { HttpException, Inject, Injectable, Logger, ServiceUnavailableException } from '@nestjs/common';
import type { EventVerdict } from '../../contracts/validation/event-verdict.js';
import type { EventInput, ValidationJob, ValidationResult } from '../jobs/contract-jobs.js';
import type { ContractVersion } from '../tools/contract-versions.repository.js';
import { JobEnded, JobRefused } from '../jobs/contract-worker.service.js';
import { EventJudge } from './event-judge.service.js';
import { decodeBase64, MAX_PAYLOAD_BYTES } from './event-payload.js';
import { LookedUp } from './event-writers.service.js';
import { readLengthPrefixed, type PrefixedEvent } from './length-prefixed.js';
import { readNdjsonLines, type NdjsonLine } from './ndjson-lines.js';
import { sayProblems } from './schema-problems.js';
import type { BatchSummary, LineVerdict } from './validation.js';

export interface BatchRequest {
  subject: string;
  version: ContractVersion;
  envelope: ValidationJob['envelope'];
  /** What a line holds: the event as JSON, or its bytes in base64. Or there are no lines, but bytes with their length before them. */
  lines: (typeof LINES)[number];
}

export const LINES = ['json', 'base64', 'length'] as const;

/** One event of a batch as it came, or why it did not. */
type Line = NdjsonLine | PrefixedEvent;

/** What one request may bring. */
const MAX_LINES = 100_000;
/** So many lines are judged at a time; what is in between waits on the wire. */
const LINES_AT_ONCE = 200;
const MAX_ERRORS = 10;
/** Batches that are judged at the same time. */
const MAX_BATCHES = 8;
/** Parts that were ended for their time or memory; a batch with more is made to take it. */
const MAX_ENDED = 3;
/** A part that is refused for all those that wait is brought again, so many times in all. */
const MAX_TRIES = 4;
const PAUSE_MS = 250;

/** Judges events line by line as they arrive, with no more of them in memory than are judged at once. */
@Injectable()
export class BatchValidationService {
  private readonly log = new Logger('BatchValidation');
  private underWay = 0;

  constructor(@Inject(EventJudge) private readonly events: EventJudge) {}

  /**
   * The lines of the answer: a LineVerdict each, and a BatchSummary as the last one, which also tells what stopped it.
   * @throws ServiceUnavailableException where too many batches are under way.
   */
  validate(request: BatchRequest, body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
    if (this.underWay >= MAX_BATCHES) {
      throw new ServiceUnavailableException(`${MAX_BATCHES} batches are under way already. Try again in a moment.`);
    }
    return this.answer(request, body);
  }

  private async *answer(request: BatchRequest, body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
    this.underWay++;
    const { subject, version } = request;
    const summary = { subject, version: version.version, lines: 0, valid: 0, invalid: 0, unknown: 0 };
    const lookedUp = new LookedUp();
    let stopped: string | null = null;
    try {
      let ended = 0;
      for await (const lines of linesOf(body, request.lines)) {
        const framed = lines.findIndex((line) => 'fault' in line && line.fault === 'framed');
        const read = lines.slice(0, Math.min(MAX_LINES - summary.lines, framed < 0 ? Infinity : framed + 1));
        const verdicts = await this.judge(request, read, lookedUp).catch((error: unknown) => {
          if (!(error instanceof JobEnded) || ++ended > MAX_ENDED) throw error;
          return read.map(({ number }) => unknownVerdict(number, error.message));
        });
        for (const { isValid } of verdicts) count(summary, isValid);
        yield verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join('');
        if (framed >= 0 && framed < read.length) {
          stopped = `Line ${read.at(-1)!.number} ${REFUSALS.framed}. ${HOW_TO_SEND_FRAMED}`;
          break;
        }
        if (read.length < lines.length) {
          stopped = `A batch is at most ${MAX_LINES} lines. Send the rest as another one.`;
          break;
        }
      }
    } catch (error) {
      stopped = this.reasonOf(error);
    } finally {
      this.underWay--;
    }
    yield `${JSON.stringify({ summary: { ...summary, stopped } } satisfies BatchSummary)}\n`;
  }

  private async judge(request: BatchRequest, read: Line[], lookedUp: LookedUp): Promise<LineVerdict[]> {
    const inputs = read.map((line) => ({ line, input: inputOf(line, request.lines) }));
    const events = inputs.flatMap(({ input }) => ('refusal' in input ? [] : [input]));
    const { version } = request.version;
    const result = await this.runAgain(request, events, lookedUp);
    if ('problems' in result) throw sayProblems(version, result.problems);
    let next = 0;
    return inputs.map(({ line, input }) =>
      'refusal' in input
        ? refusedVerdict(line.number, input.refusal)
        : lineVerdict(line.number, result.verdicts[next++] ?? null, request),
    );
  }

  /** A batch has begun already: where others go first it waits for longer than a single request does. */
  private async runAgain(
    request: BatchRequest,
    events: readonly EventInput[],
    lookedUp: LookedUp,
    triesLeft = MAX_TRIES,
  ): Promise<ValidationResult> {
    try {
      return await this.events.judge(request.subject, request.version, request.envelope, events, lookedUp);
    } catch (error) {
      if (!(error instanceof JobRefused) || triesLeft <= 1) throw error;
      await setTimeout(PAUSE_MS);
      return this.runAgain(request, events, lookedUp, triesLeft - 1);
    }
  }

  private reasonOf(error: unknown): string {
    if (error instanceof HttpException) return error.message;
    // Whoever asked went away.
    if ((error as { code?: unknown }).code === 'ECONNRESET') return 'The connection was closed.';
    this.log.warn({ msg: 'A batch ended before its last line.', err: error });
    return 'Something failed here; the log says what.';
  }
}

const linesOf = (body: AsyncIterable<Uint8Array>, lines: BatchRequest['lines']): AsyncGenerator<Line[]> =>
  lines === 'length'
    ? readLengthPrefixed(body, { maxBytes: MAX_PAYLOAD_BYTES, maxEvents: LINES_AT_ONCE })
    : readNdjsonLines(body, { maxBytes: MAX_PAYLOAD_BYTES, maxLines: LINES_AT_ONCE });

const REFUSALS: Record<Extract<Line, { fault: string }>['fault'], string> = {
  'too-long': `is longer than ${MAX_PAYLOAD_BYTES} bytes`,
  framed: 'begins with byte 0, as Confluent’s wire format does',
  'no-utf8': 'is no UTF-8',
  'no-value': 'has no value: a tombstone, if the topic is compacted, and no event',
  'no-length':
    'has a length below -1 before it, and nothing is read after it: each event is to have its length before it, as kcat -f %R%s writes it',
  'cut-off':
    'is cut off: the body ends before it does. Each event is to have its length before it, as kcat -f %R%s writes it',
};

/** An id may hold the byte of a newline, so what follows on the next line may be its second half. */
const HOW_TO_SEND_FRAMED =
  'Such events are no lines. Send them with lines=length, each with its length before it (kcat -f %R%s), or in base64 with lines=base64.';

function inputOf(line: Line, lines: BatchRequest['lines']): EventInput | { refusal: string } {
  if ('fault' in line) return { refusal: REFUSALS[line.fault] };
  if ('payload' in line) return { payload: line.payload };
  const { text } = line;
  if (lines === 'json') return { text };
  const payload = decodeBase64(text);
  return payload === null ? { refusal: 'is no base64' } : { payload };
}

function count(summary: { lines: number; valid: number; invalid: number; unknown: number }, isValid: boolean | null) {
  summary.lines++;
  summary[isValid === null ? 'unknown' : isValid ? 'valid' : 'invalid']++;
}

const refusedVerdict = (line: number, reason: string): LineVerdict => ({
  line,
  isValid: false,
  errors: [{ in: 'event', path: '', reason }],
});

const unknownVerdict = (line: number, reason: string): LineVerdict => ({
  line,
  isValid: null,
  errors: [{ in: 'event', path: '', reason }],
});

function lineVerdict(line: number, verdict: EventVerdict | null, asked: BatchRequest): LineVerdict {
  if (verdict === null) return unknownVerdict(line, 'was not judged: the time was up');
  const { isValid, errors } = verdict;
  return { line, isValid, errors: errors.slice(0, MAX_ERRORS), ...writtenByAnother(verdict, asked) };
}

/** What wrote an event is told of a line where it is not the version that the batch is judged by. */
function writtenByAnother({ envelopes }: EventVerdict, asked: BatchRequest): Pick<LineVerdict, 'writtenBy'> {
  const writtenBy = envelopes.flatMap((one) => (one.kind === 'confluent' ? (one.writtenBy ?? []) : []))[0];
  if (writtenBy === undefined) return {};
  const isAsked = writtenBy.subject === asked.subject && writtenBy.version === asked.version.version;
  return isAsked ? {} : { writtenBy };
}
