import { isolated } from '../../components/isolated.js';
import type { ContractVersion } from '../../api/types.js';

/** "orders.created v4", "schema id 17", as much as the spans say. */
export function contractText({ subject, version, schemaId }: ContractVersion): string {
  const name = (subject === null ? null : isolated(subject)) ?? (version === null ? null : 'unnamed subject');
  const parts = [name, version === null ? null : `v${isolated(version)}`].filter((part) => part !== null);
  if (schemaId !== null) parts.push(parts.length === 0 ? `schema id ${schemaId}` : `(id ${schemaId})`);
  return parts.length === 0 ? 'unknown' : parts.join(' ');
}
