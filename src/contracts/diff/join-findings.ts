import type { ShownFinding } from '../finding.js';
import type { Outline } from '../outline.js';
import type { Placed } from './presence.js';

/** Which changes explain which findings. */
export interface Joined {
  findingsOf: Map<Placed, ShownFinding[]>;
  /** No change explains them. */
  unexplained: ShownFinding[];
  /** Each tells of a change without findings whether it may have a part in some nevertheless. */
  clouded: ((change: Placed) => boolean)[];
}

/**
 * Joins findings to changes by their place in the event: a change of that very field whose keyword the finding points
 * at, a field inside that the message names, any change of that field, or one of what encloses it.
 */
export function joinFindings(
  changes: readonly Placed[],
  findings: readonly ShownFinding[],
  outlines: Outline[],
): Joined {
  const locate = locator(outlines);
  const index = indexOf(changes.filter(({ isInert }) => !isInert));
  const joined: Joined = { findingsOf: new Map(), unexplained: [], clouded: [] };
  const [clouds, told] = [new Set<string>(), new Set<string>()];
  for (const finding of findings) {
    const places = placesOf(finding).map(locate);
    const causes = firstNonEmpty(places.map((place) => () => causesAt(index, place, finding)));
    for (const cause of causes) append(joined.findingsOf, cause, finding);
    if (causes.length === 0) joined.unexplained.push(finding);
    const extent = causes.length === 0 ? places[0]! : extentOf(finding, places[0]!);
    if (extent !== null) clouds.add(extent);
    const isAboutValues = VALUES_KEYWORDS.includes(keywordOf(finding));
    for (const place of enclosing(places[0]!)) if (place !== places[0] || isAboutValues) told.add(place);
  }
  if (clouds.size > 0) joined.clouded.push(within(clouds));
  if (told.size > 0) joined.clouded.push(isTypeAround(told));
  return joined;
}

/**
 * Joins notices the same way, each to the changes at all places where the event shows it. They cloud nothing: a change
 * beside them is as fine as it was.
 */
export function joinNotices(changes: readonly Placed[], notices: readonly ShownFinding[], outlines: Outline[]): Joined {
  const locate = locator(outlines);
  const index = indexOf(changes.filter(({ isInert }) => !isInert));
  const joined: Joined = { findingsOf: new Map(), unexplained: [], clouded: [] };
  for (const notice of notices) {
    const places = new Set(placesOf(notice).map(locate));
    const causes = new Set([...places].flatMap((place) => causesAt(index, place, notice)));
    for (const cause of causes) append(joined.findingsOf, cause, notice);
    if (causes.size === 0) joined.unexplained.push(notice);
  }
  return joined;
}

/** Rules that speak of several parts of an event together: which of their changes has a part in it, nobody can say. */
const ABOUT_ALTERNATIVES = [
  'alternatives-narrowed',
  'condition-narrowed',
  'contains-narrowed',
  'dependency-added',
  'exclusion-widened',
  'oneof-merged',
  'union-branch-missing',
];

const ABOUT_THE_EVENT = ['event-refused', 'not-decided'];

/** The place within which every change may have a part in the finding; null where it is about one thing. */
function extentOf({ rule }: ShownFinding, place: string): string | null {
  if (ABOUT_THE_EVENT.includes(rule)) return '';
  return ABOUT_ALTERNATIVES.includes(rule) ? place : null;
}

/** What is said by values or alternatives may be of one type or of another. */
const VALUES_KEYWORDS = ['enum', 'const', 'symbols', 'anyOf', 'oneOf'];

const keywordOf = ({ readerPath }: ShownFinding): string => readerPath.slice(readerPath.lastIndexOf('/') + 1);

/** What a list, a map, a union or a record holds is a part of how its type is called. */
const isTypeAround =
  (told: ReadonlySet<string>) =>
  ({ kind, path, previousPath, isAboutNull }: Placed): boolean =>
    kind === 'type' && isAboutNull !== true && (told.has(path) || (previousPath !== null && told.has(previousPath)));

/** Whether a change stands at one of the places or inside it. */
const within =
  (places: ReadonlySet<string>) =>
  ({ path, previousPath }: Placed): boolean =>
    [path, previousPath ?? path].some((one) => enclosing(one).some((place) => places.has(place)));

/** The place itself and all it stands in. */
function enclosing(place: string): string[] {
  const places = [place];
  for (let path = place; path !== ''; places.push(path)) path = path.slice(0, path.lastIndexOf('/'));
  return places;
}

