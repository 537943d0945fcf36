import { posix } from 'node:path';
import type { Finding } from '../../contracts/finding.js';
import { AvroDefinitions } from './avro-definitions.js';
import type { FileTree } from '../trees/file-tree.js';
import {
  toldElsewhere,
  type LocalContract,
  type LocalReference,
  type ReferenceElsewhere,
} from '../sources/local-contract.js';
import type { ManifestReference } from '../manifest/contracts-manifest.js';
import { tellMissing, type MissingReference } from './missing-references.js';
import { referredNames } from './referred-names.js';
import { namesOf, nodeOfMessage, placesOf, type Node } from './referring-node.js';
import { faultOfRivals, noteOfId, noteOfNearest, noteOfUnseen } from './notes-of-references.js';
import { SchemaIds } from './schema-ids.js';
import { isWorldly, urisOfText, type ReferredUri, type SchemaUris } from './schema-uris.js';
import { faultOfNamesakes } from '../sources/fault.js';
import { isSameSchema } from '../same-schema.js';
import type { ToldReferences } from './told-references.js';
import { useOfName } from './use-of-name.js';
import { contentOf } from '../sources/schema-file.js';

/**
 * The contracts with what they refer to in the tree: Protobuf's imports by their paths from the folder of the file upwards, JSON
 * Schema's `$ref` by the `$id`s that it stands in or, where no file has that one, by its relative path, Avro's names by the file of the same folder, another contract, or any other file of the repository, that defines
 * them. What the manifest says of a file outweighs all of these, also where it is referred to by others. What is not found is left to the format, which tells that it is missing; where it was sought is kept.
 */
export async function linkReferences(
  tree: FileTree,
  contracts: readonly LocalContract[],
  told: ToldReferences,
): Promise<LocalContract[]> {
  const linker = new Linker(tree, contracts, told);
  const linked: LocalContract[] = [];
  for (const contract of contracts) linked.push(await linker.link(contract));
  return linked;
}

const keyOf = (file: string, name: string): string => `${file}\n${name}`;

class Linker {
  private readonly nodes = new Map<string, Node | null>();
  private readonly direct = new Map<Node, LocalReference[]>();
  /** Names that lead to no file. */
  private readonly lost = new Map<Node, ReferredUri[]>();
  private readonly uris = new Map<Node, SchemaUris>();
  private readonly ids: SchemaIds;
  /** Contracts by the name that others may call them: Avro's full names, `$id`s as they are written. */
  private readonly definedIn = new Map<string, string[]>();
  /** What is to be said of a name that several files may be, by the file that refers to it and the name. */
  private readonly rivals = new Map<string, Finding>();
  private readonly ofAvro: AvroDefinitions;
  private first: Promise<readonly string[]> | null = null;
  private readonly fileOfSubject = new Map<string, string>();

  constructor(
    private readonly tree: FileTree,
    private readonly contracts: readonly LocalContract[],
    private readonly told: ToldReferences,
  ) {
    const first = () => (this.first ??= this.firstFiles());
    this.ids = new SchemaIds(tree, undefined, first);
    this.ofAvro = new AvroDefinitions(
      tree,
      async (file) => namesOf('AVRO', (await this.nodeOf(file))?.text ?? ''),
      first,
    );
    for (const { file, format, text, source, subject } of contracts) {
      // A message of an AsyncAPI document is not what other files mean by the document.
      if (source.pointer !== '') continue;
      this.fileOfSubject.set(subject, file);
      const node = { file, format, text, written: source.text };
      this.nodes.set(file, node);
      if (format === 'JSON') this.ids.add(file, this.urisOf(node));
      for (const name of namesOf(format, text)) this.definedIn.set(name, [...(this.definedIn.get(name) ?? []), file]);
    }
  }

  async link(contract: LocalContract): Promise<LocalContract> {
    const own = this.ownNode(contract);
    const said = contract.isInManifest ? contract.references : this.told.of(contract.file);
    const references = await this.referencesOf(own, said);
    const { closure, referredFiles, elsewhere, clash } = await this.closureOf(references);
    const referred = [...referredFiles.values()].map(({ file: one }) => this.nodes.get(one)!);
    const inner = [...new Set(referred)].filter((node) => node !== own);
    const lost = inner.map((node) => this.missingOf(node, this.told.of(node.file)));
    const missing = (await Promise.all([this.missingOf(own, said), ...lost])).flat();
    const clashing = clash === null ? [] : [faultOfNamesakes(clash, 'Call one of them otherwise.')];
    const several = this.rivalsOf(own, said);
    // The place is one in the other file.
    const further = inner.flatMap((node) => this.rivalsOf(node, this.told.of(node.file)));
    const isNote = ({ severity }: Finding): boolean => severity === 'notice';
    const unclear = [...several, ...further.map((one) => ({ ...one, readerPath: '' }))].filter((one) => !isNote(one));
    const faults = [...contract.faults, ...clashing, ...unclear];
    const notes = [...contract.notes, ...several.filter(isNote)];
    return { ...contract, references, closure, referredFiles, elsewhere, missing, faults, notes };
  }

