import type { Outline, OutlinedField } from '../../contracts/outline.js';
import type { ContractProfile } from './contract-profiles.js';
import { eventOf } from './outline-tree.js';
import { othersOf, schemaProperties } from './schema-properties.js';

export interface ExportedContract {
  subject: string;
  version: number;
  id: number;
  format: string;
  registeredAt: Date;
  outline: Outline;
  /** The numbers of its schema that reading rounds, by where they stand (`OutlinedField.definitions`). */
  literals: ReadonlyMap<string, string>;
  profile: ContractProfile | null;
}

/**
 * A data contract by the Open Data Contract Standard 3.1 (https://bitol-io.github.io/open-data-contract-standard/): the
 * fields as the format's outline has them, and who is responsible. Where nobody said how far a contract is, it is `active`:
 * it has a version, and the standard asks for no more.
 */
export function writeContract(contract: ExportedContract): object {
  const { subject, version, id, format, registeredAt, outline, literals, profile } = contract;
  const domain = profile?.domain ?? null;
  const sensitivity = profile?.sensitivity ?? null;
  const description = profile?.description ?? outline.description;
  const event = eventOf(outline);
  return {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: subject,
    name: subject,
    version: String(version),
    status: profile?.lifecycle ?? 'active',
    ...(domain === null ? {} : { domain }),
    ...(description === null ? {} : { description: { purpose: description } }),
    ...(profile === null || profile.tags.length === 0 ? {} : { tags: [...profile.tags] }),
    ...teamOf(profile),
    ...linksOf(profile),
    contractCreatedTs: registeredAt.toISOString(),
    schema: [
      {
        name: outline.name ?? subject,
        physicalName: subject,
        physicalType: 'topic',
        logicalType: 'object',
        ...(outline.description === null ? {} : { description: outline.description }),
        properties: schemaProperties(event, { format, literals }),
      },
    ],
    customProperties: [
      { property: 'schemaId', value: id },
      { property: 'schemaFormat', value: format },
      ...(sensitivity === null ? [] : [{ property: 'sensitivity', value: sensitivity }]),
      ...(event === null || isPlainObject(event.field) ? [] : [{ property: 'eventType', value: event.field.type }]),
      ...(event === null ? [] : othersOf(event)),
      ...(outline.isCut === true ? [{ property: 'isCut', value: true }] : []),
    ],
  };
}

const isPlainObject = ({ kind, type }: OutlinedField): boolean => kind === 'object' && !type.includes(' or ');

function teamOf(profile: ContractProfile | null): object {
  if (profile === null || (profile.team === null && profile.owner === null)) return {};
  const members = profile.owner === null ? {} : { members: [{ username: profile.owner, role: 'owner' }] };
  return { team: { ...(profile.team === null ? {} : { name: profile.team }), ...members } };
}

function linksOf(profile: ContractProfile | null): object {
  if (profile === null || profile.links.length === 0) return {};
  return {
    authoritativeDefinitions: profile.links.map(({ title, url }) => ({ url, type: 'link', description: title })),
  };
}
