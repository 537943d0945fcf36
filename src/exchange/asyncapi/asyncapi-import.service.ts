import { Inject, Injectable, UnprocessableEntityException } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { orTooDeep } from '../../contracts/stack-overflow.js';
import { CheckService } from '../../registry/checks/check.service.js';
import { CompatibilityChecker } from '../../registry/checks/compatibility.checker.js';
import type { ContractEvents } from '../../registry/contract-events.js';
import { ContractRules } from '../../registry/contract-rules.js';
import { ReferenceResolver } from '../../registry/schemas/reference-resolver.service.js';
import { RegistrationService } from '../../registry/registration/registration.service.js';
import { aliasTarget } from '../../registry/subject-name.js';
import type { Change } from '../../registry/subject-version.js';
import { SubjectsRepository } from '../../registry/store/subjects.repository.js';
import type { AsyncApiImportResult, AsyncApiMessageResult } from './asyncapi-answer.js';
import { documentMessages, type Naming } from './document-messages.js';
import { foreseenSubjects } from './foreseen-versions.js';
import { ImportRun, refused } from './import-run.js';
import { inOrderOfReferences } from './in-order-of-references.js';
import { TOO_DEEP } from './parse-yaml.js';
import { placesIn, wantedSchemas, type Places } from './wanted-schemas.js';

export interface AsyncApiOptions {
  naming: Naming;
  /** Where subjects go that the document does not place itself. */
  context: string;
  dryRun: boolean;
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
    const places = placesIn(context, await this.aliases());
    const read = orTooDeep(
      () => readSchemas(document, naming, places),
      () => null,
    );
    if (read === null) throw new UnprocessableEntityException(TOO_DEEP.fault);
    const { messages, wanted, refused: unread, refusedKeys } = read;
    const subjects = dryRun ? foreseenSubjects(this.subjects) : this.subjects;
    const registrations = dryRun ? this.foreseen(subjects) : this.registrations;
    const run = new ImportRun(registrations, subjects, wanted, refusedKeys, places.meant);
    for (const one of wanted) await run.register(one, change);
    const answers = messages.map(({ where, subject }): AsyncApiMessageResult => {
      const not = unread.get(where);
      if (not !== undefined) return refused(where, not.subject, [not.reason]);
      return { ...run.resultOf(places.placed(subject!)), where };
    });
    const told = [...answers, ...run.resultsForOthers()];
    return { dryRun, messages: dryRun ? told.map(asForeseen) : told };
  }

  /** As any registration by another name goes to what it is a name of. */
  private async aliases(): Promise<Map<string, string>> {
    const aliases = await this.subjects.aliases();
    return new Map(aliases.map(({ scope, alias }) => [scope, aliasTarget(scope, alias)]));
  }

  /** The registrations of a registry that is the same and forgets them. */
  private foreseen(subjects: SubjectsRepository): RegistrationService {
    const references = new ReferenceResolver(subjects);
    const checks = new CheckService(this.checker, references);
    return new RegistrationService(subjects, checks, references, this.rules, NOBODY, this.config);
  }
}

/** The messages of a document, and what they want registered in an order in which it can be. */
function readSchemas(document: Record<string, unknown>, naming: Naming, places: Places) {
  const messages = documentMessages(document, naming);
  const { wanted, ...rest } = wantedSchemas(document, messages, places);
  return { messages, wanted: inOrderOfReferences(wanted, places.meant), ...rest };
}

/** Of what only might be nobody is told. */
const NOBODY: ContractEvents = { record: () => Promise.resolve(), recordWithin: () => Promise.resolve() };

/** Its numbers would be the next ones, and may be another's by then. */
const asForeseen = (result: AsyncApiMessageResult): AsyncApiMessageResult =>
  result.outcome === 'registered' ? { ...result, outcome: 'accepted', id: null, version: null } : result;
