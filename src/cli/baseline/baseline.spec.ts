import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { contractOf, problemOf, runOf } from '../reports/problems.spec-support.js';
import { applyBaseline } from './apply-baseline.js';
import type { Baseline } from './baseline.js';
import { parseBaseline } from './parse-baseline.js';
import { updateBaseline } from './update-baseline.js';

const [A, B, C] = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb', 'cccccccccccccccc'] as const;
const NAME = 'plumbline.baseline.yaml';

const TEXT = `accepted:
  # Agreed with billing.
  - fingerprint: ${A}
    subject: orders.created
    rule: type-narrowed
    reason: Nobody sends it.
    until: 2026-06-30
  - fingerprint: ${B}
    subject: orders.created
    rule: values-narrowed
    reason: Billing is warned.
`;

function read(text: string): Baseline {
  const reading = parseBaseline(NAME, text);
  if ('mistakes' in reading) throw new Error(reading.mistakes.join('\n'));
  return reading.baseline;
}

const runWith = (...fingerprints: string[]) =>
  runOf([contractOf({ problems: fingerprints.map((fingerprint) => problemOf({ fingerprint })) })]);

describe('reading a baseline', () => {
  it('gives its entries with their lines', () => {
    expect(read(TEXT)).toEqual({
      name: NAME,
      entries: [
        {
          fingerprint: A,
          subject: 'orders.created',
          rule: 'type-narrowed',
          reason: 'Nobody sends it.',
          until: '2026-06-30',
          line: 3,
        },
        {
          fingerprint: B,
          subject: 'orders.created',
          rule: 'values-narrowed',
          reason: 'Billing is warned.',
          until: null,
          line: 8,
        },
      ],
    });
  });

  it.each(['', '# nothing yet\n', 'accepted:\n', 'accepted: []\n', '{"accepted": []}'])(
    'of %j accepts nothing',
    (text) => {
      expect(read(text).entries).toEqual([]);
    },
  );

  const entry = (more: string): string => `accepted:\n  - fingerprint: ${A}\n    subject: s\n    rule: r\n${more}`;
  it.each([
    ['a: [', [`${NAME}:1: it is no YAML: `]],
    ['- a', [`${NAME}:1: a baseline holds the key "accepted" with a list.`]],
    ['accept: []', [`${NAME}:1: "accept" means nothing here: a baseline holds "accepted" alone.`]],
    ['accepted: yes', [`${NAME}:1: "accepted" is a list, each item with a fingerprint and a reason.`]],
    ['accepted:\n  - x', [`${NAME}:2: an entry has the keys fingerprint, subject, rule, reason, until.`]],
    [
      entry(''),
      [
        `${NAME}:2: it has no reason: say why this finding is accepted, for whoever asks in a year; --update-baseline --reason "..." writes it.`,
      ],
    ],
    [entry('    reason: "TODO: say why"\n'), [`${NAME}:5: it has no reason: say why`]],
    [
      entry('    reason: ok\n    until: 2026-02-30\n'),
      [`${NAME}:6: "until" is a day such as 2026-12-31, or is left out.`],
    ],
    [entry('    reason: ok\n    owner: me\n'), [`${NAME}:6: "owner" means nothing here: an entry has fingerprint`]],
    [
      'accepted:\n  - fingerprint: 1234567890123456\n    subject: ""\n    reason: ok\n',
      [
        `${NAME}:2: "fingerprint" is sixteen hexadecimal digits, as every report shows them. Put it in quotes.`,
        `${NAME}:3: "subject" is missing: say what the entry is about.`,
        `${NAME}:2: "rule" is missing: say what the entry is about.`,
      ],
    ],
    [
      `${TEXT}  - {fingerprint: ${A}, subject: s, rule: r, reason: again}\n`,
      [`${NAME}:12: the fingerprint ${A} stands in line 3 already.`],
    ],
  ])('of %j tells what is wrong at its line', (text, expected) => {
    const reading = parseBaseline(NAME, text);
    const mistakes = 'mistakes' in reading ? reading.mistakes : [];
    expect(mistakes.map((mistake, index) => mistake.slice(0, expected[index]?.length))).toEqual(expected);
  });

  it('agrees with the published schema, by which editors complete it', () => {
    const ajv = new Ajv2020({ allowUnionTypes: true });
    addFormats.default(ajv);
    const schema = JSON.parse(
      readFileSync(new URL('../../../schemas/baseline.schema.json', import.meta.url), 'utf8'),
    ) as object;
    const isValid = ajv.compile(schema);
    expect([TEXT, 'accepted:\n', '', entry(''), 'accept: []'].map((text) => isValid(parse(text)))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('a baseline', () => {
  it('accepts what it names, and nothing else', () => {
    const { run, notes } = applyBaseline(
      runWith(A, C),
      read(TEXT.slice(0, TEXT.indexOf(`  - fingerprint: ${B}`))),
      '2026-06-30',
    );
    expect(run.contracts[0]!.problems.map(({ accepted }) => accepted)).toEqual([
      { reason: 'Nobody sends it.', until: '2026-06-30' },
      null,
    ]);
    expect(notes).toEqual([]);
  });

  it('does not count behind its day, and says so', () => {
    const { run, notes } = applyBaseline(runWith(A, B), read(TEXT), '2026-07-01');
    expect(run.contracts[0]!.problems.map(({ accepted }) => accepted?.reason)).toEqual([
      undefined,
      'Billing is warned.',
    ]);
    expect(notes).toEqual([`${NAME}:3: it expired on 2026-06-30: type-narrowed of orders.created counts again.`]);
  });

  it('says what nothing needs any more, but not of contracts that were not checked', () => {
    expect(applyBaseline(runWith(A), read(TEXT), '2026-01-01').notes).toEqual([
      `${NAME}:8: nothing has the fingerprint ${B} (values-narrowed of orders.created) any more, so this entry can go.`,
    ]);
    expect(applyBaseline(runOf([]), read(TEXT), '2026-01-01').notes).toEqual([]);
    const offline = runOf([contractOf({ status: 'unchecked' })]);
    expect(applyBaseline(offline, read(TEXT), '2026-01-01').notes).toEqual([]);
  });

  it('never accepts a schema that cannot be read', () => {
    const problem = problemOf({ fingerprint: A });
    const invalid = { ...problem, finding: { ...problem.finding, severity: 'invalid' as const } };
    const { run } = applyBaseline(runOf([contractOf({ problems: [invalid] })]), read(TEXT), '2026-01-01');
    expect(run.contracts[0]!.problems[0]!.accepted).toBeNull();
  });
});

describe('updating a baseline', () => {
  const update = (
    run: ReturnType<typeof runWith>,
    text: string | null,
    more: { reason?: string; until?: string; today?: string } = {},
  ) =>
    updateBaseline({
      run,
      current: text === null ? null : { text, baseline: read(text) },
      reason: more.reason ?? null,
      until: more.until ?? null,
      today: more.today ?? '2026-01-01',
    }).text;

  it('writes a first one that accepts all that was found', () => {
    expect(update(runWith(A), null, { reason: 'Known: see ADR 12.', until: '2026-09-30' })).toBe(
      `# Findings that are known and accepted: plumbline check tells them, and does not fail for them.
# Each has its reason. After the day in "until" it counts again.

accepted:
  - fingerprint: ${A}
    subject: orders.created
    rule: type-narrowed
    reason: "Known: see ADR 12."
    until: 2026-09-30
`,
    );
  });

  it('leaves a mark without a reason, and the next check refuses it', () => {
    const text = update(runWith(A), null);
    expect(text).toContain('reason: "TODO: say why"');
    expect(parseBaseline(NAME, text)).toEqual({
      mistakes: [
        `${NAME}:8: it has no reason: say why this finding is accepted, for whoever asks in a year; --update-baseline --reason "..." writes it.`,
      ],
    });
  });

  it('fills in the reason that is given where an entry has none, and leaves the others theirs', () => {
    const open = TEXT.replace('Nobody sends it.', '"TODO: say why"');
    const current = parseBaseline(NAME, open, { mayLackReasons: true }) as { baseline: Baseline };
    const request = { run: runWith(A, B), until: null, today: '2026-01-01', current: { text: open, ...current } };
    expect(updateBaseline({ ...request, reason: null })).toEqual({ text: open, otherDays: 0 });
    expect(updateBaseline({ ...request, reason: 'We know.' })).toEqual({
      text: open.replace('"TODO: say why"', '"We know."'),
      otherDays: 0,
    });
  });

  describe('with a day that is given', () => {
    const lacking = TEXT.replace('Billing is warned.', '"TODO: say why"');
    const updated = (reason: string | null, until: string, text = lacking) => {
      const read = parseBaseline(NAME, text, { mayLackReasons: true }) as { baseline: Baseline };
      const current = { text, ...read };
      return updateBaseline({ run: runWith(A, B), current, reason, until, today: '2026-01-01' });
    };
    const dayed = `${lacking}    until: 2026-12-31\n`;

    it('writes it where the reason is filled in now, and counts the others, which keep theirs', () => {
      expect(updated('Agreed.', '2026-12-31')).toEqual({
        text: dayed.replace('"TODO: say why"', '"Agreed."'),
        otherDays: 1,
      });
      expect(updated('Agreed.', '2026-06-30').otherDays).toBe(0);
    });

    it('writes it also while the reason is still open', () => {
      expect(updated(null, '2026-12-31')).toEqual({ text: dayed, otherDays: 1 });
    });

    it('takes it away there by never, and leaves it where none is given', () => {
      expect(updated(null, 'never', dayed)).toEqual({ text: lacking, otherDays: 1 });
      expect(update(runWith(A, B), TEXT, { reason: 'Agreed.' })).toBe(TEXT);
    });

    it('changes none where all have reasons, and says of how many', () => {
      expect(updated('Agreed.', '2026-12-31', TEXT)).toEqual({ text: TEXT, otherDays: 2 });
      expect(updated(null, 'never', TEXT)).toEqual({ text: TEXT, otherDays: 1 });
    });
  });

  it('keeps what is needed with its comment, drops what is not, and adds what is new', () => {
    expect(update(runWith(A, C), TEXT, { reason: 'New.' })).toBe(
      `accepted:
  # Agreed with billing.
  - fingerprint: ${A}
    subject: orders.created
    rule: type-narrowed
    reason: Nobody sends it.
    until: 2026-06-30
  - fingerprint: ${C}
    subject: orders.created
    rule: type-narrowed
    reason: New.
`,
    );
  });

  it('renews what expired and is found again', () => {
    const text = update(runWith(A, B), TEXT, { reason: 'Once more.', until: '2026-12-31', today: '2026-07-01' });
    expect(text).toBe(TEXT.replace('Nobody sends it.', 'Once more.').replace('2026-06-30', '2026-12-31'));
  });

  it('leaves entries of contracts that were not checked as they are', () => {
    expect(update(runOf([]), TEXT)).toBe(TEXT);
  });

  it('of which nothing is left is an empty list, and reads well', () => {
    expect(read(update(runOf([contractOf({ problems: [] })]), TEXT)).entries).toEqual([]);
  });
});
