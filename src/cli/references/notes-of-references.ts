import { aboutCandidate } from '../../contracts/about-candidate.js';
import type { Finding } from '../../contracts/finding.js';
import { told, wording } from '../../contracts/sentence.js';
import { fault } from '../sources/fault.js';

/** What a file refers to, where two files are as near: which one is meant nobody can tell. */
export function faultOfRivals(
  { called, by, place }: { called: string; by: string; place: string },
  [one, other]: readonly [string, string],
): Finding {
  const reason = `${one} and ${other} both define "${called}", to which ${by} refers.`;
  return { ...fault(reason, place), fix: 'Define it once, or say which is meant: `references` in a manifest.' };
}

/** A type of Avro that another folder defines in another way. */
export function noteOfNearest(name: string, place: string, [meant, other]: readonly [string, string]): Finding {
  const message = told`"${name}" is the one of ${meant}, in the same folder; ${other} defines it in another way.`;
  const fix = 'Where the other one is meant, say so: `references` in a manifest.';
  return { ...aboutCandidate('nearest-definition', 'notice', place, message), fix };
}

/** A `$ref` whose path leads to another file than its URI. */
export function noteOfId({ name, uri }: { name: string; uri: string }, meant: string, byPath: string): Finding {
  const message = told`"${name}" is ${meant}, whose $id is ${uri}: references are resolved against the $id of the schema. By its path it would be ${byPath}, which is another.`;
  const fix = `Where ${byPath} is meant, give it that $id, or say so: \`references\` in a manifest.`;
  return { ...aboutCandidate('id-before-path', 'notice', '', message), fix };
}

/** A `$ref` whose file was found by its path, while not every file was looked in for its URI. */
export function noteOfUnseen({ name, uri }: { name: string; uri: string }, unseen: number): Finding {
  const message = told`"${name}" is ${uri} by the $id of the schema, which was not looked for in ${wording(String(unseen))} files of the repository: there are too many. It was found by its path.`;
  const fix = 'Name the folder that holds the schema with that $id, too.';
  return { ...aboutCandidate('id-before-path', 'notice', '', message), fix };
}
