import type { SchemaProblem } from '../../contracts/formats/schema-format.js';
import type { Outline } from '../../contracts/outline.js';
import type { Format, SchemaSource } from '../../contracts/source.js';

/** What runs beside the thread that receives telemetry: each takes a plain request and gives a plain result. */
export interface DocumentJobs {
  /** The text of a YAML document to one of JSON, or why it is none. */
  yaml: { request: string; result: { json: string } | { fault: string } };
  outline: {
    request: { format: Format; source: SchemaSource };
    /** `literals` are the numbers of a JSON Schema that reading rounds, by the name of their text and their pointer in it. */
    result: { outline: Outline; literals: ReadonlyMap<string, string> } | { problems: SchemaProblem[] };
  };
}

export type DocumentJobKind = keyof DocumentJobs;

export type DocumentJob = {
  [Kind in DocumentJobKind]: { kind: Kind; request: DocumentJobs[Kind]['request']; budgetMs: number };
}[DocumentJobKind];
