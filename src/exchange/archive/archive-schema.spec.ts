import { readFileSync } from 'node:fs';
import { addGovernanceParts } from '../../governance/archive/governance-archive.service.js';
import { ArchiveParts } from './archive-parts.service.js';

const file = new URL('../../../schemas/registry-archive.schema.json', import.meta.url);

const object = (name: string, value: object) => ({
  type: 'object',
  required: [name],
  properties: { [name]: value },
});

/** The JSON Schema of a line, from what an import checks rows against. */
function lineSchema(): object {
  const parts = new ArchiveParts();
  addGovernanceParts(parts);
  const rows = parts.all().map(({ name, row }) => [name, JSON.parse(JSON.stringify(row)) as object] as const);
  const part = {
    type: 'object',
    additionalProperties: false,
    required: ['name', 'rows', 'sha256'],
    properties: {
      name: { type: 'string' },
      rows: { type: 'integer', minimum: 0 },
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://plumbline.invalid/schemas/registry-archive.schema.json',
    title: 'A line of a registry archive, form 1',
    description: 'See docs/exchange.md. A row is one of its part, which $defs has under the name of the part.',
    oneOf: [
      object('archive', { const: 'plumbline-registry' }),
      object('part', { type: 'string' }),
      object('row', { anyOf: rows.map(([name]) => ({ $ref: `#/$defs/${name}` })) }),
      object('manifest', object('parts', { type: 'array', items: part })),
    ],
    $defs: Object.fromEntries(rows),
  };
}

it('is published as an import checks it', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(lineSchema());
});
