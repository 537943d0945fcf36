import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';
import type { CheckRun } from '../../src/cli/check/check-run.js';
import { REPORT_FORMS } from '../../src/cli/reports/report-forms.js';
import { contextOf, runOf } from '../../src/cli/reports/problems.spec-support.js';
import { checked, wholeRun } from './checked.js';
import { CHANGES } from './changes.js';

const published = (name: string): string =>
  readFileSync(new URL(`../fixtures/published-schemas/${name}`, import.meta.url), 'utf8');

/** Names and words as only somebody who means harm writes them, and as a careless editor does. */
function hostileRun(): CheckRun {
  const contract = checked(CHANGES['required-field-added']!);
  const [problem] = contract.problems;
  const nasty = 'a<b>&"\'\u0000\u001b[31m]]>\ud800 ::error::x%0A\r\n| `x` ${y} é 🦆';
  const finding = {
    ...problem!.finding,
    message: nasty,
    fix: nasty,
    witness: { event: { [nasty]: nasty }, rejections: [] },
  };
  const accepted = { reason: nasty, until: '2026-12-31' };
  return runOf([
    { ...contract, subject: nasty, file: 'dir with space/%41:#?.json', problems: [{ ...problem!, finding }] },
    { ...contract, subject: 'accepted', problems: [{ ...problem!, accepted }] },
    { ...contract, subject: 'offline', status: 'unchecked', reason: nasty, problems: [] },
  ]);
}

const RUNS: [string, () => CheckRun][] = [
  ['thirteen changes', wholeRun],
  ['no contract at all', () => runOf([])],
  ['names that mean harm', hostileRun],
];

async function written(form: string, run: CheckRun): Promise<string> {
  return (await REPORT_FORMS[form]!())(run, contextOf());
}

describe.each(RUNS)('a report of %s', (_, runOfKind) => {
  it('as SARIF is valid by the schema of OASIS', async () => {
    const ajv = new Ajv({ strict: false, unicodeRegExp: false });
    addFormats.default(ajv);
    const isValid = ajv.compile(JSON.parse(published('sarif-2.1.0.schema.json')) as object);
    isValid(JSON.parse(await written('sarif', runOfKind())));
    expect(isValid.errors).toBeNull();
  });

  it("as JUnit is valid by Jenkins' schema", async () => {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'report.xml', contents: await written('junit', runOfKind()) }],
      schema: [published('junit-10.xsd')],
    });
    expect(errors.map(({ message }) => message)).toEqual([]);
    expect(valid).toBe(true);
  });

  it('as JSON is valid by its own schema', async () => {
    const ajv = new Ajv2020({ allowUnionTypes: true });
    addFormats.default(ajv);
    const schema = readFileSync(new URL('../../schemas/check-report.schema.json', import.meta.url), 'utf8');
    const isValid = ajv.compile(JSON.parse(schema) as object);
    isValid(JSON.parse(await written('json', runOfKind())));
    expect(isValid.errors).toBeNull();
  });

  it('for GitLab has the fields that its documentation names, and no two findings of one fingerprint', async () => {
    const issues = JSON.parse(await written('gitlab', runOfKind())) as Record<string, unknown>[];
    const ajv = new Ajv();
    const isValid = ajv.compile({
      type: 'array',
      items: {
        type: 'object',
        required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
        properties: {
          description: { type: 'string', minLength: 1 },
          check_name: { type: 'string', minLength: 1 },
          fingerprint: { type: 'string', minLength: 1 },
          severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
          location: {
            type: 'object',
            required: ['path', 'lines'],
            properties: {
              path: { type: 'string', pattern: '^(?!\\./|/)' },
              lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 } } },
            },
          },
        },
        additionalProperties: false,
      },
    });
    isValid(issues);
    expect(isValid.errors).toBeNull();
    const fingerprints = issues.map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  });
});

describe('the fingerprints of one run', () => {
  it('are the same in every form that has them', async () => {
    const run = wholeRun();
    const wanted = run.contracts.flatMap(({ problems }) => problems.map(({ fingerprint }) => fingerprint)).sort();
    const found = async (form: string): Promise<string[]> => {
      const text = await written(form, run);
      return wanted.filter((fingerprint) => text.includes(fingerprint));
    };
    expect(wanted).toHaveLength(13);
    for (const form of ['sarif', 'json', 'gitlab', 'markdown'])
      expect([form, await found(form)]).toEqual([form, wanted]);
  });
});
