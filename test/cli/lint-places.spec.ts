import { GitRepository } from './git-repository.js';
import { plumbline } from './run-plumbline.js';

let repository: GitRepository;
beforeEach(() => (repository = new GitRepository()));
afterEach(() => repository.remove());

it('lint points at the file that a reference leads to, and tells what stands there once', async () => {
  const $schema = 'https://json-schema.org/draft/2020-12/schema';
  const user = { $schema, type: 'object', properties: { address: { $ref: '../shared/address.json' } } };
  const address = { $schema, type: 'object', properties: { street: { type: 'string', maxLength: 80 } } };
  repository.write({ 'c/order.json': user, 'c/refund.json': user, 'shared/address.json': address });
  const { stdout } = await plumbline(repository.root, ['lint', 'c', '--json']);
  const report = JSON.parse(stdout) as {
    contracts: {
      file: string;
      problems: { finding: { rule: string }; place: { file?: string; line: number } | null }[];
    }[];
  };
  const told = report.contracts.flatMap(({ file, problems }) =>
    problems.flatMap(({ finding, place }) =>
      finding.rule === 'undocumented-field' && place?.file ? [`${file} ${place.file}:${place.line}`] : [],
    ),
  );
  expect(told).toEqual(['c/order.json shared/address.json:5']);
});
