import {
  BadRequestException,
  Inject,
  Injectable,
  NotFoundException,
  UnprocessableEntityException,
} from '@nestjs/common';
import { readExactJson, writeExactJson } from '../../contracts/exact-json.js';
import { findInexactNumbers } from '../../contracts/formats/json-schema/reading/inexact-numbers.js';
import type { EventVerdict } from '../../contracts/validation/event-verdict.js';
import { SettingsService } from '../../registry/settings.service.js';
import { decodeBase64 } from '../validation/event-payload.js';
import type { DiffReport, LintReport, TranslationAnswer, TranslationInput } from './contract-tools.js';
import { MAX_TRANSLATED } from './contract-tools.js';
import { ContractVersions, type ContractVersion } from './contract-versions.repository.js';
import { ContractWorker } from '../jobs/contract-worker.service.js';
import { EventJudge } from '../validation/event-judge.service.js';
import { pickVersion } from './pick-version.js';
import { ProfilesRepository } from '../profiles/profiles.repository.js';
import type { StoredSample } from '../samples/sample.js';
import { SamplesRepository } from '../samples/samples.repository.js';
import { sayProblems } from '../validation/schema-problems.js';

/** Lint, diff and translation of the versions that are kept. */
@Injectable()
export class ContractToolsService {
  constructor(
    @Inject(ContractVersions) private readonly versions: ContractVersions,
    @Inject(ProfilesRepository) private readonly profiles: ProfilesRepository,
    @Inject(SamplesRepository) private readonly samples: SamplesRepository,
    @Inject(SettingsService) private readonly settings: SettingsService,
    @Inject(ContractWorker) private readonly worker: ContractWorker,
    @Inject(EventJudge) private readonly judge: EventJudge,
  ) {}

  /** By the settings of the contract's profile. */
  async lint(subject: string, wanted: string | null, withDeleted: boolean, now: Date): Promise<LintReport> {
    const numbers = await this.versions.numbers(subject, withDeleted);
    const picked = await this.versions.read(subject, pickVersion(subject, numbers, 'version', wanted), withDeleted);
    const before = numberBefore(numbers, picked.version);
    const previous = before === null ? null : await this.versions.find(subject, before, withDeleted);
    const profile = await this.profiles.find(subject);
    const { format, source, version } = picked;
    const comparable = previous?.format === format ? { previous: previous.source } : {};
    const settings = profile?.lint ?? {};
    const problems = await this.worker.run('lint', subject, { format, source, ...comparable, settings, now });
    return { subject, version, problems };
  }

  /** `to` is the latest by default, `from` the one before it. */
  async diff(
    subject: string,
    wanted: { from: string | null; to: string | null },
    withDeleted: boolean,
  ): Promise<DiffReport> {
    const numbers = await this.versions.numbers(subject, withDeleted);
    const to = pickVersion(subject, numbers, 'to', wanted.to);
    const from = wanted.from === null ? numberBefore(numbers, to) : pickVersion(subject, numbers, 'from', wanted.from);
    if (from === null) {
      throw new NotFoundException(
        `"${subject}" has no version before ${to} to compare with. ${wayTo(numbers, withDeleted)}`,
      );
    }
    const read = (number: number) => this.versions.read(subject, number, withDeleted);
    const [older, newer] = await Promise.all([read(from), read(to)]);
    refuseOtherFormat(older, newer);
    const { policy } = await this.settings.settings(subject);
    const diff = await this.worker.run('diff', subject, {
      format: newer.format,
      older: older.source,
      newer: newer.source,
      olderVersion: older.version,
      newerVersion: newer.version,
      ...(policy === null ? {} : { policy }),
    });
    if ('side' in diff) throw sayProblems((diff.side === 'older' ? older : newer).version, diff.problems);
    return { subject, from: older.version, to: newer.version, changes: diff.changes as DiffReport['changes'] };
  }

  /** `bodyText` is the text that the input was read from. */
  async translate(
    subject: string,
    { from, to, samples }: TranslationInput,
    withDeleted: boolean,
    bodyText = '',
  ): Promise<TranslationAnswer> {
    const between = await this.versionsBetween(subject, from, to, withDeleted);
    const start = between.find(({ version }) => version === from)!;
    const end = between.find(({ version }) => version === to)!;
    for (const one of between) refuseOtherFormat(one, end);
    const { events, messages } =
      samples === undefined
        ? await this.keptEvents(subject, start)
        : { events: await this.givenEvents(subject, start, samples, bodyText), messages: [] };
    const translation = await this.worker.run('translate', subject, {
      format: end.format,
      versions: between.map(({ version, source, ruleSet }) => ({ version, ...source, ruleSet })),
      from,
      to,
      samples: events,
      messages,
    });
    if ('problems' in translation) {
      const [problem] = translation.problems;
      throw sayProblems(problem?.version ?? from, [{ place: '', reason: problem?.reason ?? 'it is invalid.' }]);
    }
    return { subject, from, to, ...translation } as TranslationAnswer;
  }

