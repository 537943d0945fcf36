import { posix } from 'node:path';
import { inFile } from '../../contracts/asyncapi/joined-files.js';
import type { Finding } from '../../contracts/finding.js';
import { namesIn } from '../../contracts/formats/avro/files.js';
import type { Format } from '../../contracts/source.js';
import { literally, type FileTree } from './file-tree.js';
import type { LocalContract, LocalReference } from './local-contract.js';
import { tellMissing, type MissingReference } from './missing-references.js';
import { referredNames } from './referred-names.js';
import { fault } from './fault.js';
import { useOfName } from './use-of-name.js';
import { contentOf } from './schema-file.js';

/**
 * The contracts with what they refer to in the tree: Protobuf's imports by their paths from the folder of the file upwards, JSON
 * Schema's `$ref` by relative path or `$id`, Avro's names by the file of the same folder, another contract, or any other file of the repository, that defines
 * them. What is not found is left to the format, which tells that it is missing; where it was sought is kept.
 */
export async function linkReferences(tree: FileTree, contracts: readonly LocalContract[]): Promise<LocalContract[]> {
  const linker = new Linker(tree, contracts);
  const linked: LocalContract[] = [];
  for (const contract of contracts) linked.push(await linker.link(contract));
  return linked;
}

/** A file as references see it. */
interface Node {
  file: string;
  format: Format;
  text: string;
  /** The file as it stands: its text is JSON where that is YAML. */
  written: string;
}

/** Files by the full names of Avro that they define. */
type Definitions = ReadonlyMap<string, readonly string[]>;

const keyOf = (file: string, name: string): string => `${file}\n${name}`;

/** Two files are as near: which one is meant nobody can tell. */
function faultOfRivals(name: string, place: string, [one, other]: readonly [string, string]): Finding {
  const reason = `${one} and ${other} both define "${name}", to which it refers.`;
  return { ...fault(reason, place), fix: 'Define it once, or say which is meant: `references` in a manifest.' };
}

function noteOfNearest(name: string, place: string, [meant, other]: readonly [string, string]): Finding {
  return {
    ...fault('', place),
    rule: 'nearest-definition',
    severity: 'notice',
    message: `"${name}" is the one of ${meant}, in the same folder; ${other} defines it in another way.`,
    fix: 'Where the other one is meant, say so: `references` in a manifest.',
  };
}

class Linker {
  private readonly nodes = new Map<string, Node | null>();
  private readonly direct = new Map<Node, LocalReference[]>();
  /** Names that lead to no file. */
  private readonly lost = new Map<Node, string[]>();
  /** Contracts by the name that others may call them: Avro's full names, `$id`s. */
  private readonly definedIn = new Map<string, string[]>();
  /** What is to be said of a name of Avro that several files define, by the file that refers to it and the name. */
  private readonly rivals = new Map<string, Finding>();
  private everywhere: Promise<ReadonlyMap<string, string>> | null = null;
  private readonly defined = new Map<string, Promise<Definitions>>();
  private readonly fileOfSubject = new Map<string, string>();

  constructor(
    private readonly tree: FileTree,
    contracts: readonly LocalContract[],
  ) {
    for (const { file, format, text, source, subject } of contracts) {
      this.fileOfSubject.set(subject, file);
      // A message of an AsyncAPI document is not what other files mean by the document.
      if (source.pointer !== '') continue;
      this.nodes.set(file, { file, format, text, written: source.text });
      for (const name of namesOf(format, text)) this.definedIn.set(name, [...(this.definedIn.get(name) ?? []), file]);
    }
  }

  async link(contract: LocalContract): Promise<LocalContract> {
    const said = contract.references.map((reference) => this.located(reference));
    const own = contract.source.pointer === '' ? this.nodes.get(contract.file)! : nodeOfMessage(contract);
    const names = new Set(said.map(({ name }) => name));
    const found = (await this.referencesOf(own)).filter(({ name }) => !names.has(name));
    const references = [...said, ...found];
    const { closure, referredFiles, clash } = await this.closureOf(references);
    const referred = [...referredFiles.values()].map(({ file: one }) => this.nodes.get(one)!);
    const missing = (await Promise.all([own, ...new Set(referred)].map((node) => this.missingOf(node)))).flat();
    const reason = `two different files are called "${clash}" by it and what it refers to. Call one of them otherwise.`;
    const several = found.flatMap(({ name }) => this.rivals.get(keyOf(own.file, name)) ?? []);
    const isNote = ({ severity }: Finding): boolean => severity === 'notice';
    const unclear = several.filter((one) => !isNote(one));
    const faults = [...contract.faults, ...(clash === null ? [] : [fault(reason, '')]), ...unclear];
    const notes = [...contract.notes, ...several.filter(isNote)];
    return { ...contract, references, closure, referredFiles, missing, faults, notes };
  }

  /** What the file refers to and is not there. */
  private async missingOf(node: Node): Promise<MissingReference[]> {
    await this.referencesOf(node);
    const names = this.lost.get(node) ?? [];
    const missing = names.map((name) => tellMissing(this.tree, node, name, placesOf(node, name)));
    return Promise.all(missing);
  }

  private located(reference: LocalReference): LocalReference {
    const { file, subject } = reference;
    return { ...reference, file: file ?? this.fileOfSubject.get(subject ?? '') ?? null };
  }

