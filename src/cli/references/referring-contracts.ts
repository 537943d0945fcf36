import { CommandError, EXIT } from '../exit-code.js';
import type { FileTree } from '../trees/file-tree.js';
import { loadContracts, type Loaded, type Selection } from '../sources/load-contracts.js';
import type { LocalContract } from '../sources/local-contract.js';
import type { Links } from './file-links.js';
import { loadManifest } from '../manifest/manifest.store.js';
import { ledElsewhere, type LedElsewhere } from './led-elsewhere.js';
import { lostLinks, type FormerFiles } from './lost-links.js';
import { referringToLost, type ByLost } from './lost-references.js';
import { referringFiles, type Bounds, type Referring } from './referring-files.js';
import { ToldReferences } from './told-references.js';
import { isTemplate } from '../sources/subject-name.js';

/** How what refers to files is looked for. */
export interface Wide {
  /** Globs of where it is not. */
  exclude: readonly string[];
  /** The state that is compared with, where that is one of the same files: who refers to what a file was called there is sought, too. */
  openFormer?(named: readonly string[]): Promise<FormerFiles | null>;
  bounds?: Bounds;
}

/** What is selected, with what refers to it. */
export interface Widened {
  selection: Selection;
  loaded: Loaded;
  /** What is to be said of it, in whole sentences. */
  notes: string[];
}

/**
 * The contracts that are selected and those that refer to files which are named one by one: who names a part asks what becomes of the whole.
 * Those are AsyncAPI documents and, of other files, what the manifest names, or any where it names none.
 *
 * @throws CommandError where parts alone are named, and nothing that was looked at refers to them.
 */
export async function withReferring(
  tree: FileTree,
  selection: Selection,
  loaded: Loaded,
  { exclude, openFormer, bounds }: Wide,
): Promise<Widened> {
  const there = new Set(loaded.files);
  const named = selection.patterns.filter((pattern) => there.has(pattern));
  if (named.length === 0) return { selection, loaded, notes: [] };
  const former = (await openFormer?.(named)) ?? null;
  const lost = former === null ? [] : await lostLinks(tree, named, former);
  const told = new ToldReferences(tree, selection.manifest);
  const sought = { named, told, exclude: [...selection.exclude, ...exclude] };
  const found = await referringFiles(tree, sought, bounds);
  const files = found.files.filter((file) => !there.has(file));
  const guessed = lost.length === 0 ? null : await referringFiles(tree, { ...sought, targets: lost }, bounds);
  const maybe = (guessed?.files ?? []).filter((file) => !there.has(file));
  const what = { selection, loaded, named, files };
  const changed = former === null ? NOTHING_CHANGED : await changedLeads(tree, what, { maybe, lost, former });
  const wide = await widened(tree, { ...what, changed });
  const isEmpty = wide.loaded.contracts.length + wide.loaded.unread.length === 0;
  if (isEmpty && loaded.leftOut.some(({ isPart }) => isPart)) throw nothingRefers(wide, found);
  const unreadable = [...new Set([...found.unreadable, ...(guessed?.unreadable ?? [])])];
  return { ...wide, notes: [...wide.notes, ...notesOf(named, { ...found, unreadable })] };
}

/** What files referred to in an earlier state, and what became of that. */
interface ChangedLeads {
  /** What the earlier state is called. */
  label: string;
  byLost: ByLost;
  elsewhere: LedElsewhere;
}

const NOTHING_CHANGED: ChangedLeads = { label: '', byLost: new Map(), elsewhere: new Map() };

/** What was found by its words alone is read as what it is, now and then: only that tells whether it refers to what is lost, or to another file now. */
async function changedLeads(
  tree: FileTree,
  { selection, loaded, named, files }: Pick<Found, 'selection' | 'loaded' | 'named' | 'files'>,
  { maybe, lost, former }: { maybe: readonly string[]; lost: readonly Links[]; former: FormerFiles },
): Promise<ChangedLeads> {
  const { label, tree: earlier } = former;
  const referring = [...new Set([...files, ...maybe])];
  if (lost.length === 0 || referring.length === 0) return NOTHING_CHANGED;
  const now = await loadContracts(tree, wideSelection(selection, loaded, referring));
  const byLost = referringToLost(now, lost, new Set(maybe));
  const manifest = (await loadManifest(earlier, selection.manifest?.path ?? null, true)) ?? selection.manifest;
  const then = await loadContracts(earlier, { patterns: referring, exclude: [], manifest, template: null });
  const targets = new Set([...named, ...lost.map(({ file }) => file)]);
  const contracts = now.contracts.filter(({ file }) => referring.includes(file));
  return { label, byLost, elsewhere: ledElsewhere(then, { contracts }, { targets, label }) };
}