  /** Both and those between them, oldest first. */
  private async versionsBetween(
    subject: string,
    from: number,
    to: number,
    withDeleted: boolean,
  ): Promise<ContractVersion[]> {
    const numbers = await this.versions.numbers(subject, withDeleted);
    pickVersion(subject, numbers, 'from', from);
    pickVersion(subject, numbers, 'to', to);
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    const between = numbers.filter((number) => number >= first && number <= last);
    if (between.length > MAX_STEPS) {
      throw new UnprocessableEntityException(
        `There are ${between.length} versions from ${first} to ${last}, and at most ${MAX_STEPS} are gone through. Translate in parts.`,
      );
    }
    return Promise.all(between.map((number) => this.versions.read(subject, number, withDeleted)));
  }

  /** The samples of a version as events: those that were kept as bytes are decoded first. */
  private async keptEvents(subject: string, written: ContractVersion): Promise<KeptEvents> {
    const { version } = written;
    const kept = await this.samples.ofVersion(subject, version, MAX_TRANSLATED);
    if (kept.length === 0) {
      throw new BadRequestException(
        `samples: none were given, and none of version ${version} are kept. Give events, or keep samples first.`,
      );
    }
    const events = kept.map(inputOf);
    const result = await this.judge.judge(subject, written, 'auto', events);
    if ('problems' in result) throw sayProblems(version, result.problems);
    return {
      events: result.verdicts.map((verdict, i) => eventOf(verdict, `The sample "${kept[i]!.name}"`, version)),
      messages: result.verdicts.map((verdict) => verdict?.message ?? null),
    };
  }

  /** The samples of a body, with numbers as they were written where the format can hold them so. */
  private async givenEvents(
    subject: string,
    written: ContractVersion,
    samples: readonly unknown[],
    bodyText: string,
  ): Promise<readonly unknown[]> {
    const [first] = findInexactNumbers(bodyText);
    if (first === undefined) return samples;
    const { version, format } = written;
    if (format !== 'PROTOBUF') throw wouldRound('The body', { path: first[0], literal: first[1] });
    const exact = (readExactJson(bodyText) as { samples: unknown[] }).samples;
    const events = exact.map((sample) => ({ text: writeExactJson(sample) }));
    const result = await this.judge.judge(subject, written, 'none', events);
    if ('problems' in result) throw sayProblems(version, result.problems);
    return result.verdicts.map((verdict, i) => eventOf(verdict, `samples[${i}]`, version));
  }
}

/** Events, and of Protobuf the message that each is of, where it names one. */
interface KeptEvents {
  events: unknown[];
  messages: (string | null)[];
}

/** Versions that one translation goes through: more would not be read in its time. */
const MAX_STEPS = 200;

const inputOf = ({ encoding, payload }: StoredSample) =>
  encoding === 'json' ? { text: payload } : { payload: decodeBase64(payload)! };

function eventOf(verdict: EventVerdict | null, name: string, version: number): unknown {
  if (verdict === null || !Object.hasOwn(verdict, 'event')) {
    throw new UnprocessableEntityException(
      `${name} cannot be read by version ${version} any more. Delete it, or give the samples to be translated.`,
    );
  }
  if (verdict.rounded !== undefined) throw wouldRound(name, verdict.rounded);
  return verdict.event;
}

/** Rules and resolution compute with doubles, and nothing is translated into another number than was written. */
const wouldRound = (name: string, { path, literal }: { path: string; literal: string }): UnprocessableEntityException =>
  new UnprocessableEntityException(
    `${name} cannot be translated: the number ${literal} at ${path} would be rounded to ${Number(literal)}.`,
  );

const numberBefore = (numbers: readonly number[], version: number): number | null =>
  numbers.findLast((one) => one < version) ?? null;

function refuseOtherFormat(one: ContractVersion, other: ContractVersion): void {
  if (one.format === other.format) return;
  throw new UnprocessableEntityException(
    `Version ${one.version} is ${one.format} and version ${other.version} is ${other.format}: they share no field to compare.`,
  );
}

/** What somebody may do who asked for a difference and has no earlier version. */
const wayTo = (numbers: readonly number[], withDeleted: boolean): string =>
  [
    ...(numbers.length > 1 ? ['Name another one by from=.'] : []),
    ...(withDeleted ? [] : ['Deleted versions are looked at with deleted=true.']),
    ...(numbers.length === 1 && withDeleted ? ['It has one version only: register the next one first.'] : []),
  ].join(' ');
