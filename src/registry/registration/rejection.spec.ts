import type { CompatibilityResult } from '../../contracts/compatibility.js';
import type { Finding, Witness } from '../../contracts/finding.js';
import { ConfluentError } from '../confluent/confluent-error.js';
import { rejectionOf, rejectionOfError } from './rejection.js';

const finding: Finding = {
  rule: 'required-property-added',
  severity: 'incompatible',
  direction: 'backward',
  policy: 'STRICT',
  change: 'REQUIRED_ATTRIBUTE_ADDED',
  path: '/total',
  readerPath: '/required/0',
  writerPath: null,
  message: '"total" became required.',
  facts: ['total'],
  fix: 'Give it a default.',
  conflictsWith: 2,
  witness: { event: { id: 'o-1' } } as unknown as Witness,
};
const told = { rule: 'required-property-added', path: '/total', message: '"total" became required.', conflictsWith: 2 };

it('tells nothing of a version that was registered', () => {
  const registered = { outcome: 'registered', id: 1, version: 1, guid: '', schema: null } as const;
  expect(rejectionOf('JSON', registered)).toBeNull();
});

it('tells why a version was refused, without notices and the events that break', () => {
  const notice: Finding = { ...finding, severity: 'notice' };
  const result: CompatibilityResult = { verdict: 'incompatible', findings: [notice, finding] };
  expect(rejectionOf('JSON', { outcome: 'refused', result })).toEqual({
    format: 'JSON',
    verdict: 'incompatible',
    findings: [told],
  });
  expect(rejectionOf('AVRO', { outcome: 'invalid', findings: [finding] })).toEqual({
    format: 'AVRO',
    verdict: 'invalid',
    findings: [told],
  });
  expect(rejectionOf('JSON', { outcome: 'not-permitted', reason: 'It is retired.' })).toEqual({
    format: 'JSON',
    verdict: 'not-permitted',
    findings: [{ rule: 'lifecycle', path: '', message: 'It is retired.', conflictsWith: null }],
  });
});

it('tells of errors that the client can mend, and not of those of the store', () => {
  expect(rejectionOfError('JSON', new ConfluentError(42201, 'Invalid schema: a reference leads nowhere.'))).toEqual({
    format: 'JSON',
    verdict: 'invalid',
    findings: [
      { rule: 'schema-invalid', path: '', message: 'Invalid schema: a reference leads nowhere.', conflictsWith: null },
    ],
  });
  expect(rejectionOfError('JSON', new ConfluentError(42205, 'It is in read-only mode.'))).toMatchObject({
    verdict: 'not-permitted',
    findings: [{ rule: 'mode', message: 'It is in read-only mode.' }],
  });
  expect(rejectionOfError('JSON', new ConfluentError(50002, 'Try again.'))).toBeNull();
  expect(rejectionOfError('JSON', new Error('broken'))).toBeNull();
});
