import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Stands for npx: says how it was called, and leaves what a check would leave. */
const FAKE_NPX = `#!/usr/bin/env node
const fs = require('fs');
const words = process.argv.slice(2);
fs.writeFileSync(process.env.CALLED, JSON.stringify({ words, cwd: process.cwd() }));
const report = words.find((word) => word.startsWith('--format=json=')).slice('--format=json='.length);
if (process.env.INCOMPATIBLE) fs.writeFileSync(report, JSON.stringify({ counts: { incompatible: Number(process.env.INCOMPATIBLE) } }));
process.stderr.write(process.env.COMPLAINT ?? '');
process.exit(Number(process.env.EXIT_CODE ?? 0));
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-action-'));
  for (const name of ['bin', 'workspace', 'temp']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'bin/npx'), FAKE_NPX, { mode: 0o755 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Step {
  exitCode: number | null;
  stdout: string;
  /** The lines of GITHUB_OUTPUT. */
  outputs: string[];
  /** The summary of the step, as Markdown; null where none was written. */
  summary: string | null;
  /** How the command line was called; null where it was not. */
  called: { words: string[]; cwd: string } | null;
}

/** Runs the action's step as GitHub does, with a payload of the event. */
function step(env: Record<string, string>, payload: object = {}): Step {
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('event.json'), JSON.stringify(payload));
  const { status, stdout } = spawnSync('bash', [join(ROOT, 'templates/github/check.sh')], {
    encoding: 'utf8',
    cwd: folder,
    env: {
      PATH: [at('bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
      HOME: folder,
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION_PATH: at('action'),
      GITHUB_WORKSPACE: at('workspace'),
      GITHUB_EVENT_PATH: at('event.json'),
      GITHUB_OUTPUT: at('output'),
      GITHUB_STEP_SUMMARY: at('summary'),
      RUNNER_TEMP: at('temp'),
      CALLED: at('called'),
      ...env,
    },
  });
  const text = (name: string): string | null => {
    try {
      return readFileSync(at(name), 'utf8');
    } catch {
      return null;
    }
  };
  const called = text('called');
  return {
    exitCode: status,
    stdout,
    outputs: (text('output') ?? '').split('\n').filter((line) => line !== ''),
    summary: text('summary'),
    called: called === null ? null : (JSON.parse(called) as Step['called']),
  };
}

describe('the step of the GitHub action', () => {
  it('calls the command line with the inputs, and tells what came of it', () => {
    mkdirSync(join(folder, 'workspace/service'));
    const { exitCode, outputs, called } = step({
      INPUT_GLOBS: 'contracts/\n\n  events/**/*.avsc  \r\n',
      INPUT_REGISTRY: 'http://registry:4400',
      INPUT_LEVEL: 'FULL',
      INPUT_POLICY: 'LENIENT',
      INPUT_FAIL_ON: 'warn',
      INPUT_BASELINE: 'known.yaml',
      INPUT_FORMATS: 'sarif=plumbline.sarif\njunit=plumbline.xml',
      INPUT_WORKING_DIRECTORY: 'service',
      INPUT_VERSION: '1.2.3',
      INCOMPATIBLE: '2',
      EXIT_CODE: '1',
    });
    const report = join(folder, 'temp/plumbline-report.json');
    expect(called).toEqual({
      cwd: join(folder, 'workspace/service'),
      words: [
        ...['--yes', '@plumbline/cli@1.2.3', 'check'],
        ...['--registry=http://registry:4400', '--against=registry', '--level=FULL', '--policy=LENIENT'],
        ...['--fail-on=warn', '--baseline=known.yaml', '--format=human', `--format=json=${report}`],
        ...['--format=sarif=plumbline.sarif', '--format=junit=plumbline.xml', '--', 'contracts/', 'events/**/*.avsc'],
      ],
    });
    expect({ exitCode, outputs }).toEqual({
      exitCode: 1,
      outputs: ['ok=false', 'breaking-count=2', `report=${report}`],
    });
  });

  it('is ok where nothing breaks', () => {
    const { exitCode, outputs } = step({ INPUT_AGAINST: 'git:main', INCOMPATIBLE: '0' });
    expect([exitCode, outputs[0], outputs[1]]).toEqual([0, 'ok=true', 'breaking-count=0']);
  });

  it.each([2, 3])('counts nothing where the check could not be made (exit %i), and says why at the job', (code) => {
    const { exitCode, outputs, stdout, summary } = step({
      INPUT_AGAINST: 'registry',
      EXIT_CODE: String(code),
      COMPLAINT: 'It is 100% away.\nStart it.\n',
    });
    expect({ exitCode, outputs, stdout, summary }).toEqual({
      exitCode: code,
      outputs: ['ok=false', 'breaking-count=', 'report='],
      stdout: '::error title=Plumbline::It is 100%25 away.%0AStart it.\n',
      summary: `## ❌ Event contracts\n\nThe check could not be made (exit code ${code}):\n\n    It is 100% away.\n    Start it.\n`,
    });
  });

  it('takes a check without a report for none, whatever it left with', () => {
    const { exitCode, outputs, stdout } = step({ INPUT_AGAINST: 'registry' });
    expect([exitCode, outputs[0], stdout]).toEqual([
      3,
      'ok=false',
      '::error title=Plumbline::The check left neither a report nor a word.\n',
    ]);
  });

  it('runs nothing that an input says', () => {
    const nasty = '$(touch "$GITHUB_WORKSPACE/ran") `touch ran`; touch ran # "\'';
    const { called } = step({
      INPUT_AGAINST: nasty,
      INPUT_GLOBS: `${nasty}\n--registry=http://evil`,
      INPUT_LEVEL: nasty,
    });
    expect(called!.words).toEqual([
      ...['--yes', '@plumbline/cli@latest', 'check', `--against=${nasty}`, `--level=${nasty}`, '--format=human'],
      ...[`--format=json=${join(folder, 'temp/plumbline-report.json')}`, '--', nasty, '--registry=http://evil'],
    ]);
    expect(() => readFileSync(join(folder, 'workspace/ran'))).toThrow();
    expect(() => readFileSync(join(folder, 'ran'))).toThrow();
  });

  it('takes the command line that lies in the action itself, where there is one', () => {
    mkdirSync(join(folder, 'action/dist-cli'), { recursive: true });
    writeFileSync(join(folder, 'action/dist-cli/main.js'), FAKE_NPX);
    expect(step({ INPUT_AGAINST: 'registry' }).called!.words.slice(0, 2)).toEqual(['check', '--against=registry']);
  });

  it.each([
    [{ INPUT_AGAINST: 'registry', INPUT_VERSION: 'file:../x' }, 'The input version is one such as 1.2.3 or latest.'],
    [
      { INPUT_WORKING_DIRECTORY: 'gone' },
      'There is no folder of the input working-directory: is the repository checked out?',
    ],
    [
      { GITHUB_EVENT_NAME: 'schedule' },
      'Say what to check against: the inputs against or registry. The event schedule names no commit to compare with.',
    ],
    [
      {},
      'Say what to check against: the inputs against or registry. The event (none) names no commit to compare with.',
    ],
  ])('says what is wrong with %j', (env, message) => {
    expect(step(env)).toEqual({
      exitCode: 2,
      stdout: `::error title=Plumbline::${message}\n`,
      outputs: ['ok=false', 'breaking-count=', 'report='],
      summary: `## ❌ Event contracts\n\nThe check could not be made (exit code 2):\n\n    ${message}\n`,
      called: null,
    });
  });
});

