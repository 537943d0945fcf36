import { GitRepository } from './git-repository.js';
import { plumbline } from './run-plumbline.js';

let repository: GitRepository;
beforeEach(() => {
  repository = new GitRepository();
});
afterEach(() => repository.remove());

const run = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await plumbline(repository.root, args);
  return `${stdout}${stderr}left with ${code}`;
};

describe('a file whose ending says nothing is read by what it holds', () => {
  const proto = (type: string): string => `// An order.\nsyntax = "proto3";\nmessage P { ${type} a = 1; }\n`;

  it.each([
    ['old', 'o.json', '{"type":"string"}', '{"type":"integer"}'],
    ['old.json.bak', 'o.json', '{"type":"string"}', '{"type":"integer"}'],
    ['old.orig', 'o.proto', proto('string'), proto('int32')],
    ['old.txt', 'o.yaml', 'type: string\n', 'type: integer\n'],
    ['old', 'o.avsc', '{"type":"record","name":"A","fields":[]}', '{"type":"record","name":"B","fields":[]}'],
    // As JSON Schema it would be the other format.
    ['old', 'o.avsc', '{"type":"string"}', '{"type":"int"}'],
  ])('by diff, on either side: %s and %s', async (name, file, older, newer) => {
    repository.write({ [file]: newer, [name]: older });
    expect(await run('diff', name, file)).toMatch(/^From old.* to o\.\w+:\n[^]*BREAKS[^]*left with 1$/);
    expect(await run('diff', file, name)).toMatch(/^From o\.\w+ to old.*:\n[^]*BREAKS[^]*left with 1$/);
  });

  it('with what it refers to beside itself, else beside the other file', async () => {
    const order = (type: string) => ({ properties: { id: { type }, sum: { $ref: './money.json' } } });
    repository.write({ 's/order.json': order('string'), 's/money.json': { type: 'number' }, old: order('integer') });
    const note = 'Note: "./money.json" is read from s/money.json as it is now, for both versions';
    expect(await run('diff', 'old', 's/order.json')).toMatch(/\/id is string now[^]*left with 1$/);
    expect(await run('diff', 'old', 's/order.json')).toContain(note);
    repository.write({ 's/old': order('integer'), 'money.json': { type: 'string' } });
    expect(await run('diff', 's/old', 's/order.json')).toContain(note);
    expect(await run('diff', 'old', 's/order.json')).not.toContain(note);
  });

  it('by validate', async () => {
    repository.write({ old: { type: 'integer' }, events: '1\n2\n', odd: 'a\n' });
    expect(await run('validate', 'old', 'events')).toBe('old takes all 2 events.\nleft with 0');
    expect(await run('validate', 'old', 'odd')).toContain('left with 1');
  });

  it('and is refused where that is nothing', async () => {
    repository.write({ 'README.md': '# An order\n', wrong: '{"type":', empty: '', 'c/a.json': '{}', e: '1\n' });
    expect(await run('validate', 'README.md', 'e')).toMatch(/^README\.md: The schema is invalid[^]*left with 2$/);
    expect(await run('diff', 'wrong', 'c/a.json')).toMatch(/^wrong: The schema is invalid[^]*left with 2$/);
    expect(await run('diff', 'empty', 'c/a.json')).toBe(
      'empty is empty: there is no schema in it.\nDid the command fail that was to fill it?\nleft with 2',
    );
    expect(await run('diff', 'gone', 'c/a.json')).toContain('Cannot read gone: there is no such file');
  });
});