/** Its own place first; then where the reader refused the witness. */
function placesOf({ path, witness }: ShownFinding): string[] {
  const refused = witness?.rejections.map((rejection) => rejection.path) ?? [];
  return [path, ...refused.slice(0, MAX_PLACES)].map((place) => (place.startsWith('/') ? place : ''));
}

const MAX_PLACES = 5;

interface Index {
  byPath: Map<string, Placed[]>;
  byParent: Map<string, Placed[]>;
}

function indexOf(changes: readonly Placed[]): Index {
  const index: Index = { byPath: new Map(), byParent: new Map() };
  for (const change of changes) {
    const paths = new Set([change.path, change.previousPath ?? change.path]);
    const inside = [...paths].filter((path) => path !== '');
    for (const path of paths) append(index.byPath, path, change);
    for (const parent of new Set(inside.map((path) => path.slice(0, path.lastIndexOf('/')))))
      append(index.byParent, parent, change);
  }
  return index;
}

/** In Protobuf a finding points at an element, and its rule says which part of it is meant. */
const KEYWORDS_OF_RULES: readonly (readonly [rule: RegExp, keywords: readonly string[]])[] = [
  [/oneof/, ['oneof']],
  [/presence/, ['presence']],
  [/default/, ['default']],
  [/^enum-value-re(?:named|numbered)$/, ['numbers']],
  [/^enum|values?-cut-off/, ['enum', 'type']],
  [/^field-(?:renumbered|numbers-exchanged)$/, ['number']],
  [/^(?:json-name|field-renamed|field-name)/, ['json_name', 'properties']],
  [/required/, ['required']],
  [/type|kind|cardinality|label|map-keys/, ['type']],
];

function causesAt({ byPath, byParent }: Index, place: string, finding: ShownFinding): Placed[] {
  const isShown = ({ shownBy }: Placed): boolean => (shownBy ?? finding.direction) === finding.direction;
  const here = (byPath.get(place) ?? []).filter(isShown);
  const keyword = keywordOf(finding);
  const ofRule = KEYWORDS_OF_RULES.find(([name]) => name.test(finding.rule))?.[1] ?? [];
  const said = [finding.message, ...(finding.witness?.rejections.map(({ reason }) => reason) ?? [])].join(' ');
  const inside = (byParent.get(place) ?? []).filter(isShown);
  return firstNonEmpty([
    () => here.filter(({ keywords }) => keywords.includes(keyword)),
    () => here.filter(({ keywords }) => keywords.some((one) => ofRule.includes(one))),
    () => inside.filter((change) => change.keywords.includes(keyword) && isNamed(change, said)),
    () => inside.filter((change) => isNamed(change, said)),
    () => here,
    () => nearestAround(byPath, place),
  ]);
}

/** Messages and judges put names between quotes. */
function isNamed({ path, previousPath }: Placed, said: string): boolean {
  return [path, previousPath ?? path].some((one) => {
    const name = one
      .slice(one.lastIndexOf('/') + 1)
      .replace(/~1/g, '/')
      .replace(/~0/g, '~');
    return said.includes(`"${name}"`) || said.includes(`'${name}'`);
  });
}

function nearestAround(byPath: Map<string, Placed[]>, place: string): Placed[] {
  for (let path = place; path !== '';) {
    path = path.slice(0, path.lastIndexOf('/'));
    const around = (byPath.get(path) ?? []).filter(({ kind }) => REACHES_DOWN.includes(kind));
    if (around.length > 0) return around;
  }
  return [];
}

/** What is said of an object's size or openness says nothing of the fields in it. */
const REACHES_DOWN: readonly string[] = [
  'type',
  'field-added',
  'field-removed',
  'field-renamed',
  'field-moved',
  'facet',
];

/** From a place in an event to the field of an outline that describes it: `/lines/0/sku` is at `/lines/*` + `/sku`. */
function locator(outlines: Outline[]): (place: string) => string {
  const known = new Map(outlines.flatMap(({ fields }) => fields.map((field) => [field.path, field.recursesTo])));
  return (place) => {
    let path = '';
    for (const token of place.split('/').slice(1)) {
      const from = known.get(path) ?? path;
      const next = [`${from}/${token}`, `${from}/*`].find((one) => known.has(one));
      if (next === undefined) return path;
      path = next;
    }
    return path;
  };
}

function firstNonEmpty<T>(attempts: readonly (() => T[])[]): T[] {
  for (const attempt of attempts) {
    const found = attempt();
    if (found.length > 0) return found;
  }
  return [];
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