/** A name that is no template is that of the one contract that was named. */
function wideSelection(selection: Selection, loaded: Loaded, files: readonly string[]): Selection {
  const there = new Set(loaded.files);
  const isOne = selection.template !== null && !isTemplate(selection.template);
  const wide = isOne ? { ...selection, isNamed: (file: string) => there.has(file) } : selection;
  return { ...wide, patterns: [...selection.patterns, ...files] };
}

interface Found {
  selection: Selection;
  loaded: Loaded;
  named: readonly string[];
  files: readonly string[];
  changed: ChangedLeads;
}

async function widened(tree: FileTree, { selection, loaded, named, files, changed }: Found): Promise<Widened> {
  const { byLost, elsewhere } = changed;
  const [there, found] = [new Set(loaded.files), new Set([...files, ...byLost.keys(), ...elsewhere.keys()])];
  if (found.size === 0) return { selection, loaded, notes: [] };
  const wide = wideSelection(selection, loaded, [...found]);
  const all = await loadContracts(tree, wide);
  const isNamed = (one: LocalContract): boolean => filesOf(one).some((file) => there.has(file));
  const meant = new Set(named);
  const isAffected = (one: LocalContract): boolean =>
    leadsTo(one, meant) || filesOf(one).some((file) => byLost.has(file) || elsewhere.has(file));
  const further = all.contracts.filter((one) => !isNamed(one) && isAffected(one));
  const isMeant = isAmongContracts(selection);
  const { contracts, namesakes } = withoutNamesakes(all.contracts.filter(isNamed), further.filter(isMeant));
  const unread = all.unread.filter(({ file }) => there.has(file) || found.has(file));
  const leftOut = all.leftOut.filter(({ file }) => there.has(file));
  const read = new Set(
    [...contracts.flatMap(filesOf), ...unread.map(({ file }) => file)].filter((file) => found.has(file)),
  );
  const leading = new Set(further.filter((one) => leadsTo(one, meant)).flatMap(filesOf));
  unread.filter(({ file }) => !byLost.has(file)).forEach(({ file }) => leading.add(file));
  const passed = further.filter((one) => !isMeant(one)).map(({ file }) => file);
  const patterns = [...selection.patterns, ...read];
  const checked = new Set(contracts);
  const standing = subjectsByFile(all.contracts.filter((one) => !checked.has(one)));
  return {
    selection: { ...wide, patterns, standing },
    loaded: { ...all, contracts, unread, leftOut, files: [...loaded.files, ...read] },
    notes: [
      ...noteOfChecked(
        [...read].filter((file) => leading.has(file)),
        named,
      ),
      ...noteOfLost(
        [...read].filter((file) => !leading.has(file) && byLost.has(file)),
        changed,
      ),
      ...notesOfElsewhere(
        [...read].filter((file) => !leading.has(file)),
        elsewhere,
      ),
      ...namesakes,
      ...(read.size === 0 ? noteOfPassed(passed, selection) : []),
    ],
  };
}

/** Who named one of two files of the same subject has not asked for the other, which may be a copy: it is told, and is not checked. */
function withoutNamesakes(
  named: readonly LocalContract[],
  further: readonly LocalContract[],
): { contracts: LocalContract[]; namesakes: string[] } {
  const files = new Map(named.map(({ subject, file }) => [subject, file]));
  const contracts = [...named];
  const namesakes: string[] = [];
  for (const one of further) {
    const other = files.get(one.subject);
    files.set(one.subject, other ?? one.file);
    if (other === undefined) contracts.push(one);
    else
      namesakes.push(
        `${one.file} refers to what is named, too, and would be the subject "${one.subject}" as ${other} is: not checked.`,
      );
  }
  return { contracts, namesakes };
}

function subjectsByFile(contracts: readonly LocalContract[]): Map<string, Set<string>> {
  const subjects = new Map<string, Set<string>>();
  for (const one of contracts)
    for (const file of filesOf(one)) subjects.set(file, (subjects.get(file) ?? new Set()).add(one.subject));
  return subjects;
}

const filesOf = ({ file, alsoIn = [] }: LocalContract): string[] => [file, ...alsoIn];

