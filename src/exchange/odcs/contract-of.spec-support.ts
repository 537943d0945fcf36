import { readFileSync } from 'node:fs';
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import type { Format } from '../../contracts/source.js';
import { runDocumentJob } from '../worker/run-document-job.js';
import type { ContractProfile } from './contract-profiles.js';
import { writeContract } from './write-contract.js';

const registeredAt = new Date('2026-11-21T10:00:00.123Z');

/** What is exported of version 3 of `orders-value`, schema 7. */
export function contractOf(format: Format, text: string, profile: ContractProfile | null = null): object {
  const read = runDocumentJob({ kind: 'outline', request: { format, source: { text } }, budgetMs: 60_000 });
  if (!('outline' in read)) throw new Error(JSON.stringify(read));
  const { outline, literals } = read;
  const named = { subject: 'orders-value', version: 3, id: 7, format, registeredAt };
  return writeContract({ ...named, outline, literals, profile });
}

/** Whether a document is what the standard's own JSON Schema asks for. */
export function fitsStandard(): ValidateFunction {
  const file = new URL('../../../test/fixtures/odcs/odcs-json-schema-v3.1.0.json', import.meta.url);
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  formats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}