describe('what the action compares with', () => {
  const git = (cwd: string, ...words: string[]): string =>
    execFileSync('git', ['-C', cwd, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();

  /** A checkout of one commit, as actions/checkout makes it; returns the commit before. */
  function shallowCheckout(): string {
    const origin = join(folder, 'origin');
    git(folder, 'init', '-q', '-b', 'main', origin);
    git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    for (const name of ['first', 'second']) git(origin, 'commit', '-q', '--allow-empty', '-m', name);
    rmSync(join(folder, 'workspace'), { recursive: true });
    git(folder, 'clone', '-q', '--depth=1', `file://${origin}`, join(folder, 'workspace'));
    return git(origin, 'rev-parse', 'HEAD^');
  }
  const against = ({ called }: Step): string[] => called!.words.slice(3, called!.words.indexOf('--format=human'));
  const isThere = (commit: string): boolean => git(join(folder, 'workspace'), 'cat-file', '-t', commit) === 'commit';

  it.each([
    // What others merged since is not this one's: the common commit is fetched, too.
    ['pull_request', (sha: string) => ({ pull_request: { base: { sha } } }), []],
    ['merge_group', (sha: string) => ({ merge_group: { base_sha: sha } }), ['--no-merge-base']],
    ['push', (sha: string) => ({ before: sha }), ['--no-merge-base']],
  ])('is the commit that a %s starts from, which is fetched', (event, payload, more) => {
    const base = shallowCheckout();
    expect(against(step({ GITHUB_EVENT_NAME: event }, payload(base)))).toEqual([`--against=git:${base}`, ...more]);
    expect(isThere(base)).toBe(true);
  });

  it.each([
    ['pull_request', (head: string) => ({ payload: head, sha: 'f'.repeat(40) })],
    ['pull_request_target', (head: string) => ({ payload: head, sha: head })],
    // The base went on since the last push to the pull request.
    ['pull_request_target', (head: string) => ({ payload: 'f'.repeat(40), sha: head })],
  ])('is never the base itself, as %s may check it out', (event, told) => {
    shallowCheckout();
    const { payload, sha } = told(git(join(folder, 'workspace'), 'rev-parse', 'HEAD'));
    for (const env of [{}, { INPUT_AGAINST: 'registry' }] as Record<string, string>[]) {
      const asked = { GITHUB_EVENT_NAME: event, GITHUB_SHA: sha, ...env };
      const { exitCode, called, outputs, summary } = step(asked, { pull_request: { base: { sha: payload } } });
      expect([exitCode, called, outputs[0]]).toEqual([2, null, 'ok=false']);
      expect(summary).toContain('Check out the head of the pull request');
      expect(summary).toContain('ref: ${{ github.event.pull_request.head.sha }}');
    }
  });

  it('is the base of a pull_request_target that checked out the head', () => {
    const base = shallowCheckout();
    const env = { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_SHA: base };
    const [compared] = against(step(env, { pull_request: { base: { sha: base } } }));
    expect(compared).toBe(`--against=git:${base}`);
  });

  it('is looked for in the history where there is one, as a branch may have left its base long ago', () => {
    const base = shallowCheckout();
    git(join(folder, 'workspace'), 'fetch', '-q', '--unshallow');
    const pull = { pull_request: { base: { sha: base } } };
    expect(against(step({ GITHUB_EVENT_NAME: 'pull_request' }, pull))).toEqual([`--against=git:${base}`]);
    // A push is compared with what was there, also where it takes commits back.
    expect(against(step({ GITHUB_EVENT_NAME: 'push' }, { before: base }))).toEqual([
      `--against=git:${base}`,
      '--no-merge-base',
    ]);
  });

  describe('of the merge commit of a pull request is what it was merged into', () => {
    /** The base of the event, what others merged since, and the merge that GitHub makes of that and the pull request. */
    function mergeCheckout(...depth: string[]): { stale: string; base: string; merge: string } {
      const stale = shallowCheckout();
      const origin = join(folder, 'origin');
      git(origin, 'checkout', '-qb', 'pull', stale);
      git(origin, 'commit', '-q', '--allow-empty', '-m', 'The pull request');
      git(origin, 'checkout', '-q', 'main');
      const base = git(origin, 'rev-parse', 'HEAD');
      git(origin, 'merge', '-q', '--no-ff', '-m', 'Merged', 'pull');
      rmSync(join(folder, 'workspace'), { recursive: true });
      git(folder, 'clone', '-q', ...depth, `file://${origin}`, join(folder, 'workspace'));
      return { stale, base, merge: git(origin, 'rev-parse', 'HEAD') };
    }

    it.each([[['--depth=1']], [[]]])('and not the base of the event, which may be older; cloned with %j', (depth) => {
      const { stale, base, merge } = mergeCheckout(...depth);
      const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_SHA: merge };
      expect(against(step(env, { pull_request: { base: { sha: stale } } }))).toEqual([
        `--against=git:${base}`,
        '--no-merge-base',
      ]);
      expect(isThere(base)).toBe(true);
    });

    it('where it is that: another commit with two parents is compared with the base of the event', () => {
      const { stale } = mergeCheckout();
      const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_SHA: 'f'.repeat(40) };
      expect(against(step(env, { pull_request: { base: { sha: stale } } }))).toEqual([`--against=git:${stale}`]);
    });
  });

  it('is the commit before on the default branch itself, where the push does not say it', () => {
    const before = shallowCheckout();
    const GITHUB_SHA = git(join(folder, 'workspace'), 'rev-parse', 'HEAD');
    const payload = { before: '0'.repeat(40), repository: { default_branch: 'main' } };
    const env = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_SHA };
    expect(against(step(env, payload))).toEqual(['--against=git:HEAD^', '--no-merge-base']);
    expect(isThere(before)).toBe(true);
  });

  it('is the default branch for the first push of a branch, and the commit before where it has nothing of its own', () => {
    shallowCheckout();
    const payload = { before: '0'.repeat(40), repository: { default_branch: 'main' } };
    const pushed = () => against(step({ GITHUB_EVENT_NAME: 'push' }, payload));
    expect(pushed()).toEqual(['--against=git:HEAD^', '--no-merge-base']);
    git(join(folder, 'workspace'), 'commit', '-q', '--allow-empty', '-m', 'Its own');
    expect(pushed()).toEqual(['--against=git:origin/main']);
  });

  it('is never what a payload makes of an option', () => {
    const { exitCode, called } = step({ GITHUB_EVENT_NAME: 'push' }, { before: '--upload-pack=touch ran' });
    expect([exitCode, called]).toEqual([2, null]);
  });
});