/** Whether what it is made of stands in one of the files. */
function leadsTo({ referredFiles, source }: LocalContract, named: ReadonlySet<string>): boolean {
  const files = [...referredFiles.values(), ...(source.files?.values() ?? [])];
  return files.some(({ file }) => named.has(file));
}

/** A document by itself says that it holds contracts; of other files the manifest says which ones are some. */
function isAmongContracts({ manifest }: Selection): (contract: LocalContract) => boolean {
  const isTold = (manifest?.entries ?? []).length > 0;
  return ({ source, isInManifest }) => source.files !== undefined || isInManifest || !isTold;
}

const MOST_NAMED = 5;

function listed(files: readonly string[]): string {
  const more = files.length - MOST_NAMED;
  return more > 0 ? `${files.slice(0, MOST_NAMED).join(', ')} and ${more} more` : files.join(', ');
}

const verb = (files: readonly string[], one: string, many: string): string => (files.length === 1 ? one : many);

const noteOfChecked = (files: readonly string[], named: readonly string[]): string[] =>
  files.length === 0
    ? []
    : [
        `${listed(files)} ${verb(files, 'refers', 'refer')} to ${whatIs(named)} and ${verb(files, 'is', 'are')} checked, too.`,
      ];

/** What is checked although it leads to nothing that is named: to what that was. */
function noteOfLost(files: readonly string[], { byLost, label }: ChangedLeads): string[] {
  if (files.length === 0) return [];
  const lost = [...new Set(files.flatMap((file) => byLost.get(file) ?? []))];
  const what = `${listed(lost)}, which ${verb(lost, 'is', 'are')} in ${label} and ${verb(lost, 'is', 'are')} gone here`;
  return [
    `${listed(files)} ${verb(files, 'refers', 'refer')} to ${what}: ${verb(files, 'it is', 'they are')} checked, too.`,
  ];
}

/** What is checked although it leads to nothing that is named: to what it led before. */
const notesOfElsewhere = (files: readonly string[], elsewhere: LedElsewhere): string[] =>
  [...new Set(files.flatMap((file) => elsewhere.get(file) ?? []))].map((what) => {
    const those = files.filter((file) => elsewhere.get(file)?.includes(what));
    return `${listed(those)} ${verb(those, 'refers', 'refer')} to ${what}: ${verb(those, 'it is', 'they are')} checked, too.`;
  });

const noteOfPassed = (files: readonly string[], { manifest }: Selection): string[] =>
  files.length === 0
    ? []
    : [
        `${listed(files)} ${verb(files, 'refers', 'refer')} to what is named, and ${verb(files, 'is no contract', 'are no contracts')} by ${manifest!.path}: not checked. Name what is to be checked.`,
      ];

const whatIs = (named: readonly string[]): string => (named.length === 1 ? named[0]! : 'what is named');

const lookedIn = ({ looked }: Referring): string =>
  `${looked.files} file${looked.files === 1 ? '' : 's'} (${(looked.bytes / 1024 / 1024).toFixed(1)} MiB)`;

const unseen = ({ looked, all, absent }: Referring): number => all - absent - looked.files;

function notesOf(named: readonly string[], found: Referring): string[] {
  const { absent, unreadable } = found;
  const stopped = `What refers to ${whatIs(named)} was looked for in ${lookedIn(found)} and not in the other ${unseen(found)}: what refers to it there was not checked. Name those files or folders, too.`;
  const unread = `${listed(unreadable)} may refer to ${whatIs(named)}, and cannot be read: not checked.`;
  const gone = `${absent} of git's files ${absent === 1 ? 'is' : 'are'} not on the disk (deleted, or left out of a sparse checkout): what refers to ${whatIs(named)} there was not checked.`;
  return [
    ...(unseen(found) > 0 ? [stopped] : []),
    ...(absent > 0 ? [gone] : []),
    ...(unreadable.length > 0 ? [unread] : []),
  ];
}

function nothingRefers({ loaded, notes }: Widened, found: Referring): CommandError {
  const where =
    unseen(found) > 0 ? `${lookedIn(found)} of ${found.all}, where the search stops` : `${lookedIn(found)} here`;
  const lines = [
    ...loaded.leftOut.map(({ reason, isPart }) =>
      isPart ? `${reason.replace(/, and .*$/, '.')} Nothing that is checked refers to it.` : reason,
    ),
    ...notes,
    `It was looked for in ${where}. Name the AsyncAPI documents that refer to it, or leave it out.`,
  ];
  return new CommandError(EXIT.usage, lines.join('\n'));
}
