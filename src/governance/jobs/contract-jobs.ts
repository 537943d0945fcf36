import type { Diff, DiffRequest } from '../../contracts/diff/describe-changes.js';
import type { SchemaProblem } from '../../contracts/formats/schema-format.js';
import type { LintProblem, LintRequest } from '../../contracts/lint/lint.js';
import type { Format, SchemaSource } from '../../contracts/source.js';
import type { Translation, TranslationRequest } from '../../contracts/translation/translate.js';
import type { EventVerdict } from '../../contracts/validation/event-verdict.js';
import type { EnvelopeHint } from '../../contracts/validation/validate-event.js';
import type { Writers } from '../../contracts/validation/writer.js';

/** An event to be judged: as JSON, as the text of it, or the bytes that a broker carries. */
export type EventInput = { event: unknown } | { text: string } | { payload: Uint8Array; schemaIdHeader?: Uint8Array };

export interface ValidationJob {
  format: Format;
  source: SchemaSource;
  envelope: EnvelopeHint;
  events: readonly EventInput[];
  /** The schemas that the events name in Confluent's envelopes. */
  writers: Writers;
}

/** A verdict for each event; null for those that the time did not suffice for. */
export type ValidationResult = { verdicts: (EventVerdict | null)[] } | { problems: SchemaProblem[] };

/** What runs beside the thread that receives telemetry: each takes a plain request and gives a plain result. */
export interface ContractJobs {
  lint: { request: Omit<LintRequest, 'isOver'>; result: LintProblem[] };
  diff: { request: Omit<DiffRequest, 'now' | 'budgetMs'>; result: Diff };
  validate: { request: ValidationJob; result: ValidationResult };
  translate: { request: Omit<TranslationRequest, 'now' | 'budgetMs'>; result: Translation };
}

export type JobKind = keyof ContractJobs;

export type ContractJob = {
  [Kind in JobKind]: { kind: Kind; request: ContractJobs[Kind]['request']; budgetMs: number };
}[JobKind];