  private async closureOf(
    references: LocalReference[],
  ): Promise<Pick<LocalContract, 'closure' | 'referredFiles'> & { clash: string | null }> {
    const texts = new Map<string, string>();
    const referredFiles = new Map<string, { file: string; text: string }>();
    const open = [...references];
    let clash: string | null = null;
    const walked = new Set<string>();
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const node = next.file === null ? null : await this.nodeOf(next.file);
      if (node === null) continue;
      if (texts.has(next.name) && texts.get(next.name) !== node.text) clash = next.name;
      texts.set(next.name, node.text);
      referredFiles.set(next.name, { file: node.file, text: node.written });
      if (walked.has(node.file)) continue;
      walked.add(node.file);
      open.push(...(await this.referencesOf(node)));
    }
    return { closure: [...texts].map(([name, text]) => ({ name, text })), referredFiles, clash };
  }

  private async referencesOf(node: Node): Promise<LocalReference[]> {
    const known = this.direct.get(node);
    if (known !== undefined) return known;
    const found: LocalReference[] = [];
    for (const name of referredNames(node.format, node.text)) {
      const file = await this.fileOf(node, name);
      if (file === null) this.lost.set(node, [...(this.lost.get(node) ?? []), name]);
      else if (file !== node.file) found.push({ name, file, subject: null, version: null });
    }
    this.direct.set(node, found);
    return found;
  }

  private async fileOf(node: Node, name: string): Promise<string | null> {
    if (node.format === 'AVRO') return this.fileOfAvro(node, name);
    const there = await this.firstThere(placesOf(node, name));
    return there ?? (node.format === 'JSON' ? (this.definedIn.get(name)?.[0] ?? null) : null);
  }

  /** The file of the same folder that defines a name of Avro, else another contract, else any file: the first of them that has one. */
  private async fileOfAvro({ file, text }: Node, name: string): Promise<string | null> {
    const folder = posix.dirname(file);
    const contracts = this.definedIn.get(name) ?? [];
    const near = contracts.filter((one) => posix.dirname(one) === folder);
    const beside = near.length > 0 ? near : ((await this.besides(folder)).get(name) ?? []);
    const chosen = [beside, contracts].find(({ length }) => length > 0) ?? (await this.anywhere(name));
    const [meant = null] = chosen;
    if (meant === null) return null;
    const rival = await this.rivalOf(meant, chosen);
    const farther = rival === null && chosen === beside ? await this.rivalOf(meant, contracts) : null;
    const place = useOfName(text, name);
    if (rival !== null) this.rivals.set(keyOf(file, name), faultOfRivals(name, place, [meant, rival]));
    else if (farther !== null) this.rivals.set(keyOf(file, name), noteOfNearest(name, place, [meant, farther]));
    return meant;
  }

  /** A file among others that says something else of what both define; the last one, as it is told. */
  private async rivalOf(meant: string, others: readonly string[]): Promise<string | null> {
    const own = (await this.nodeOf(meant))!.text;
    const texts = await Promise.all(others.map(async (one) => [one, (await this.nodeOf(one))!.text] as const));
    return texts.findLast(([, text]) => text !== own)?.[0] ?? null;
  }

  /** The files of the whole tree that define a name of Avro; only those are read as schemas that hold its last part. */
  private async anywhere(name: string): Promise<readonly string[]> {
    this.everywhere ??= this.textsOfAvro();
    const simple = name.slice(name.lastIndexOf('.') + 1);
    const candidates = [...(await this.everywhere)].filter(([, text]) => text.includes(simple));
    return (await this.definedAmong(candidates.map(([file]) => file))).get(name) ?? [];
  }

  private async textsOfAvro(): Promise<ReadonlyMap<string, string>> {
    return this.tree.read((await this.tree.everyFile?.('.avsc')) ?? []);
  }

  /** The files of Avro in a folder by the names that they define: of a contract that was named alone the others are not at hand. */
  private besides(folder: string): Promise<Definitions> {
    const known = this.defined.get(folder) ?? this.definedBeside(folder);
    this.defined.set(folder, known);
    return known;
  }

  private async definedBeside(folder: string): Promise<Definitions> {
    return this.definedAmong(await this.tree.find(folder === '.' ? '*.avsc' : `${literally(folder)}/*.avsc`));
  }

  private async definedAmong(files: readonly string[]): Promise<Definitions> {
    const defined = new Map<string, string[]>();
    for (const file of files) {
      const node = await this.nodeOf(file);
      for (const name of node === null ? [] : namesOf('AVRO', node.text))
        defined.set(name, [...(defined.get(name) ?? []), file]);
    }
    return defined;
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

/** The payload of a message refers from the file that it stands in; references of JSON Schema are written as from the document. */
function nodeOfMessage({ file, format, text, source }: LocalContract): Node {
  const inner = format === 'JSON' ? null : inFile(source.pointer);
  const home = inner === null ? undefined : source.files?.get(inner.file);
  return { file: home?.file ?? file, format, text, written: home?.text ?? source.text };
}

/** The files that a name may mean, the likeliest first; none of a name that is no path. */
function placesOf({ file, format }: Pick<Node, 'file' | 'format'>, name: string): string[] {
  const folder = posix.dirname(file);
  if (format === 'PROTOBUF') return foldersUpward(folder).map((one) => posix.join(one, name));
  const isPath = format === 'JSON' && !/^[a-z][a-z0-9+.-]*:/i.test(name);
  return isPath ? [posix.join(folder, decoded(name))] : [];
}

/** The folder, the one it lies in, and so on to the root. */
function foldersUpward(folder: string): string[] {
  const steps = folder.split('/');
  return steps.map((_, i) => steps.slice(0, steps.length - i).join('/')).concat(folder === '.' ? [] : ['.']);
}

function namesOf(format: Format, text: string): string[] {
  if (format === 'PROTOBUF') return [];
  try {
    const json: unknown = JSON.parse(text);
    if (format === 'AVRO') return namesIn(json).defined;
    const { $id } = (json ?? {}) as { $id?: unknown };
    return typeof $id === 'string' ? [$id.replace(/#$/, '')] : [];
  } catch {
    return [];
  }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
