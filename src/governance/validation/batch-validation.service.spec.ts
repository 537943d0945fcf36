import { BatchValidationService, type BatchRequest } from './batch-validation.service.js';
import type { ValidationJob, ValidationResult } from '../jobs/contract-jobs.js';
import { JobEnded, JobRefused } from '../jobs/contract-worker.service.js';
import type { EventJudge } from './event-judge.service.js';

const request: BatchRequest = {
  subject: 'orders',
  version: { version: 3, format: 'JSON', source: { text: '{}' }, ruleSet: null },
  envelope: 'auto',
  lines: 'json',
};

const valid = { isValid: true, envelopes: [], errors: [] };
const judgeAll = ({ events }: ValidationJob): ValidationResult => ({ verdicts: events.map(() => valid) });
const ended = () => {
  throw new JobEnded('It took longer than a validation may take and was ended.');
};

/** A service whose thread answers by `judge`. */
const serviceWith = (judge: (job: ValidationJob) => ValidationResult): BatchValidationService =>
  new BatchValidationService({
    judge: (...[, { format, source }, envelope, events]: Parameters<EventJudge['judge']>) =>
      Promise.resolve().then(() => judge({ format, source, envelope, events, writers: new Map() })),
  } as unknown as EventJudge);

async function* arriving(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}

async function answersTo(service: BatchValidationService, ...chunks: (string | Uint8Array)[]): Promise<unknown[]> {
  let text = '';
  for await (const part of service.validate(request, arriving(...chunks))) text += part;
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

const summary = (more: object) => ({
  summary: { subject: 'orders', version: 3, lines: 0, valid: 0, invalid: 0, unknown: 0, stopped: null, ...more },
});

it('says of which lines it could not tell, and goes on', async () => {
  let first = true;
  const service = serviceWith((job) => {
    if (!first) return judgeAll(job);
    first = false;
    return ended();
  });
  const reason = 'It took longer than a validation may take and was ended.';
  expect(await answersTo(service, '1\n2\n', '3\n')).toEqual([
    { line: 1, isValid: null, errors: [{ in: 'event', path: '', reason }] },
    { line: 2, isValid: null, errors: [{ in: 'event', path: '', reason }] },
    { line: 3, isValid: true, errors: [] },
    summary({ lines: 3, valid: 1, unknown: 2 }),
  ]);
});

it('never calls a line valid that the time did not suffice for', async () => {
  const service = serviceWith(({ events }) => ({ verdicts: events.map((_, i) => (i === 0 ? valid : null)) }));
  expect(await answersTo(service, '1\n2\n')).toEqual([
    { line: 1, isValid: true, errors: [] },
    { line: 2, isValid: null, errors: [{ in: 'event', path: '', reason: 'was not judged: the time was up' }] },
    summary({ lines: 2, valid: 1, unknown: 1 }),
  ]);
});

it('never calls a line valid whose bytes are no UTF-8', async () => {
  expect(await answersTo(serviceWith(judgeAll), Uint8Array.of(0x22, 0xff, 0x22, 0x0a), '1\n')).toEqual([
    { line: 1, isValid: false, errors: [{ in: 'event', path: '', reason: 'is no UTF-8' }] },
    { line: 2, isValid: true, errors: [] },
    summary({ lines: 2, valid: 1, invalid: 1 }),
  ]);
});

it('stops at a batch that is made to take all time', async () => {
  const answers = await answersTo(serviceWith(ended), '1\n', '2\n', '3\n', '4\n', '5\n');
  expect(answers).toHaveLength(4);
  expect(answers.at(-1)).toEqual(
    summary({ lines: 3, unknown: 3, stopped: 'It took longer than a validation may take and was ended.' }),
  );
});

it('brings a part again that was refused for all those that wait, and says where it gave up', async () => {
  const refused = 'This validation waited 10 s for others and was not made.';
  let refusals = 3;
  const busy = serviceWith((job) => {
    if (refusals-- > 0) throw new JobRefused(refused);
    return judgeAll(job);
  });
  expect(await answersTo(busy, '1\n')).toEqual([
    { line: 1, isValid: true, errors: [] },
    summary({ lines: 1, valid: 1 }),
  ]);
  refusals = 4;
  expect(await answersTo(busy, '1\n')).toEqual([summary({ stopped: refused })]);
});

it('stops at a schema that cannot be read, and says so', async () => {
  const service = serviceWith(() => ({ problems: [{ place: '/type', reason: 'It must be a type.' }] }));
  expect(await answersTo(service, '1\n')).toEqual([
    summary({ stopped: 'The schema of version 3 cannot be read at /type: It must be a type.' }),
  ]);
});

it('reads no more lines than a batch may have', async () => {
  const answers = await answersTo(serviceWith(judgeAll), '1\n'.repeat(100_001));
  expect(answers).toHaveLength(100_001);
  expect(answers.at(-1)).toEqual(
    summary({
      lines: 100_000,
      valid: 100_000,
      stopped: 'A batch is at most 100000 lines. Send the rest as another one.',
    }),
  );
});

it('refuses a batch where too many are under way, and takes one again when another has ended', async () => {
  const service = serviceWith(judgeAll);
  const running = Array.from({ length: 8 }, () => service.validate(request, arriving('1\n')));
  for (const answer of running) await answer.next();
  expect(() => service.validate(request, arriving())).toThrow(
    '8 batches are under way already. Try again in a moment.',
  );
  // Whoever asked went away.
  await running[0]!.return(undefined);
  expect(await answersTo(service, '1\n')).toHaveLength(2);
});

it('tells once that a batch is in Confluent’s wire format, and judges nothing after it', async () => {
  const service = serviceWith(judgeAll);
  const framed = Buffer.concat([Buffer.from([0, 0, 0, 0, 10]), Buffer.from('{}\n{}\n')]);
  const reason = 'begins with byte 0, as Confluent’s wire format does';
  const stopped =
    `Line 2 ${reason}. Such events are no lines. Send them with lines=length, each with its length before it ` +
    '(kcat -f %R%s), or in base64 with lines=base64.';
  expect(await answersTo(service, '1\n', framed)).toEqual([
    { line: 1, isValid: true, errors: [] },
    { line: 2, isValid: false, errors: [{ in: 'event', path: '', reason }] },
    summary({ lines: 2, valid: 1, invalid: 1, stopped }),
  ]);
});
