import { Inject, Injectable, UnprocessableEntityException } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import type { Finding } from '../../contracts/finding.js';
import { orTooDeep } from '../../contracts/stack-overflow.js';
import { CheckService } from '../../registry/check.service.js';
import { CompatibilityChecker } from '../../registry/compatibility.checker.js';
import { ConfluentError } from '../../registry/confluent-error.js';
import { readWholeCandidate } from '../../registry/confluent-request.js';
import { contentBody } from '../../registry/confluent-bodies.js';
import type { ContractEvents } from '../../registry/contract-events.js';
import { ContractRules } from '../../registry/contract-rules.js';
import { ReferenceResolver } from '../../registry/reference-resolver.service.js';
import { SchemaCache } from '../../registry/schema-cache.service.js';
import { RegistrationService } from '../../registry/registration.service.js';
import { DEFAULT_CONTEXT, faultOfSubject, qualify, qualifyFrom } from '../../registry/subject-name.js';
import type { Change, SchemaContent } from '../../registry/subject-version.js';
import { SubjectsRepository } from '../../registry/subjects.repository.js';
import type { AsyncApiImportResult, AsyncApiMessageResult } from './asyncapi-answer.js';
import { documentMessages, type DocumentMessage, type Naming } from './document-messages.js';
import { foreseenSubjects } from './foreseen-versions.js';
import { inOrderOfReferences } from './in-order-of-references.js';
import { TOO_DEEP } from './parse-yaml.js';

export interface AsyncApiOptions {
  naming: Naming;
  /** Where subjects go that the document does not place itself. */
  context: string;
  dryRun: boolean;
}

interface Wanted {
  where: string;
  subject: string;
  schema: SchemaContent;
  /** The version the document says it is; references of the document mean it. */
  version: number | null;
}

/** Registers the schemas of a document's messages; each is checked and answered by itself, as any registration. */
@Injectable()
export class AsyncApiImport {
  constructor(
    private readonly registrations: RegistrationService,
    private readonly subjects: SubjectsRepository,
    private readonly checker: CompatibilityChecker,
    private readonly rules: ContractRules,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws UnprocessableEntityException for a document that is nested too deeply to be walked. */
  async import(
    document: Record<string, unknown>,
    { naming, context, dryRun }: AsyncApiOptions,
    change: Change,
  ): Promise<AsyncApiImportResult> {
    const messages = orTooDeep(
      () => documentMessages(document, naming),
      () => null,
    );
    if (messages === null) throw new UnprocessableEntityException(TOO_DEEP.fault);
    const registrations = dryRun ? this.foreseen() : this.registrations;
    const results = new Map<string, AsyncApiMessageResult>();
    const wanted = new Map<string, Wanted>();
    for (const message of messages) {
      const read = wantedOf(message, context, wanted);
      if ('reason' in read) results.set(message.where, refused(message.where, read.subject, [read.reason]));
      else if (!read.isAgain) wanted.set(read.wanted.subject, read.wanted);
    }
    const pinned = new Map<string, number>();
    const done = new Map<string, AsyncApiMessageResult>();
    for (const one of inOrderOfReferences([...wanted.values()])) {
      const schema = withReferences(one, wanted, pinned);
      const result = await this.orRefused(one, () => registerOne(registrations, { ...one, schema }, change));
      if (result.version !== null) pinned.set(one.subject, result.version);
      done.set(one.subject, dryRun ? asForeseen(result) : result);
    }
    const answers = messages.map((message): AsyncApiMessageResult => {
      const told = results.get(message.where);
      return told ?? { ...done.get(placed(message.subject!, context))!, where: message.where };
    });
    return { dryRun, messages: answers };
  }

  private async orRefused(
    { where, subject }: Wanted,
    act: () => Promise<AsyncApiMessageResult>,
  ): Promise<AsyncApiMessageResult> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof ConfluentError) return refused(where, subject, [error.message]);
      throw error;
    }
  }

  /** The registrations of a registry that is the same and forgets them. */
  private foreseen(): RegistrationService {
    const subjects = foreseenSubjects(this.subjects);
    const references = new ReferenceResolver(subjects, new SchemaCache(subjects));
    const checks = new CheckService(this.checker, references);
    return new RegistrationService(subjects, checks, references, this.rules, NOBODY, this.config);
  }
}

/** Of what only might be nobody is told. */
const NOBODY: ContractEvents = { record: () => Promise.resolve(), recordWithin: () => Promise.resolve() };

async function registerOne(
  registrations: RegistrationService,
  { where, subject, schema }: Wanted,
  change: Change,
): Promise<AsyncApiMessageResult> {
  const candidate = readWholeCandidate(contentBody(schema));
  const known = await registrations.lookUp(subject, candidate, false);
  if (known !== null) {
    return { where, subject, outcome: 'alreadyThere', id: known.id, version: known.version, reasons: [] };
  }
  const registration = await registrations.register(subject, candidate, change);
  if (registration.outcome === 'registered') {
    const { id, version } = registration;
    return { where, subject, outcome: 'registered', id, version, reasons: [] };
  }
  if (registration.outcome === 'not-permitted') return refused(where, subject, [registration.reason]);
  const findings = registration.outcome === 'invalid' ? registration.findings : registration.result.findings;
  return refused(where, subject, reasonsOf(findings));
}

/** Its numbers would be the next ones, and may be another's by then. */
const asForeseen = (result: AsyncApiMessageResult): AsyncApiMessageResult =>
  result.outcome === 'registered' ? { ...result, outcome: 'accepted', id: null, version: null } : result;

const placed = (subject: string, context: string): string =>
  context === DEFAULT_CONTEXT || subject.startsWith(':.') ? subject : qualify(context, subject);

/** A schema that several messages share is registered once. */
function wantedOf(
  { where, subject, found }: DocumentMessage,
  context: string,
  before: ReadonlyMap<string, Wanted>,
): { wanted: Wanted; isAgain: boolean } | { subject: string | null; reason: string } {
  if ('fault' in found) return { subject, reason: found.fault };
  if (subject === null)
    return { subject, reason: 'The channel has no address to name the subject by; use naming=record.' };
  const name = placed(subject, context);
  const fault = faultOfSubject(name);
  if (fault !== null) return { subject: name, reason: `"${name}" cannot be a subject: ${fault}.` };
  const wanted = { where, subject: name, schema: found.schema, version: found.version };
  const other = before.get(name);
  if (other === undefined) return { wanted, isAgain: false };
  if (JSON.stringify(other.schema) === JSON.stringify(found.schema)) return { wanted, isAgain: true };
  return {
    subject: name,
    reason: `${other.where} has this subject already, with another schema. Use naming=topic-record, which names both.`,
  };
}

/** What a document says it refers to has here the version that it was registered as. */
function withReferences(
  { subject, schema }: Wanted,
  wanted: ReadonlyMap<string, Wanted>,
  pinned: ReadonlyMap<string, number>,
): SchemaContent {
  const references = schema.references.map((reference) => {
    const name = qualifyFrom(subject, reference.subject);
    const isMeant = wanted.get(name)?.version === reference.version;
    return { ...reference, version: (isMeant ? pinned.get(name) : undefined) ?? reference.version };
  });
  return { ...schema, references };
}

const refused = (where: string, subject: string | null, reasons: string[]): AsyncApiMessageResult => ({
  where,
  subject,
  outcome: 'refused',
  id: null,
  version: null,
  reasons,
});

const reasonsOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ message, fix }) => `${message} ${fix}`.trim());
