import { checkCompatibility, findSchemaProblems } from './compatibility.js';

describe('where the time is up while schemas are read, a check', () => {
  const list = (name: string) =>
    JSON.stringify({
      type: 'record',
      name,
      fields: Array.from({ length: 50 }, (_, i) => ({ name: `f${i}`, type: 'int' })),
    });
  const unread = (reason: string, conflictsWith: number | null) => ({
    rule: 'not-decided',
    severity: 'unproven',
    direction: null,
    policy: 'STRICT',
    change: null,
    path: 'the event itself',
    readerPath: '',
    writerPath: null,
    message: `Not decided: ${reason}.`,
    facts: [],
    fix: 'Allow the check more time.',
    conflictsWith,
  });

  it('does not call a schema invalid that there was no time to read', () => {
    let time = 0;
    const budget = { budgetMs: 20, now: () => time++ };
    const request = { format: 'AVRO', level: 'FULL', history: [], candidate: list('R') } as const;
    const told = unread('there was no time to read the schema to its end', null);
    expect(checkCompatibility({ ...request, ...budget })).toEqual({ verdict: 'unproven', findings: [told] });
    time = 0;
    expect(findSchemaProblems('AVRO', { text: list('R') }, undefined, budget)).toEqual([told]);
    expect(findSchemaProblems('AVRO', { text: list('R') })).toEqual([]);
  });

  it('tells once that there was no time to read the versions, the newest by its number', () => {
    let time = 0;
    const history = [1, 2, 3].map((version) => ({ version, format: 'AVRO' as const, text: list('R') }));
    const level = 'FULL_TRANSITIVE' as const;
    const request = { format: 'AVRO' as const, level, history, candidate: list('S'), budgetMs: 80, now: () => time++ };
    expect(checkCompatibility(request)).toEqual({
      verdict: 'unproven',
      findings: [unread('there was no time to read version 3, nor 2 before it', 3)],
    });
  });

  it('reads no more versions once the time is up, and tells that of the newest that was not read', () => {
    let time = 0;
    const texts = ['{', '{', '{"type":"string"}'];
    const history = texts.map((text, i) => ({ version: i + 1, format: 'JSON' as const, text }));
    const { verdict, findings } = checkCompatibility({
      format: 'JSON',
      level: 'BACKWARD_TRANSITIVE',
      history,
      candidate: '{}',
      now: () => (time += 2_000),
    });
    expect(verdict).toBe('unproven');
    expect(findings.slice(-1)).toEqual([unread('there was no time to read version 2, nor 1 before it', 2)]);
    expect(findings.map(({ rule }) => rule)).not.toContain('version-not-read');
  });
});
