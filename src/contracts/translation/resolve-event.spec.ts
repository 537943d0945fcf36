import type { Outline, OutlinedField } from '../outline.js';
import { resolveEvent } from './resolve-event.js';

const field = (path: string, more: Partial<OutlinedField> = {}): OutlinedField => ({
  path,
  schemaPath: '',
  name: path.slice(path.lastIndexOf('/') + 1),
  kind: 'string',
  type: 'string',
  isRequired: true,
  description: null,
  format: null,
  tags: [],
  isDeprecated: false,
  deprecatedSince: null,
  values: null,
  isOpen: null,
  maxLength: null,
  facets: {},
  definitions: [],
  recursesTo: null,
  ...more,
});

const outline = (...fields: OutlinedField[]): Outline => ({
  name: null,
  description: null,
  fields: [field('', { kind: 'object' }), ...fields],
});

describe('an event of Avro, read with another version', () => {
  const from = outline(
    field('/mail'),
    field('/note'),
    field('/lines', { kind: 'array' }),
    field('/lines/*', { kind: 'object' }),
    field('/lines/*/sku'),
  );
  const to = outline(
    field('/email', { facets: { aliases: ['mail'] } }),
    field('/currency', { facets: { default: 'EUR' } }),
    field('/lines', { kind: 'array' }),
    field('/lines/*', { kind: 'object' }),
    field('/lines/*/sku'),
    field('/lines/*/count', { facets: { default: 1 } }),
  );
  const event = { mail: 'a@b', note: 'x', lines: [{ sku: 's' }] };

  it('has its fields by alias, the defaults, and nothing that the reader has not', () => {
    expect(resolveEvent('AVRO', event, from, to)).toEqual({
      event: { email: 'a@b', currency: 'EUR', lines: [{ sku: 's', count: 1 }] },
      done: [
        '/email: taken from "mail"',
        '/currency: its default "EUR"',
        '/lines/0/count: its default 1',
        '/note: dropped',
      ],
    });
  });

  it('stays as it is in JSON, where a schema only judges', () => {
    expect(resolveEvent('JSON', event, from, to)).toEqual({ event, done: [] });
  });

  it('follows types that hold themselves', () => {
    const tree = outline(
      field('/name', { facets: { default: 'none' } }),
      field('/left', { kind: 'object', recursesTo: '' }),
    );
    expect(resolveEvent('AVRO', { left: { left: {} } }, tree, tree).event).toEqual({
      name: 'none',
      left: { name: 'none', left: { name: 'none' } },
    });
  });
});
