import { escapePointer } from '../formats/json-schema/reading/pointers.js';
import type { Rejection } from '../formats/schema-format.js';
import type { CloudEventsEnvelope } from './envelope.js';

/** What the envelope holds: an event that is JSON already, bytes to decode, or nothing that can be read. */
export type CloudEventsData = { json: unknown } | { bytes: Uint8Array } | null;

export interface CloudEventsReading {
  envelope: CloudEventsEnvelope;
  data: CloudEventsData;
  /** What is wrong with the envelope, each with the pointer into it. */
  problems: Rejection[];
}

const DATA_MEMBERS = ['data', 'data_base64'];

/**
 * Whether an object is a CloudEvent in structured mode. `specversion` and another of the four required attributes are
 * taken as the sign, so that one that lacks the others is told so rather than taken for something else.
 */
export function isCloudEvent(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.hasOwn(value, 'specversion') && ['id', 'source', 'type'].some((name) => Object.hasOwn(value, name));
}

/** Opens an envelope and checks it by CloudEvents 1.0.2, section 3, and its JSON event format, sections 2 and 3. */
export function readCloudEvent(event: Record<string, unknown>): CloudEventsReading {
  // A null attribute is one that is not set (JSON event format, 2.2).
  const attributes = Object.fromEntries(
    Object.entries(event).filter(([name, value]) => !DATA_MEMBERS.includes(name) && value !== null),
  );
  const text = (name: string): string | null => (typeof attributes[name] === 'string' ? attributes[name] : null);
  const envelope: CloudEventsEnvelope = {
    kind: 'cloudevents',
    attributes,
    dataschema: text('dataschema'),
    datacontenttype: text('datacontenttype'),
  };
  const { data, problems } = dataOf(event, envelope.datacontenttype);
  return { envelope, data, problems: [...attributeProblems(attributes), ...problems] };
}

type Demand = (value: unknown) => string | null;

const nonEmptyText: Demand = (value) =>
  typeof value === 'string' && value !== '' ? null : 'must be a text that is not empty';

/** RFC 3986 is generous; white space and these characters are what it never allows. */
const uriReference: Demand = (value) =>
  nonEmptyText(value) ?? (/[\s<>"{}|\\^`]/.test(value as string) ? 'must be a URI reference (RFC 3986)' : null);

const absoluteUri: Demand = (value) =>
  uriReference(value) ?? (/^[a-z][a-z\d+.-]*:/i.test(value as string) ? null : 'must be an absolute URI');

const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

const REQUIRED: Readonly<Record<string, Demand>> = {
  id: nonEmptyText,
  source: uriReference,
  specversion: (value) => (value === '1.0' ? null : 'must be "1.0"'),
  type: nonEmptyText,
};

const OPTIONAL: Readonly<Record<string, Demand>> = {
  datacontenttype: (value) =>
    typeof value === 'string' && /^[^\s/;]+\/[^\s/;]+/.test(value) ? null : 'must be a media type (RFC 2046)',
  dataschema: absoluteUri,
  subject: nonEmptyText,
  time: (value) =>
    typeof value === 'string' && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value.toUpperCase()))
      ? null
      : 'must be a timestamp (RFC 3339)',
};

function attributeProblems(attributes: Readonly<Record<string, unknown>>): Rejection[] {
  const missing = Object.keys(REQUIRED).filter((name) => !Object.hasOwn(attributes, name));
  const wrong = Object.entries(attributes).flatMap(([name, value]) => {
    const reason = demandOn(name)(value);
    return reason === null ? [] : [{ path: `/${escapePointer(name)}`, reason }];
  });
  return [
    ...missing.map((name) => ({ path: '', reason: `misses the attribute "${name}" that CloudEvents requires` })),
    ...wrong,
  ];
}

function demandOn(name: string): Demand {
  if (Object.hasOwn(REQUIRED, name)) return REQUIRED[name]!;
  if (Object.hasOwn(OPTIONAL, name)) return OPTIONAL[name]!;
  if (!/^[a-z\d]+$/.test(name)) return () => 'is no attribute name: these are lower-case letters and digits';
  return (value) =>
    ['string', 'boolean'].includes(typeof value) || isInt32(value)
      ? null
      : 'must be a text, a boolean or an integer, as every extension attribute';
}

const isInt32 = (value: unknown): boolean => typeof value === 'number' && (value | 0) === value;

const isJsonType = (mediaType: string): boolean => /^[^;]*\/([^;]*\+)?json\s*(;|$)/i.test(mediaType);

function dataOf(event: Record<string, unknown>, type: string | null): { data: CloudEventsData; problems: Rejection[] } {
  const [hasData, hasBytes] = DATA_MEMBERS.map((name) => Object.hasOwn(event, name) && event[name] !== null);
  if (hasData === true && hasBytes === true) {
    return refused('', 'has "data" and "data_base64", and may have only one of them');
  }
  if (hasBytes === true) {
    const bytes = bytesOf(event['data_base64']);
    return bytes === null ? refused('/data_base64', 'must be a text in base64') : { data: { bytes }, problems: [] };
  }
  if (!Object.hasOwn(event, 'data')) return refused('', 'has no "data": there is no event in it');
  const { data } = event;
  if (type === null || isJsonType(type)) return { data: { json: data }, problems: [] };
  // Any other type holds its content as a text.
  if (typeof data === 'string') return { data: { bytes: new TextEncoder().encode(data) }, problems: [] };
  return { data: { json: data }, problems: [] };
}

const refused = (path: string, reason: string) => ({ data: null, problems: [{ path, reason }] });

function bytesOf(text: unknown): Uint8Array | null {
  if (typeof text !== 'string' || !/^[A-Za-z\d+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