  /** What is to be said of names that a file uses, where the manifest does not say what they mean. */
  private rivalsOf(node: Node, said: readonly ManifestReference[]): Finding[] {
    const names = namesSaid(said);
    const found = (this.direct.get(node) ?? []).filter(({ name }) => !names.has(name));
    return found.flatMap(({ name }) => this.rivals.get(keyOf(node.file, name)) ?? []);
  }

  private ownNode(contract: LocalContract): Node {
    return contract.source.pointer === '' ? this.nodes.get(contract.file)! : nodeOfMessage(contract);
  }

  /** Where some files come first, those do so before them that the contracts reach by their paths: who has both means the same file. */
  private async firstFiles(): Promise<readonly string[]> {
    if (this.tree.firstFiles === undefined) return [];
    const open = this.contracts.map((contract) => this.ownNode(contract)).filter(({ format }) => format === 'JSON');
    const reached = new Set(open.map(({ file }) => file));
    const own = reached.size;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const { name } of this.urisOf(next).references) {
        const [place] = placesOf(next, name);
        const node = place === undefined || reached.has(place) ? null : await this.nodeOf(place);
        if (node === null) continue;
        reached.add(node.file);
        open.push(node);
      }
    }
    return [...[...reached].slice(own), ...(await this.tree.firstFiles())];
  }

  /** What the file refers to and is not there. */
  private async missingOf(node: Node, said: readonly ManifestReference[]): Promise<MissingReference[]> {
    await this.referencesOf(node, said);
    const names = namesSaid(said);
    const lost = (this.lost.get(node) ?? []).filter(({ name }) => !names.has(name));
    return Promise.all(lost.map((one) => tellMissing(this.tree, node, one, placesOf(node, one.name))));
  }

  /** A version by its number is the registry's: whether the file at hand is that one, only the registry knows. */
  private async located(reference: ManifestReference): Promise<LocalReference> {
    const { file, subject, version } = reference;
    if (file !== null || subject === null || version !== null) return reference;
    const known = this.fileOfSubject.get(subject);
    return { ...reference, file: known ?? (await this.firstThere(await this.told.filesOf(subject))) };
  }

  private async closureOf(
    references: LocalReference[],
  ): Promise<Pick<LocalContract, 'closure' | 'referredFiles' | 'elsewhere'> & { clash: string | null }> {
    const texts = new Map<string, string>();
    const referredFiles = new Map<string, { file: string; text: string }>();
    const elsewhere = new Map<string, ReferenceElsewhere>();
    const open = [...references];
    let clash: string | null = null;
    const walked = new Set<string>();
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { file, subject, name } = next;
      if (file === null && subject !== null) {
        const other = elsewhere.get(name);
        if (
          texts.has(name) ||
          (other !== undefined && toldElsewhere(other).text !== toldElsewhere({ ...next, subject }).text)
        )
          clash = name;
        elsewhere.set(name, { ...next, subject });
      }
      const node = file === null ? null : await this.nodeOf(file);
      if (node === null) continue;
      if (elsewhere.has(name) || (texts.has(name) && texts.get(name) !== node.text)) clash = name;
      texts.set(next.name, node.text);
      referredFiles.set(next.name, { file: node.file, text: node.written });
      if (walked.has(node.file)) continue;
      walked.add(node.file);
      open.push(...(await this.referencesOf(node, this.told.of(node.file))));
    }
    const closure = [...texts].map(([name, text]) => ({ name, text }));
    return { closure, referredFiles, elsewhere: [...elsewhere.values()], clash };
  }

  /** What a file refers to: what is said of it, and what is found of the rest. */
  private async referencesOf(node: Node, said: readonly ManifestReference[]): Promise<LocalReference[]> {
    const names = namesSaid(said);
    const found = (await this.foundIn(node)).filter(({ name }) => !names.has(name));
    return [...(await Promise.all(said.map((one) => this.located(one)))), ...found];
  }

  private async foundIn(node: Node): Promise<LocalReference[]> {
    const known = this.direct.get(node);
    if (known !== undefined) return known;
    const found: LocalReference[] = [];
    const referred = node.format === 'JSON' ? this.urisOf(node).references : referredNames(node.format, node.text);
    for (const one of referred) {
      const file = await this.fileOf(node, one);
      if (file === null) this.lost.set(node, [...(this.lost.get(node) ?? []), one]);
      else if (file !== node.file) found.push({ name: one.name, file, subject: null, version: null });
    }
    this.direct.set(node, found);
    return found;
  }

  private async fileOf(node: Node, referred: ReferredUri): Promise<string | null> {
    if (node.format === 'AVRO') return this.fileOfAvro(node, referred.name);
    if (node.format === 'JSON') return this.fileOfSchema(node, referred);
    return this.firstThere(placesOf(node, referred.name));
  }

  /** That with the `$id` to which the reference leads, else that of its path; below no `$id` the path is what it says. */
  private async fileOfSchema(node: Node, { name, uri }: ReferredUri): Promise<string | null> {
    const here = this.urisOf(node);
    if (uri !== null && uri === here.own) return node.file;
    const byPath = await this.firstThere(placesOf(node, name));
    const written = (): Promise<string | null> =>
      this.nearest(node, { name, uri: null }, this.definedIn.get(name) ?? []);
    if (uri === null) return byPath ?? written();
    // Its draft decides whether the `$id` in it counts, which reading it tells; where it does not, this is what is left.
    if (here.embedded.includes(uri)) return byPath ?? (await written()) ?? node.file;
    if (!isWorldly(uri))
      return byPath ?? (await written()) ?? this.nearest(node, { name, uri: null }, this.ids.known(uri).whole);
    const isIt = byPath !== null && this.urisOf((await this.nodeOf(byPath))!).own === uri;
    if (isIt) return byPath;
    const { whole, embedded, unseen } = await this.ids.find(uri);
    const file = await this.nearest(node, { name, uri }, whole);
    if (file === null && byPath !== null && unseen > 0) this.note(node, name, noteOfUnseen({ name, uri }, unseen));
    const isOther = file !== null && byPath !== null && (await this.rivalOf(file, [byPath])) !== null;
    if (isOther) this.note(node, name, noteOfId({ name, uri }, file, byPath));
    return file ?? byPath ?? embedded[0] ?? written();
  }

  /** Of files that have an `$id` that in the same folder, else the first. */
  private nearest(node: Node, { name, uri }: ReferredUri, files: readonly string[]): Promise<string | null> {
    const beside = files.filter((one) => posix.dirname(one) === posix.dirname(node.file));
    return this.firstOf(node, { name, called: uri ?? name, place: '' }, beside.length > 0 ? beside : files);
  }

  /** The first of some files that are as near; where another one says something else, nobody can tell which one is meant. */
  private async firstOf(
    node: Node,
    { name, called, place }: { name: string; called: string; place: string },
    files: readonly string[],
  ): Promise<string | null> {
    const [meant = null] = files;
    const rival = meant === null ? null : await this.rivalOf(meant, files);
    if (rival !== null) this.note(node, name, faultOfRivals({ called, by: node.file, place }, [meant!, rival]));
    return meant;
  }

  /** Of a fault and a note the fault counts, which is told first. */
  private note({ file }: Node, name: string, what: Finding): void {
    const key = keyOf(file, name);
    this.rivals.set(key, this.rivals.get(key) ?? what);
  }

  private urisOf(node: Node): SchemaUris {
    const known = this.uris.get(node) ?? urisOfText(node.text);
    this.uris.set(node, known);
    return known;
  }

  /** The file of the same folder that defines a name of Avro, else another contract, else any file: the first of them that has one. */
  private async fileOfAvro(node: Node, name: string): Promise<string | null> {
    const { file, text } = node;
    const folder = posix.dirname(file);
    const contracts = this.definedIn.get(name) ?? [];
    const near = contracts.filter((one) => posix.dirname(one) === folder);
    const beside = near.length > 0 ? near : await this.ofAvro.inFolder(folder, name);
    const chosen = [beside, contracts].find(({ length }) => length > 0) ?? (await this.ofAvro.anywhere(name));
    const place = useOfName(text, name);
    const meant = await this.firstOf(node, { name, called: name, place }, chosen);
    const farther = meant !== null && chosen === beside ? await this.rivalOf(meant, contracts) : null;
    if (farther !== null) this.note(node, name, noteOfNearest(name, place, [meant!, farther]));
    return meant;
  }

  /** A file among others that says something else of what both define; the last one, as it is told. */
  private async rivalOf(meant: string, others: readonly string[]): Promise<string | null> {
    if (others.length === 0 || (others.length === 1 && others[0] === meant)) return null;
    const { format, text } = (await this.nodeOf(meant))!;
    const nodes = await Promise.all(others.map(async (one) => (await this.nodeOf(one))!));
    const isSame = (one: Node): boolean => one.text === text || isSameSchema(format, { text }, { text: one.text });
    return nodes.findLast((one) => !isSame(one))?.file ?? null;
  }

  private async firstThere(files: string[]): Promise<string | null> {
    for (const file of files) if ((await this.nodeOf(file)) !== null) return file;
    return null;
  }

  private async nodeOf(file: string): Promise<Node | null> {
    const known = this.nodes.get(file);
    if (known !== undefined) return known;
    const text = (await this.tree.read([file])).get(file);
    const content = text === undefined ? null : contentOf(file, text);
    const isSchema = content?.kind === 'schema' || content?.kind === 'parts';
    const format = content?.kind === 'schema' ? content.format : 'JSON';
    const node = isSchema ? { file, format, text: content.text, written: text! } : null;
    this.nodes.set(file, node);
    return node;
  }
}

const namesSaid = (said: readonly ManifestReference[]): ReadonlySet<string> => new Set(said.map(({ name }) => name));
