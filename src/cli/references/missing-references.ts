import { posix } from 'node:path';
import { nearestName } from '../../config/nearest-name.js';
import type { Finding } from '../../contracts/finding.js';
import type { Format } from '../../contracts/source.js';
import type { FileTree } from '../trees/file-tree.js';
import { contentOf } from '../sources/schema-file.js';
import { isWorldly, type ReferredUri } from './schema-uris.js';

/** A reference that leads to no file here, and where it was sought. */
export interface MissingReference {
  /** As the text calls it. */
  name: string;
  /** The same absolute; null where it is no URI, as of Avro and Protobuf. */
  uri: string | null;
  /** The file that refers to it, and the line there; null where that cannot be told. */
  from: string;
  line: number | null;
  /** Where it was sought, as the beginning of a sentence; and what to do, as a whole one. */
  sought: string;
  fix: string;
}

/** A file as it is written, which refers to something. */
interface Referring {
  file: string;
  format: Format;
  written: string;
}

/** Why a reference leads nowhere; `places` are the files that it could have been, the likeliest first. */
export async function tellMissing(
  tree: FileTree,
  { file, format, written }: Referring,
  { name, uri }: ReferredUri,
  places: readonly string[],
): Promise<MissingReference> {
  const about = { name, uri, from: file, line: lineOf(written, name) };
  if (format === 'AVRO') {
    const sought = `No .avsc file of the repository defines ${name}`;
    return {
      ...about,
      sought,
      fix: `Add the file that defines ${name}, or say where it is: \`references\` in a plumbline.contracts.yaml.`,
    };
  }
  const [place] = places;
  if (place === undefined) {
    const sought = `No file here has the $id ${name}`;
    return {
      ...about,
      sought,
      fix: 'Nothing is ever fetched: add the file with that $id, or say where it is: `references` in a plumbline.contracts.yaml.',
    };
  }
  const there = (await tree.read([place])).get(place);
  if (there !== undefined && contentOf(place, there).kind === 'document')
    return {
      ...about,
      sought: `A schema in a file of its own cannot refer into the AsyncAPI document ${place}`,
      fix: `Move what is meant from ${place} into a file of its own, to which both refer.`,
    };
  if (there !== undefined)
    return { ...about, sought: `There is no schema that can be read in ${place}`, fix: `Correct ${place}.` };
  const near = await namesake(tree, place);
  const fix =
    near === null
      ? `Add ${place}, or correct the reference.`
      : `Did you mean ${near}? Correct the reference, or add ${place}.`;
  const byId = uri === null || !isWorldly(uri) ? '' : `, and no schema here has the $id ${uri}`;
  return { ...about, sought: `There is no file ${listed(places)}${byId}`, fix };
}

const listed = (places: readonly string[]): string =>
  places.length < 2 ? places.join('') : `${places.slice(0, -1).join(', ')} or ${places.at(-1)}`;

/** A file of the same folder with a name that is much alike. */
async function namesake(tree: FileTree, place: string): Promise<string | null> {
  const folder = posix.dirname(place);
  if (folder === '.' || folder.startsWith('..')) return null;
  const there = (await tree.find(folder)).filter((file) => posix.dirname(file) === folder);
  const near =
    there.length === 0
      ? null
      : nearestName(
          posix.basename(place),
          there.map((file) => posix.basename(file)),
        );
  return near === null ? null : posix.join(folder, near);
}

/** The first line that names it; null for none, as where an escape stands in it. */
function lineOf(written: string, name: string): number | null {
  const at = written.search(new RegExp(`${asWord(name)}`));
  return at < 0 ? null : written.slice(0, at).split(/\r\n|\n|\r/).length;
}

const asWord = (name: string): string => `(?<![\\w./-])${name.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')}(?![\\w./-])`;

/**
 * What is wrong with a schema, with the file that was sought where a reference is missing; `nameOf` is the file that a reference leads
 * to. The place of one inside another file is in that file.
 */
export function withSought(
  findings: readonly Finding[],
  missing: readonly MissingReference[],
  nameOf: (reference: string) => string | null,
): Finding[] {
  return findings.map((finding) => {
    const [, inside, pointer] = /In the reference "([^"]+)" at (\/\S*):/.exec(finding.message) ?? [];
    const from = inside === undefined ? null : nameOf(inside);
    const told = missing.filter((one) => from === null || one.from === from).find(({ name }) => isAbout(finding, name));
    if (finding.severity !== 'invalid' || told === undefined) return finding;
    const line = told.line === null ? '' : ` in line ${told.line}`;
    const message = `${finding.message.replace(FOR_A_REGISTRY, '.')} ${told.sought}, which ${told.from} names${line}.`;
    const place = finding.readerPath === '' && inside !== undefined ? `${inside}#${pointer}` : finding.readerPath;
    return { ...finding, message, fix: told.fix, readerPath: place };
  });
}

/** What formats say to whom registers a schema. */
const FOR_A_REGISTRY =
  /: (no schema of that name is among the references|register it and name it in "references"|register that schema and name it among the references)\.$/;

const isAbout = ({ message }: Finding, name: string): boolean => new RegExp(asWord(name)).test(message);
