import { ConflictException, Inject, Injectable, NotFoundException, UnprocessableEntityException } from '@nestjs/common';
import type { EventVerdict } from '../../contracts/validation/event-verdict.js';
import type { Change } from '../../registry/subject-version.js';
import type { EventInput } from '../jobs/contract-jobs.js';
import { readEventInput } from '../validation/event-payload.js';
import { ContractVersions } from '../tools/contract-versions.repository.js';
import { EventJudge } from '../validation/event-judge.service.js';
import { MAX_SAMPLES, type SampleInput, type StoredSample } from './sample.js';
import { SamplesRepository } from './samples.repository.js';
import { isStorable } from '../../registry/storable.js';
import { sayProblems } from '../validation/schema-problems.js';

/** Samples are judged before they are kept. */
@Injectable()
export class SamplesService {
  constructor(
    @Inject(SamplesRepository) private readonly samples: SamplesRepository,
    @Inject(ContractVersions) private readonly versions: ContractVersions,
    @Inject(EventJudge) private readonly judge: EventJudge,
  ) {}

  /** @throws UnprocessableEntityException with the reasons, where it is no event of its version. */
  async add(subject: string, input: SampleInput, bodyText: string | undefined, change: Change): Promise<StoredSample> {
    const event = readEventInput(input, bodyText);
    const picked = await this.versions.pick(subject, 'version', input.version ?? null);
    const { version } = picked;
    const result = await this.judge.judge(subject, picked, 'auto', [event]);
    if ('problems' in result) throw sayProblems(version, result.problems);
    refuseInvalid(version, result.verdicts[0] ?? null);
    const addition = await this.samples.add({ subject, name: input.name, version, ...keptFormOf(event) }, change);
    if (addition.outcome === 'added') return addition.sample;
    if (addition.outcome === 'version-gone') {
      throw new NotFoundException(
        `Version ${version} of "${subject}" was deleted for good meanwhile, or has another number. GET /api/v1/contracts/{subject} tells what there is.`,
      );
    }
    throw new ConflictException(
      addition.outcome === 'full'
        ? `"${subject}" has ${MAX_SAMPLES} samples already. Delete one first.`
        : `"${subject}" has a sample called "${input.name}" already. Choose another name, or delete that one first.`,
    );
  }

  /** The subject, where it has a version, be it a deleted one. @throws NotFoundException. */
  async existing(subject: string): Promise<string> {
    if ((await this.versions.nextNumber(subject)) > 1) return subject;
    throw new NotFoundException(`There is no contract "${subject}". GET /api/v1/contracts lists those there are.`);
  }

  async delete(subject: string, id: string, change: Change): Promise<void> {
    if (isStorable(id) && (await this.samples.delete(subject, id, change))) return;
    throw new NotFoundException(
      `"${subject}" has no sample with the id "${id}". GET /api/v1/contracts/{subject}/samples lists them.`,
    );
  }
}

/** A number that reading would round stays as it was written. */
function keptFormOf(event: EventInput): Pick<StoredSample, 'encoding' | 'payload'> {
  if ('payload' in event) return { encoding: 'base64', payload: Buffer.from(event.payload).toString('base64') };
  return { encoding: 'json', payload: 'text' in event ? event.text : JSON.stringify(event.event) };
}

const MAX_REASONS = 5;

function refuseInvalid(version: number, verdict: EventVerdict | null): void {
  if (verdict?.isValid === true) return;
  const errors = verdict?.errors ?? [
    { in: 'event', path: '', reason: 'took longer to judge than an event may' } as const,
  ];
  const reasons = errors
    .slice(0, MAX_REASONS)
    .map(({ path, reason }) => `${path === '' ? 'the event' : path} ${reason}`);
  const more = errors.length > MAX_REASONS ? [`and ${errors.length - MAX_REASONS} more`] : [];
  const isRefused = verdict !== null && verdict.isValid === false;
  // A sample has no option that says whether its bytes are framed.
  const advice =
    !isRefused && errors.some((one) => one.in === 'envelope') ? ' Here a bare event is given as JSON, as "event".' : '';
  throw new UnprocessableEntityException(
    `${isRefused ? `The sample is no event of version ${version}` : `It could not be told whether the sample is an event of version ${version}`}: ${[...reasons, ...more].join('; ')}.${advice}`,
  );
}
