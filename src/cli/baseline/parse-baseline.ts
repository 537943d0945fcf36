import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { isDay, isReason, type Baseline, type BaselineEntry } from './baseline.js';

const KEYS = ['fingerprint', 'subject', 'rule', 'reason', 'until'] as const;
type Key = (typeof KEYS)[number];

/**
 * The baseline of a text (YAML 1.2, so JSON too; `schemas/baseline.schema.json`), or every mistake in it as
 * `plumbline.baseline.yaml:7: what is wrong and what to do`. A text without entries accepts nothing. Only what is about to be mended may
 * lack reasons.
 */
export function parseBaseline(
  name: string,
  text: string,
  { mayLackReasons = false } = {},
): { baseline: Baseline } | { mistakes: string[] } {
  const reading = new Reading(name, text, mayLackReasons);
  const entries = reading.entries();
  return reading.mistakes.length > 0 ? { mistakes: reading.mistakes } : { baseline: { name, entries } };
}

class Reading {
  readonly mistakes: string[] = [];
  private readonly lines = new LineCounter();
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly name: string,
    private readonly text: string,
    private readonly mayLackReasons: boolean,
  ) {}

  entries(): BaselineEntry[] {
    const document = parseDocument(this.text, { lineCounter: this.lines, prettyErrors: false });
    for (const { pos, message } of document.errors)
      this.tellAt(this.lines.linePos(pos[0]).line, `it is no YAML: ${message}`);
    const root = document.contents;
    if (this.mistakes.length > 0 || root === null || (isScalar(root) && root.value === null)) return [];
    if (!isMap(root)) return this.tell(root, 'a baseline holds the key "accepted" with a list.');
    const unknown = root.items.filter(({ key }) => !isScalar(key) || key.value !== 'accepted');
    for (const { key } of unknown)
      this.tell(key as Node, `"${String(key)}" means nothing here: a baseline holds "accepted" alone.`);
    const accepted = root.get('accepted', true) as Node | undefined;
    if (accepted === undefined || (isScalar(accepted) && accepted.value === null)) return [];
    if (!isSeq(accepted))
      return this.tell(accepted, '"accepted" is a list, each item with a fingerprint and a reason.');
    return accepted.items.flatMap((item) => this.entry(item as Node));
  }

  private entry(item: Node): BaselineEntry[] {
    if (!isMap(item)) return this.tell(item, `an entry has the keys ${KEYS.join(', ')}.`);
    const before = this.mistakes.length;
    for (const { key } of item.items) {
      const isKnown = isScalar(key) && (KEYS as readonly unknown[]).includes(key.value);
      if (!isKnown) this.tell(key as Node, `"${String(key)}" means nothing here: an entry has ${KEYS.join(', ')}.`);
    }
    const read = (key: Key): { value: unknown; node: Node } => {
      const node = item.get(key, true) as Node | undefined;
      return { value: isScalar(node) ? node.value : (node ?? null), node: node ?? item };
    };
    const [fingerprint, subject, rule, reason, until] = KEYS.map(read) as [Found, Found, Found, Found, Found];
    this.checkFingerprint(fingerprint);
    for (const [key, { value, node }] of [
      ['subject', subject],
      ['rule', rule],
    ] as const)
      if (typeof value !== 'string' || value === '')
        this.tell(node, `"${key}" is missing: say what the entry is about.`);
    this.checkReason(reason);
    if (until.value !== null && (typeof until.value !== 'string' || !isDay(until.value)))
      this.tell(until.node, '"until" is a day such as 2026-12-31, or is left out.');
    if (this.mistakes.length > before) return [];
    const texts = { fingerprint: fingerprint.value, subject: subject.value, rule: rule.value, reason: reason.value };
    return [
      {
        ...(texts as Record<keyof typeof texts, string>),
        until: until.value as string | null,
        line: this.lineOf(item),
      },
    ];
  }

  private checkReason({ value, node }: Found): void {
    if (typeof value === 'string' && (this.mayLackReasons || isReason(value))) return;
    const fix =
      'say why this finding is accepted, for whoever asks in a year; --update-baseline --reason "..." writes it.';
    this.tell(node, `it has no reason: ${fix}`);
  }

  private checkFingerprint({ value, node }: Found): void {
    if (typeof value !== 'string' || !/^[0-9a-f]{16}$/.test(value)) {
      // YAML reads sixteen digits without quotes as a number, and rounds them.
      const quotes = typeof value === 'number' ? ' Put it in quotes.' : '';
      return void this.tell(node, `"fingerprint" is sixteen hexadecimal digits, as every report shows them.${quotes}`);
    }
    const earlier = this.taken.get(value);
    if (earlier !== undefined) this.tell(node, `the fingerprint ${value} stands in line ${earlier} already.`);
    this.taken.set(value, this.lineOf(node));
  }

  private tell(node: Node, mistake: string): [] {
    return this.tellAt(this.lineOf(node), mistake);
  }

  private tellAt(line: number, mistake: string): [] {
    this.mistakes.push(`${this.name}:${line}: ${mistake}`);
    return [];
  }

  private lineOf = (node: Node): number => this.lines.linePos(node.range?.[0] ?? 0).line;
}

interface Found {
  value: unknown;
  node: Node;
}
