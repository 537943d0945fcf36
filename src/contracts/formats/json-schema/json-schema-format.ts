import type { Finding } from '../../finding.js';
import type { Comparison, Rejection, SchemaFormat, Side } from '../schema-format.js';
import { rejectionsByAjv } from './ajv-judge.js';
import { changedFormats } from './changed-formats.js';
import { checkPair, isProved } from './check-json-schema.js';
import type { JsonSchema, SchemaDocument } from './document.js';
import { evaluate } from './evaluate.js';
import { explainEvent } from './explain-event.js';
import { outlineJsonSchema } from './outline-json-schema.js';
import { parseJson, readJsonSchema } from './read-json-schema.js';
import { dividesNumbers, doubtByRounding } from './rounded-schema.js';

/** JSON Schema, draft-04 to 2020-12. `format` is an annotation: a change of it is a notice and never a refusal. */
export const jsonSchemaFormat: SchemaFormat<JsonSchema> = {
  format: 'JSON',
  policies: ['STRICT', 'LENIENT'],
  read: readJsonSchema,
  compare,
  notice,
  outline: outlineJsonSchema,
  explain: ({ document }, event, isOver) => explainEvent(document, event, isOver),
  decode(_, payload) {
    const text = new TextDecoder().decode(payload);
    const parsed = parseJson(text);
    return 'problem' in parsed
      ? { rejections: [{ path: '', reason: parsed.problem.replace(/^This is (.*)\.$/s, 'is $1') }] }
      : { event: parsed.value };
  },
  validate: ({ document }, event) =>
    doubtByRounding(document, event) ?? rejectionsByAjv(document, event) ?? rejectionsByEvaluation(document, event),
  dividesNumbers: ({ document }) => dividesNumbers(document),
};

const MOST_DEPTH = 400;
const MOST_STEPS = 5_000_000;

/** What ajv cannot be asked, our own evaluation can, in steps that are counted; but for a yes or a no alone. */
function rejectionsByEvaluation({ root }: SchemaDocument, event: unknown): Rejection[] {
  const answer = evaluate(root, event, { depth: MOST_DEPTH, steps: MOST_STEPS });
  if (answer === true) return [];
  if (answer === false) return [{ path: '', reason: 'is refused by the schema' }];
  return [{ path: '', reason: 'could not be judged: the schema asks for too much', isUnknown: true }];
}

function compare(comparison: Comparison<JsonSchema>): Finding[] {
  const findings = checkPair(comparison);
  if (comparison.policy === 'LENIENT' || findings.length === 0 || comparison.isOver()) return findings;
  const events = findings.flatMap(({ witness }) => (witness === undefined ? [] : [witness.event]));
  return isProved({ ...comparison, policy: 'LENIENT' }, events) ? findings.map(withLenientHint) : findings;
}

const LENIENT_HINT =
  'Where producers send only what they declare, no such event is sent: the policy LENIENT (--policy LENIENT) takes the change.';

const withLenientHint = (finding: Finding): Finding => ({ ...finding, fix: `${finding.fix} ${LENIENT_HINT}` });

const MOST_PLACES = 3;

/** `format` is not compared: somebody who adds one should not think that it was. */
function notice(older: Side<JsonSchema>, candidate: Side<JsonSchema>): Finding[] {
  const changed = changedFormats(older.schema.document, candidate.schema.document);
  const [first] = changed;
  if (first === undefined) return [];
  const places = changed.map(({ pointer, from, to }) => `${pointer} (${from ?? 'none'}, now ${to ?? 'none'})`);
  const more = places.length > MOST_PLACES ? ` and ${places.length - MOST_PLACES} more` : '';
  const message =
    `"format" differs from ${older.name} at ${places.slice(0, MOST_PLACES).join(', ')}${more}. JSON Schema takes it for an ` +
    'annotation, so it was not compared: a consumer that does enforce it may refuse events.';
  return [
    {
      rule: 'format-not-compared',
      severity: 'notice',
      direction: null,
      policy: 'STRICT',
      change: null,
      path: 'the event itself',
      readerPath: first.pointer,
      writerPath: null,
      message,
      facts: places.toSorted(),
      fix: '',
      conflictsWith: null,
    },
  ];
}
