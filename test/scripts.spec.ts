import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstMissing } from '../scripts/install.js';
import { isSupported } from '../scripts/node-version.js';
import { hashOf, isStamped, writeStamp } from '../scripts/stamp.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-scripts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the Node version', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '23.0.0', '24.1.0'])('%s is enough', (version) =>
    expect(isSupported(version)).toBe(true),
  );
  it.each(['18.20.0', '20.18.9', '21.7.0', '22.11.0', ''])('%s is not', (version) =>
    expect(isSupported(version)).toBe(false),
  );
});

describe('the installed packages', () => {
  const lock = (packages: Record<string, object>) => ({ packages: { '': { version: '9' }, ...packages } });
  const wanted = lock({
    'node_modules/a': { version: '1.0.0' },
    'node_modules/other-platform': { version: '2.0.0', optional: true },
    web: { version: '0.1.0' },
  });

  it('are those of the lock file, whatever optional ones this platform lacks', () => {
    expect(firstMissing(wanted, lock({ 'node_modules/a': { version: '1.0.0' } }))).toBeNull();
  });
  it.each([
    ['none are installed', null],
    ['node_modules/a is missing', lock({})],
    ['node_modules/a is 0.9.0, not 1.0.0', lock({ 'node_modules/a': { version: '0.9.0' } })],
  ])('are not when %s', (reason, installed) => expect(firstMissing(wanted, installed)).toBe(reason));
});

describe('a stamp', () => {
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);

  it('holds until a file that the build reads is changed, added or renamed', () => {
    mkdirSync(join(folder, 'src'));
    write('src/a.ts', '1');
    const hash = (): string => hashOf(['src', 'absent.json'], folder);
    writeStamp('dist/.stamp', hash(), folder);
    expect(isStamped('dist/.stamp', hash(), folder)).toBe(true);

    write('src/a.spec.ts', 'a test is not built');
    expect(isStamped('dist/.stamp', hash(), folder)).toBe(true);

    write('src/b.ts', '');
    expect(isStamped('dist/.stamp', hash(), folder)).toBe(false);
  });

  it('does not hold when there is none', () =>
    expect(isStamped('dist/.stamp', hashOf([], folder), folder)).toBe(false));
});

describe('the sum of the stages', () => {
  const sum = (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const script = fileURLToPath(new URL('../scripts/sum-results.js', import.meta.url));
    const { stdout, status } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
    return { lines: stdout.trimEnd().split('\n'), status };
  };
  const jest = (numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites = 0): string =>
    JSON.stringify({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites });

  it('adds tests and checks, and counts a stage without counts as one', () => {
    const files = {
      'check.code': '0\n',
      'check.json': '{"passed":6,"failed":0}',
      'install.code': '0\n',
      'test.code': '0\n',
      'test.json': jest(200, 0),
    };
    expect(sum(files)).toEqual({
      lines: [
        'check: 6 passed, 0 failed',
        'install: 1 passed, 0 failed',
        'test: 200 passed, 0 failed',
        '207 passed, 0 failed',
      ],
      status: 0,
    });
  });

  it('shows a stage that failed without a failed test, and a suite that could not be loaded', () => {
    const files = {
      'live.code': '1\n',
      'live.json': jest(3, 0, 2),
      'servers.code': '100\n',
      'test.code': '1\n',
      'test.json': jest(5, 0),
    };
    expect(sum(files)).toEqual({
      lines: [
        'live: 3 passed, 2 failed',
        'servers: 0 passed, 1 failed',
        'test: 5 passed, 1 failed',
        '8 passed, 4 failed',
      ],
      status: 1,
    });
  });
});
