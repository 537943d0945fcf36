import type { Finding } from '../../contracts/finding.js';
import { contentBody } from '../../registry/confluent/confluent-bodies.js';
import { ConfluentError } from '../../registry/confluent/confluent-error.js';
import { readWholeCandidate } from '../../registry/confluent/confluent-request.js';
import type { RegistrationService } from '../../registry/registration/registration.service.js';
import { contextOf, parseSubject, qualifiedSubject, qualifyFrom } from '../../registry/subject-name.js';
import type { SubjectsRepository } from '../../registry/store/subjects.repository.js';
import type { Change, Reference, SchemaContent } from '../../registry/subject-version.js';
import type { AsyncApiMessageResult } from './asyncapi-answer.js';
import { keyOf, type Places, type Wanted } from './wanted-schemas.js';

/** One import of a document: what its references mean is what was registered of it before. */
export class ImportRun {
  private readonly results = new Map<Wanted, AsyncApiMessageResult>();
  private readonly byVersion = new Map<string, Wanted>();
  private readonly ofMessages = new Map<string, Wanted>();

  constructor(
    private readonly registrations: RegistrationService,
    private readonly subjects: Pick<SubjectsRepository, 'state'>,
    private readonly wanted: readonly Wanted[],
    private readonly refusedKeys: ReadonlySet<string>,
    /** What a qualified name is another name of here; else itself. */
    private readonly meant: Places['meant'],
  ) {
    for (const one of wanted) {
      for (const key of one.keys) this.byVersion.set(key, one);
      if (!one.isForOthers) this.ofMessages.set(one.subject, one);
    }
  }

  /** What it refers to must have had its turn. */
  async register(one: Wanted, change: Change): Promise<void> {
    this.results.set(one, await this.resultFor(one, change));
  }

  /** Of the schema that a message has. */
  resultOf(subject: string): AsyncApiMessageResult {
    return this.results.get(this.ofMessages.get(subject)!)!;
  }

  /** Of the earlier versions that others refer to. */
  resultsForOthers(): AsyncApiMessageResult[] {
    return [...this.results].filter(([{ isForOthers }]) => isForOthers).map(([, result]) => result);
  }

  private async resultFor(one: Wanted, change: Change): Promise<AsyncApiMessageResult> {
    const { where, subject } = one;
    const meant = this.withReferences(one);
    if ('reason' in meant) return refused(where, subject, [meant.reason]);
    try {
      return await this.registerOne(one, meant, change);
    } catch (error) {
      if (error instanceof ConfluentError) return refused(where, subject, [error.message]);
      throw error;
    }
  }

  private async registerOne(one: Wanted, schema: SchemaContent, change: Change): Promise<AsyncApiMessageResult> {
    const { where, subject } = one;
    const candidate = readWholeCandidate(contentBody(schema));
    const known =
      (await this.registrations.lookUp(subject, candidate, false)) ??
      (one.isForOthers ? await this.registrations.lookUp(subject, candidate, true) : null);
    if (known !== null) {
      return { where, subject, outcome: 'alreadyThere', id: known.id, version: known.version, reasons: [] };
    }
    if (one.isForOthers && (await this.wouldBeLatest(one))) return refused(where, subject, [wouldBeLatest(subject)]);
    const registration = await this.registrations.register(subject, candidate, change);
    if (registration.outcome === 'registered') {
      const { id, version } = registration;
      return { where, subject, outcome: 'registered', id, version, reasons: [] };
    }
    if (registration.outcome === 'not-permitted') return refused(where, subject, [registration.reason]);
    const findings = registration.outcome === 'invalid' ? registration.findings : registration.result.findings;
    return refused(where, subject, reasonsOf(findings));
  }

  /** An earlier version that came behind what is here would be what everybody gets who asks for the latest one. */
  private async wouldBeLatest({ subject, version }: Wanted): Promise<boolean> {
    const latest = (await this.subjects.state(subject))?.latestVersion ?? null;
    if (latest === null) return false;
    const others = this.wanted.filter((other) => other.subject === subject);
    const isBefore = (other: Wanted) => (other.version ?? 0) < version!;
    if (others.some((other) => isBefore(other) && this.results.get(other)?.version === latest)) return false;
    const last = this.ofMessages.get(subject);
    if (last === undefined || isBefore(last)) return true;
    return (await this.registrations.lookUp(subject, readWholeCandidate(contentBody(last.schema)), false)) !== null;
  }

  private withReferences(one: Wanted): SchemaContent | { reason: string } {
    const references: Reference[] = [];
    for (const reference of one.schema.references) {
      const read = this.referenceOf(one, reference);
      if ('reason' in read) return read;
      references.push(read);
    }
    return { ...one.schema, references };
  }

  /** What a document says it refers to has here the version that it was registered as; or why that is not known. */
  private referenceOf({ subject, named, isExported }: Wanted, reference: Reference): Reference | { reason: string } {
    const name = qualifyFrom(named, reference.subject);
    const what = `version ${reference.version} of "${name}"`;
    const wanted = this.wantedAs(name, reference.version, isExported);
    if (wanted !== undefined) {
      const version = this.results.get(wanted)?.version ?? null;
      return version === null
        ? { reason: notRegistered(what) }
        : { ...asSeenFrom(subject, wanted.subject, reference), version };
    }
    // Who wrote the document by hand means what is here.
    if (!isExported) return asSeenFrom(subject, this.meant(name), reference);
    return { reason: this.refusedKeys.has(keyOf(name, reference.version)) ? notRegistered(what) : lost(what) };
  }

  /** A registry means the subject by its own name; people also mean what a name stands for here. */
  private wantedAs(name: string, version: number, isExported: boolean): Wanted | undefined {
    const own = this.byVersion.get(keyOf(name, version));
    return own ?? (isExported ? undefined : this.byVersion.get(keyOf(this.meant(name), version)));
  }
}

/** As it stands, where that means `target` to what `referrer` has; else with the context of `target`. */
function asSeenFrom(referrer: string, target: string, reference: Reference): Reference {
  if (qualifyFrom(referrer, reference.subject) === target) return reference;
  const isNear = contextOf(referrer) === contextOf(target);
  return { ...reference, subject: isNear ? parseSubject(target).subject : qualifiedSubject(target) };
}

const wouldBeLatest = (subject: string): string =>
  `It is an earlier version that others refer to, "${subject}" does not have it here, and it would become the latest one. ` +
  'Take the subject over by an archive or from the registry itself.';

const notRegistered = (what: string): string => `It refers to ${what}, which was not registered.`;

const lost = (what: string): string =>
  `It refers to ${what} of the registry that it comes from, which the document does not have; the version of that ` +
  'number here may be another schema. Export the document anew.';

/** The answer for what is not registered. */
export const refused = (where: string, subject: string | null, reasons: string[]): AsyncApiMessageResult => ({
  where,
  subject,
  outcome: 'refused',
  id: null,
  version: null,
  reasons,
});

const reasonsOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ message, fix }) => `${message} ${fix}`.trim());
