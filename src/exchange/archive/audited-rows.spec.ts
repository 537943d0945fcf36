import { samplesPart } from '../../governance/archive/archive-samples.store.js';
import { auditPart } from '../parts/audit.store.js';
import { modesPart } from '../parts/modes.store.js';
import type { AuditRow } from '../parts/row-shapes.js';
import { auditedRows } from './audited-rows.js';

const modes = (scopes: readonly string[]) =>
  scopes.map((scope) => ({ scope, mode: 'READONLY' as const, updatedAt: '2026-11-21T10:00:00.000Z' }));

it('tells rows whole while they are short, then their keys, then the first and the last', () => {
  expect(auditedRows(modesPart, modes(['a']))).toEqual({ rows: 1, added: modes(['a']) });
  const scopes = Array.from({ length: 300 }, (_, i) => `scope${i}`);
  expect(auditedRows(modesPart, modes(scopes))).toEqual({ rows: 300, keys: scopes.map((scope) => [scope]) });
  const long = scopes.map((scope) => scope.padEnd(100, '.'));
  expect(auditedRows(modesPart, modes(long))).toEqual({ rows: 300, first: [long[0]], last: [long[299]] });
});

it('tells of samples no event: they may have to go for good, and the trail stays', () => {
  const sample = {
    ...{ subject: 'orders', name: 's1', id: '7', version: 1, encoding: 'json' as const, payload: '{"card":"4111"}' },
    ...{ createdAt: '2026-11-21T10:00:00.000Z', createdBy: 'ada' },
  };
  expect(auditedRows(samplesPart, [sample])).toEqual({ rows: 1, keys: [['orders', 's1']] });
});

it('tells of a trail that came only how long it is', () => {
  const entry: AuditRow = {
    ...{ at: '2026-11-21T10:00:00.000Z', actor: 'ada', action: 'mode.set', target: 'a' },
    ...{ from: null, to: '{}' },
  };
  expect(auditedRows(auditPart, [entry, entry])).toEqual({ rows: 2 });
});
