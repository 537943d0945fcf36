import { posix } from 'node:path';
import { inFile, isAbsolute } from '../../contracts/asyncapi/joined-files.js';
import { isJsonObject } from '../../contracts/formats/json-schema/reading/json-objects.js';
import { decodeFragment } from '../../contracts/formats/json-schema/reading/pointers.js';
import type { LocalContract } from './local-contract.js';

/**
 * Contracts of which each schema is one, however many documents and files lead to it: those of one subject whose schemas are the same place in
 * the same file, or the same text with the same references in another document. The one that stays is what stands in its own file, with what
 * the manifest says of any; the files of the others are its `alsoIn`. Two that the manifest tells different things of are two.
 */
export function withoutRepeated(contracts: readonly LocalContract[]): LocalContract[] {
  const groups: Group[] = [];
  const bySubject = new Map<string, Group[]>();
  for (const contract of contracts) {
    const there = bySubject.get(contract.subject) ?? [];
    const same = there.find(
      (group) => group.some((one) => isSame(one, contract)) && group.every((one) => isSaidAlike(one, contract)),
    );
    if (same !== undefined) {
      same.push(contract);
      continue;
    }
    const group = [contract];
    groups.push(group);
    bySubject.set(contract.subject, [...there, group]);
  }
  return groups.map(joined);
}

/** One schema of one subject. */
type Group = LocalContract[];

function isSame(one: LocalContract, other: LocalContract): boolean {
  if (placeOf(one) === placeOf(other)) return true;
  // Files of the same name and text are copies, of which nobody knows which one is meant.
  const isCopy = one.source.files === undefined && other.source.files === undefined;
  return !isCopy && one.file !== other.file && contentOf(one) === contentOf(other);
}

/** Whether the manifest, where it names both, says the same of them. */
const isSaidAlike = (one: LocalContract, other: LocalContract): boolean =>
  !one.isInManifest || !other.isInManifest || saidOf(one) === saidOf(other);

const saidOf = ({ level, policy, owner, metadata }: LocalContract): string =>
  JSON.stringify([level, policy, owner, metadata]);

const contentOf = ({ format, text, closure, faults }: LocalContract): string =>
  JSON.stringify([format, text, closure, faults.map(({ message }) => message)]);

/** Where the schema stands. */
function placeOf(contract: LocalContract): string {
  const { format, file, source } = contract;
  const inner = inFile(source.pointer);
  const home = inner === null ? file : (source.files?.get(inner.file)?.file ?? file);
  const referred = format === 'JSON' ? referredAlone(contract) : null;
  return JSON.stringify([format, ...(referred ?? [home, inner?.pointer ?? source.pointer, null])]);
}

/** The file, the pointer in it and the draft of a schema that is a reference to another file and nothing else. */
function referredAlone({ file, text }: LocalContract): [string, string, unknown] | null {
  if (text.length > LONGEST_REFERENCE || !text.includes('$ref')) return null;
  const { $ref: reference, $schema = null, ...rest } = parsed(text);
  if (typeof reference !== 'string' || Object.keys(rest).length > 0) return null;
  if (reference.startsWith('#') || isAbsolute(reference)) return null;
  const [path = '', pointer = ''] = reference.split(/#(.*)/s);
  return [posix.join(posix.dirname(file), decodeFragment(path)), decodeFragment(pointer), $schema];
}

const LONGEST_REFERENCE = 4_000;

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

function joined(members: readonly LocalContract[]): LocalContract {
  const kept = members.find((one) => inFile(one.source.pointer) === null && referredAlone(one) === null) ?? members[0]!;
  const { isInManifest, level, policy, owner, metadata } = members.find((one) => one.isInManifest) ?? kept;
  const others = new Set(members.flatMap(({ file, alsoIn = [] }) => [file, ...alsoIn]));
  others.delete(kept.file);
  const said = { isInManifest, level, policy, owner, metadata };
  return others.size === 0 ? kept : { ...kept, ...said, alsoIn: [...others] };
}
