import { findSchemaProblems } from '../contracts/compatibility.js';
import type { Finding } from '../contracts/finding.js';
import type { Manifest } from './manifest/contracts-manifest.js';
import type { LocalContract } from './sources/local-contract.js';
import { reasonOf } from './against/git-reference.client.js';
import { askGit } from './against/git.client.js';
import { CommandError, EXIT } from './exit-code.js';
import { clientOf } from './registry/registry-options.js';
import type { RegistryOptions } from './commands/options.js';
import { findPlace, type Place } from './trees/repository.store.js';
import { loadContracts } from './sources/load-contracts.js';
import { findManifest, loadManifest } from './manifest/manifest.store.js';
import type { FileTree } from './trees/file-tree.js';
import { refuseLostMessages } from './manifest/lost-messages.js';
import { noContract, refuseMistyped, refuseNamesakes } from './sources/selected-contracts.js';
import { WorkingTree } from './trees/working-tree.store.js';

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
  const git = await examineGit(place);
  const { manifest, contracts } = await examineManifest(place, options.manifest);
  const registry = await examineRegistry(options);
  const references = registry.state === 'wrong' ? [] : await examineReferences(contracts, options);
  return [examineNode(process.versions.node), git, manifest, registry, ...references, examineCi(process.env)];
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

interface ExaminedManifest {
  manifest: Examined;
  /** Those that it names; none where it is wrong. */
  contracts: readonly LocalContract[];
}

async function examineManifest(place: Place, typed: string | undefined): Promise<ExaminedManifest> {
  const path = findManifest(place, typed);
  if (path === null) {
    const fix = 'It is not needed where files are named as their subjects.';
    return { manifest: odd('manifest', 'there is no plumbline.contracts.yaml.', fix), contracts: [] };
  }
  const tree = new WorkingTree(place.root);
  let readable = false;
  try {
    const read = await loadManifest(tree, path);
    readable = true;
    const contracts = await contractsNamed(place.root, tree, read!);
    const invalid = contracts.filter(isInvalidContract);
    if (invalid.length > 0) return { manifest: invalidContracts(path, invalid), contracts };
    const count = `${contracts.length} contract${contracts.length === 1 ? '' : 's'}`;
    return { manifest: well('manifest', `${path} names ${count}`), contracts };
  } catch (error) {
    return { manifest: wrong('manifest', error, readable ? null : 'Correct it there.'), contracts: [] };
  }
}

/** @throws CommandError where what the manifest names is not there, or is nothing that could be checked. */
async function contractsNamed(root: string, tree: FileTree, manifest: Manifest): Promise<LocalContract[]> {
  const selection = { patterns: [], exclude: [], manifest, template: null };
  const { contracts, unread, unmatched, leftOut } = await loadContracts(tree, selection);
  if (unmatched.length > 0) {
    const message = `${manifest.path} names files that are not there: ${unmatched.join(', ')}.`;
    const fix = 'Correct their paths, which are relative to the manifest, or remove them.';
    throw new CommandError(EXIT.usage, `${message}\n${fix}`);
  }
  await refuseMistyped(root, manifest);
  await refuseLostMessages(tree, manifest);
  if (contracts.length + unread.length === 0) throw noContract(selection, leftOut);
  refuseNamesakes(contracts);
  return contracts;
}

const isInvalidContract = ({ faults, missing, elsewhere, format, text, closure }: LocalContract): boolean =>
  faults.length > 0 ||
  (missing.length + elsewhere.length === 0 &&
    findSchemaProblems(format, { text, references: closure }).some(isInvalid));

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

/** Whether the registry has what the manifest says that only a registry has; nothing where it says that of nothing. */
async function examineReferences(contracts: readonly LocalContract[], options: RegistryOptions): Promise<Examined[]> {
  const all = contracts.flatMap((contract) => contract.elsewhere.map((one) => ({ ...one, file: contract.file })));
  if (all.length === 0) return [];
  try {
    const client = clientOf(options);
    const lost: string[] = [];
    for (const { file, name, subject, version } of all) {
      if ((await client.schema(subject, version ?? 'latest')) !== null) continue;
      const what = version === null ? `the subject ${subject}` : `version ${version} of the subject ${subject}`;
      lost.push(`"${name}" of ${file} is ${what} by the manifest, which the registry ${client.url} does not have.`);
    }
    if (lost.length === 0) return [well('references', 'the registry has what the manifest says that it has')];
    const fix = 'Register it there, or correct `references`: until then a check against that registry leaves with 4.';
    return [{ name: 'references', state: 'wrong', message: lost.join(' '), fix }];
  } catch (error) {
    return [wrong('registry', error, null)];
  }
}

/** What was told as message and fix in one text; anything else is a mistake of ours. */
function wrong(name: string, error: unknown, otherwise: string | null): Examined {
  if (!(error instanceof CommandError)) throw error;
  const [message = '', ...rest] = error.message.split('\n');
  const fix = otherwise === null ? rest : [...rest, otherwise];
  return { name, state: 'wrong', message, fix: fix.length === 0 ? null : fix.join('\n') };
}

function examineCi(env: NodeJS.ProcessEnv): Examined {
  if (env['GITHUB_ACTIONS'] === 'true')
    return well('ci', 'GitHub Actions: findings become annotations and the summary of the step');
  if (env['GITLAB_CI'] === 'true')
    return well('ci', 'GitLab: -f gitlab=gl-code-quality-report.json fills its code quality report');
  return well('ci', env['CI'] ? 'a pipeline' : 'none, a terminal');
}
