import { findSchemaProblems } from '../contracts/compatibility.js';
import type { Finding } from '../contracts/finding.js';
import type { LocalContract } from './sources/local-contract.js';
import { reasonOf } from './against/git-reference.client.js';
import { askGit } from './against/git.client.js';
import { CommandError } from './exit-code.js';
import { clientOf } from './registry/registry-options.js';
import type { RegistryOptions } from './commands/options.js';
import { findPlace, type Place } from './sources/repository.store.js';
import { loadContracts } from './sources/load-contracts.js';
import { findManifest, loadManifest } from './sources/manifest.store.js';
import { refuseNamesakes } from './sources/selected-contracts.js';
import { WorkingTree } from './sources/working-tree.store.js';

/** One thing that was looked at. */
export interface Examined {
  name: string;
  /** odd: it may be meant so. */
  state: 'well' | 'odd' | 'wrong';
  message: string;
  /** What to do; null where there is nothing to do. */
  fix: string | null;
}

/** Looks at everything that commands depend on, one after the other; what fails is an answer, too. */
export async function examine(options: RegistryOptions & { manifest?: string }): Promise<Examined[]> {
  const place = findPlace(process.cwd());
  return [
    examineNode(process.versions.node),
    await examineGit(place),
    await examineManifest(place, options.manifest),
    await examineRegistry(options),
    examineCi(process.env),
  ];
}

const well = (name: string, message: string): Examined => ({ name, state: 'well', message, fix: null });
const odd = (name: string, message: string, fix: string): Examined => ({ name, state: 'odd', message, fix });

/** As `engines` of package.json says. */
function examineNode(version: string): Examined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isFine = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (isFine) return well('node', version);
  return {
    name: 'node',
    state: 'wrong',
    message: `${version} is not tried.`,
    fix: 'Take 20.19 or later, or 22.12 or later.',
  };
}

async function examineGit({ root, isRepository }: Place): Promise<Examined> {
  const fix = 'Without it --against git:REF cannot be had; registries, folders and files can.';
  try {
    const version = await askGit(root, '--version');
    if ('complaint' in version) return odd('git', version.complaint, fix);
    if (!isRepository) return odd('git', 'this folder is in no repository.', fix);
    const shallow = await askGit(root, 'rev-parse', '--is-shallow-repository');
    if ('complaint' in shallow) {
      const [message = '', ...rest] = reasonOf(shallow.complaint).split('\n');
      return { name: 'git', state: 'wrong', message, fix: rest.length === 0 ? fix : rest.join('\n') };
    }
    if (shallow.output.trim() === 'true') {
      const clone = 'Clone the whole history for git:REF: fetch-depth: 0 of actions/checkout, GIT_DEPTH: 0 of GitLab.';
      return odd('git', 'the clone is shallow.', clone);
    }
    return well('git', `${version.output.trim()}, repository ${root}`);
  } catch (error) {
    return odd('git', (error as Error).message.split('\n')[0]!, fix);
  }
}

async function examineManifest(place: Place, typed: string | undefined): Promise<Examined> {
  const path = findManifest(place, typed);
  if (path === null) {
    return odd(
      'manifest',
      'there is no plumbline.contracts.yaml.',
      'It is not needed where files are named as their subjects.',
    );
  }
  try {
    const tree = new WorkingTree(place.root);
    const manifest = await loadManifest(tree, path);
    const { contracts, unmatched } = await loadContracts(tree, { patterns: [], exclude: [], manifest, template: null });
    refuseNamesakes(contracts);
    const invalid = contracts.filter(
      ({ faults, missing, format, text, closure }) =>
        faults.length > 0 ||
        (missing.length === 0 && findSchemaProblems(format, { text, references: closure }).some(isInvalid)),
    );
    if (unmatched.length === 0 && invalid.length > 0) return invalidContracts(path, invalid);
    if (unmatched.length === 0)
      return well('manifest', `${path} names ${contracts.length} contract${contracts.length === 1 ? '' : 's'}`);
    const message = `${path} names files that are not there: ${unmatched.join(', ')}.`;
    return {
      name: 'manifest',
      state: 'wrong',
      message,
      fix: 'Correct their paths, which are relative to the manifest, or remove them.',
    };
  } catch (error) {
    return wrong('manifest', error, 'Correct it there.');
  }
}

const isInvalid = ({ severity }: Finding): boolean => severity === 'invalid';

const invalidContracts = (path: string, contracts: readonly LocalContract[]): Examined => ({
  name: 'manifest',
  state: 'wrong',
  message: `${path} names what is no valid contract: ${contracts.map(({ file }) => file).join(', ')}.`,
  fix: 'What is wrong with it, `plumbline lint` says.',
});

async function examineRegistry(options: RegistryOptions): Promise<Examined> {
  try {
    const client = clientOf(options);
    const { product, subjects } = await client.identify();
    return well('registry', `${client.url} is ${product}, with ${subjects} ${subjects === 1 ? 'subject' : 'subjects'}`);
  } catch (error) {
    return wrong('registry', error, 'Without one, check against git, a folder or a file.');
  }
}

/** What was told as message and fix in one text; anything else is a mistake of ours. */
function wrong(name: string, error: unknown, otherwise: string): Examined {
  if (!(error instanceof CommandError)) throw error;
  const [message = '', ...fix] = error.message.split('\n');
  return { name, state: 'wrong', message, fix: [...fix, otherwise].join('\n') };
}

function examineCi(env: NodeJS.ProcessEnv): Examined {
  if (env['GITHUB_ACTIONS'] === 'true')
    return well('ci', 'GitHub Actions: findings become annotations and the summary of the step');
  if (env['GITLAB_CI'] === 'true')
    return well('ci', 'GitLab: -f gitlab=gl-code-quality-report.json fills its code quality report');
  return well('ci', env['CI'] ? 'a pipeline' : 'none, a terminal');
}
