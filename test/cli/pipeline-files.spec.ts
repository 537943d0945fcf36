import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('the files for pipelines', () => {
  const errorsBy = (schema: string, file: string): unknown => {
    const ajv = new Ajv({ strict: false, allowUnionTypes: true });
    addFormats.default(ajv);
    const isValid = ajv.compile(JSON.parse(read(`test/fixtures/published-schemas/${schema}`)) as object);
    isValid(parse(read(file)));
    return isValid.errors;
  };

  it('are valid by the schemas of GitHub and GitLab', () => {
    expect(errorsBy('github-action.schema.json', 'action.yml')).toBeNull();
    expect(errorsBy('gitlab-ci.schema.json', 'templates/gitlab/plumbline.gitlab-ci.yml')).toBeNull();
  });

  it.each([
    ['a merge request', { CI_MERGE_REQUEST_DIFF_BASE_SHA: 'abc', CI_COMMIT_BEFORE_SHA: '000' }, 'git:abc'],
    [
      'a merged result',
      { CI_MERGE_REQUEST_TARGET_BRANCH_SHA: 'fed', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'abc' },
      'git:fed',
    ],
    ['a push', { CI_COMMIT_BEFORE_SHA: 'def', CI_COMMIT_BRANCH: 'main' }, 'git:def'],
    [
      'the default branch where nothing was before',
      { CI_COMMIT_BEFORE_SHA: '000', CI_COMMIT_BRANCH: 'main' },
      'git:HEAD^',
    ],
    [
      'another branch where nothing was before',
      { CI_COMMIT_BEFORE_SHA: '000', CI_COMMIT_BRANCH: 'x' },
      'git:origin/main',
    ],
    ['what the variable says', { PLUMBLINE_AGAINST: 'registry', CI_COMMIT_BRANCH: 'main' }, 'registry'],
  ])('compare in GitLab by %s', (_, env, expected) => {
    const { plumbline } = parse(read('templates/gitlab/plumbline.gitlab-ci.yml')) as {
      plumbline: { script: string[] };
    };
    const script = plumbline.script.filter((line) => !/^(git|npx)/.test(line)).join('\n');
    const told = spawnSync('sh', ['-c', `${script}\nprintf %s "$against"`], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], CI_DEFAULT_BRANCH: 'main', ...env },
    });
    expect(told.stdout).toBe(expected);
  });

  it('hand every input to the script by the environment, and none to the shell', () => {
    const { inputs, runs } = parse(read('action.yml')) as {
      inputs: Record<string, unknown>;
      runs: { steps: { run: string; env: Record<string, string> }[] };
    };
    const [only] = runs.steps;
    expect(only!.run).not.toContain('${{');
    expect(only!.env).toEqual(
      Object.fromEntries(
        Object.keys(inputs).map((name) => [
          `INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
          `\${{ inputs.${name} }}`,
        ]),
      ),
    );
    const script = read('templates/github/check.sh');
    for (const name of Object.keys(only!.env)) expect(script).toContain(`\${${name}:-`);
  });

  it('name for pre-commit the files that are contracts, and not our own', () => {
    const [hook] = parse(read('.pre-commit-hooks.yaml')) as { files: string; exclude: string }[];
    const isChecked = (path: string): boolean =>
      new RegExp(hook!.files).test(path) && !new RegExp(hook!.exclude).test(path);
    expect(
      [
        'a.proto',
        'x/a.avsc',
        'contracts/a.json',
        'x/events/b/a.yml',
        'contracts/plumbline.contracts.yaml',
        'package.json',
      ].filter(isChecked),
    ).toEqual(['a.proto', 'x/a.avsc', 'contracts/a.json', 'x/events/b/a.yml']);
  });
});
