import type { Mode } from '../../registry/mode.js';
import { DEFAULT_SETTINGS, NO_SETTINGS, type Settings } from '../../registry/settings.js';
import { contextOf, GLOBAL_SCOPE } from '../../registry/subject-name.js';
import { configPart } from '../parts/config.store.js';
import { contextsPart } from '../parts/contexts.store.js';
import { modesPart } from '../parts/modes.store.js';
import { schemasPart } from '../parts/schemas.store.js';
import { subjectsPart } from '../parts/subjects.store.js';
import { partRow, type PartRow } from './import-rows.store.js';
import type { RemoteVersion } from './remote-registry.js';

/** A version and its schema as the rows of an archive. */
export function rowsOf(
  subject: string,
  version: number,
  isDeleted: boolean,
  { id, schema, registeredAt }: RemoteVersion,
  now: Date,
): PartRow[] {
  const context = contextOf(subject);
  const at = (registeredAt ?? now).toISOString();
  const deletedAt = isDeleted ? now.toISOString() : null;
  const { references, ...rest } = schema;
  const versions = [{ version, id, registeredAt: at, deletedAt }];
  return [
    partRow(contextsPart, { name: context, nextId: id + 1, deletedAt: null }),
    partRow(schemasPart, { context, id, ...rest, references: [...references], createdAt: at }),
    partRow(subjectsPart, { name: subject, createdAt: at, updatedAt: at, versions }),
  ];
}

/** What everybody has who has set nothing is not set here either: a registry answers it of everything. */
export function settingRows(scope: string, given: Partial<Settings> | null, mode: Mode | null, now: Date): PartRow[] {
  const updatedAt = now.toISOString();
  const isGlobal = scope === GLOBAL_SCOPE;
  const settings = { ...NO_SETTINGS, ...given };
  const isDefault = JSON.stringify(settings) === JSON.stringify(DEFAULT_SETTINGS);
  return [
    ...(given === null || (isGlobal && isDefault) ? [] : [partRow(configPart, { scope, ...settings, updatedAt })]),
    ...(mode === null || (isGlobal && mode === 'READWRITE') ? [] : [partRow(modesPart, { scope, mode, updatedAt })]),
  ];
}
