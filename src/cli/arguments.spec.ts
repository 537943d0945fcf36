import { readFailOn, readLevel, readReports, readTimeoutMs } from './arguments.js';
import { registryAddress } from './registry/registry-address.js';
import { readTemplate } from './sources/subject-name.js';
import { isColoured } from './terminal.js';

const FORMS = ['human', 'json', 'sarif'];

it('reports are named with the files they go to', () => {
  expect(readReports(['human', 'sarif=out/a=b.sarif'], FORMS)).toEqual([
    { form: 'human', file: null },
    { form: 'sarif', file: 'out/a=b.sarif' },
  ]);
});

it.each<[string, () => unknown, string]>([
  ['a level', () => readLevel('BACKWRD'), 'Did you mean BACKWARD?'],
  ['a severity', () => readFailOn('warm'), 'Did you mean warn?'],
  ['a form', () => readReports(['sarf'], FORMS), 'Did you mean sarif?'],
  ['a form without its file', () => readReports(['sarif='], FORMS), 'names no file'],
  ['two forms on standard output', () => readReports(['human', 'json'], FORMS), 'json=FILE'],
  [
    'a file for two forms',
    () => readReports(['json=a/b', 'sarif=a/./b'], FORMS),
    'json and sarif would both be written to a/./b',
  ],
  ['a time', () => readTimeoutMs('0'), '--timeout must be seconds'],
  ['a template', () => readTemplate('{nme}'), '--subject names {nme}. Did you mean {name}? Give a name'],
  ['an address', () => registryAddress('localhost:8081', [], {}), 'such as http://localhost:4400'],
  ['a header', () => registryAddress(undefined, ['nothing'], {}), '--header must be a name, a colon and a value'],
])('%s that is wrong is refused with what it may be', (_, read, message) => {
  expect(read).toThrow(message);
});

describe('the address of a registry', () => {
  it('comes from the option, the environment, then this machine', () => {
    const env = { PLUMBLINE_REGISTRY_URL: 'https://registry.example.com/base/' };
    expect(registryAddress('http://a:1', [], env).url).toBe('http://a:1');
    expect(registryAddress(undefined, [], env).url).toBe('https://registry.example.com/base');
    expect(registryAddress(undefined, [], {}).url).toBe('http://localhost:4400');
  });

  it('never shows its credentials, which every request carries', () => {
    expect(registryAddress('https://me:p%40ss@registry.example.com', ['X-Team: orders'], {})).toEqual({
      url: 'https://registry.example.com',
      headers: { authorization: `Basic ${Buffer.from('me:p@ss').toString('base64')}`, 'x-team': 'orders' },
    });
    expect(registryAddress(undefined, [], { PLUMBLINE_REGISTRY_TOKEN: 'abc' }).headers).toEqual({
      authorization: 'Bearer abc',
    });
  });
});

it.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [false, { FORCE_COLOR: '', NO_COLOR: '1' }, true],
])('on a terminal: %s, with %j: colours are %s', (isTTY, env, expected) => {
  expect(isColoured({ isTTY }, env)).toBe(expected);
});
