import { isDeepStrictEqual } from 'node:util';
import { inParallel } from '../in-parallel.js';
import type { RegisteredReference, Registration, RegistryClient } from '../registry/registry.client.js';
import type { Ordered } from './registration-order.js';
import { isSameSchema } from '../same-schema.js';
import type { ContractMetadata, LocalContract } from '../sources/local-contract.js';

/**
 * What became of one contract. `planned` is a dry run's: it would be registered; of a dry run `refused` and `left` are what would be.
 * `unknown` is what nobody can say: of a dry run, or of what was sent and not waited for. `left` was not tried.
 */
export interface Outcome {
  subject: string;
  file: string;
  outcome: 'registered' | 'unchanged' | 'planned' | 'unknown' | 'refused' | 'left';
  /** As the registry numbers them; null where it has none. */
  id: number | null;
  version: number | null;
  /** Why it was refused or left, or is not known, or that it is there and not the latest; null otherwise. */
  reason: string | null;
}

export interface RegisterRequest {
  ordered: readonly Ordered[];
  client: RegistryClient;
  /** What a dry run would meet, null without one; references are null where some are not registered yet. Then nothing is registered. */
  foresee: ((contract: LocalContract, registration: Registration | null) => Promise<Foreseen>) | null;
  ifChanged: boolean;
  /** Asked before each registration: once true, the rest is left. */
  isInterrupted: () => boolean;
  /** Told before each request that registers: until it settles nobody knows what became of it. */
  onSending: (contract: LocalContract) => void;
  /** Told at once; the outcome may have to wait for those before it to be told in order. */
  onSettled: (outcome: Outcome, contract: LocalContract) => void;
  onOutcome: (outcome: Outcome, contract: LocalContract) => void;
}

export type Foreseen = { outcome: 'planned' } | { outcome: 'refused' | 'unknown'; reason: string };

const AT_ONCE = 8;

/**
 * Registers contracts, each after those it refers to, since it needs their versions. Every outcome is told, in the order given: also of those
 * that are left because somebody interrupted, because what they refer to was refused, or because the registry failed, which is thrown in
 * the end. @throws CommandError
 */
export async function registerContracts(request: RegisterRequest): Promise<void> {
  const attempts = new Map<LocalContract, Promise<Outcome>>();
  let failure: { error: unknown } | null = null;
  const attempt = async (one: Ordered): Promise<Outcome> => {
    if (failure !== null) return left(one, 'not tried, since the registry failed');
    const progress = { isSent: false };
    try {
      return await registerOne(one, attempts, request, progress);
    } catch (error) {
      failure ??= { error };
      const unsure = 'the registry failed: whether it has it now is not known';
      return left(one, progress.isSent ? unsure : 'the registry failed before it was sent');
    }
  };
  const outcomes: (Outcome | null)[] = request.ordered.map(() => null);
  let told = 0;
  await inParallel(request.ordered, AT_ONCE, async (one, i) => {
    // Known at once: whoever refers to it comes later, and waits for it.
    const attempted = attempt(one);
    attempts.set(one.contract, attempted);
    outcomes[i] = await attempted;
    request.onSettled(outcomes[i], one.contract);
    for (let next = outcomes[told]; next; next = outcomes[++told]) {
      request.onOutcome(next, request.ordered[told]!.contract);
    }
  });
  if (failure !== null) throw (failure as { error: unknown }).error;
}

const outcomeOf = ({ subject, file }: LocalContract, outcome: Outcome['outcome'], more: Partial<Outcome>): Outcome => ({
  ...{ subject, file, outcome, id: null, version: null, reason: null },
  ...more,
});

export const INTERRUPTED = 'interrupted before its turn';

const left = ({ contract }: Ordered, reason: string): Outcome => outcomeOf(contract, 'left', { reason });

type Attempts = ReadonlyMap<LocalContract, Promise<Outcome>>;

async function registerOne(
  one: Ordered,
  attempts: Attempts,
  request: RegisterRequest,
  progress: { isSent: boolean },
): Promise<Outcome> {
  const { contract } = one;
  const references = await pinned(one, attempts, request.client);
  if (request.isInterrupted()) return left(one, INTERRUPTED);
  if (typeof references === 'string') return left(one, references);
  const foresee = async (registration: Registration | null): Promise<Outcome> => {
    const { outcome, ...more } = await request.foresee!(contract, registration);
    return outcomeOf(contract, outcome, more);
  };
  // In a dry run a reference may be a version that is not there yet: then this contract is not either.
  if (references === null) return foresee(null);
  const isCleared = await hasLostMetadata(contract, request);
  const registration = { ...registrationOf(contract, references), ...(isCleared && { metadata: {} }) };
  // What is looked up without metadata is found with any.
  const found = isCleared ? null : await request.client.find(contract.subject, registration);
  const there = found ?? (isCleared ? null : await sameAsLatest(contract, request));
  if (there !== null) {
    return outcomeOf(contract, 'unchanged', { ...there, reason: await reasonOfEarlier(contract, there, request) });
  }
  if (request.foresee !== null) return foresee(registration);
  if (request.isInterrupted()) return left(one, INTERRUPTED);
  progress.isSent = true;
  request.onSending(contract);
  const answer = await request.client.register(contract.subject, registration);
  if ('refusal' in answer) return outcomeOf(contract, 'refused', { reason: answer.refusal });
  const version = answer.version ?? (await request.client.find(contract.subject, registration))?.version ?? null;
  return outcomeOf(contract, 'registered', { id: answer.id, version });
}

/** To register an earlier version again changes nothing: whoever has gone back to it is to know that. */
async function reasonOfEarlier(
  { subject }: LocalContract,
  there: { version: number },
  { client }: RegisterRequest,
): Promise<string | null> {
  const latest = await client.latestVersion(subject);
  return latest === null || latest <= there.version ? null : `the latest is version ${latest}, and stays it`;
}

/** The references with their versions; null where one will only be there after a real run; or why one cannot be had. */
async function pinned(
  { needs }: Ordered,
  attempts: Attempts,
  client: RegistryClient,
): Promise<RegisteredReference[] | null | string> {
  const references: RegisteredReference[] = [];
  for (const { reference, contract } of needs) {
    const attempted = contract === null ? null : await attempts.get(contract)!;
    const subject = contract?.subject ?? reference.subject!;
    const { name, version: said } = reference;
    // What is there by that number stays what it is, whatever becomes of the schema at hand.
    if (said !== null && (attempted === null || (await client.schema(subject, said)) !== null)) {
      references.push({ name, subject, version: said });
      continue;
    }
    if (attempted?.outcome === 'planned' || attempted?.outcome === 'unknown') return null;
    // The subject may well be there: it is the schema at hand that is not, and an older one is not what is referred to.
    if (attempted?.outcome === 'refused') return `it refers to ${subject}, whose schema here is refused`;
    if (attempted?.outcome === 'left') return `it refers to ${subject}, whose schema here is not registered`;
    const version = said ?? attempted?.version ?? (await client.schema(subject, 'latest'))?.version;
    if (version === undefined) return `it refers to "${name}", and the registry has no subject ${subject}`;
    references.push({ name, subject, version });
  }
  return references;
}

function registrationOf(contract: LocalContract, references: RegisteredReference[]): Registration {
  const metadata = metadataOf(contract);
  return { schema: contract.text, schemaType: contract.format, references, ...(metadata === null ? {} : { metadata }) };
}

/** The owner stands where Confluent's own examples have it. */
function metadataOf({ owner, metadata }: LocalContract): ContractMetadata | null {
  if (owner === null) return metadata;
  return { ...metadata, properties: { owner, ...metadata?.properties } };
}

async function sameAsLatest(
  contract: LocalContract,
  { client, ifChanged }: RegisterRequest,
): Promise<{ version: number } | null> {
  if (!ifChanged) return null;
  const latest = await client.schema(contract.subject, 'latest');
  if (latest === null || latest.format !== contract.format) return null;
  const own = { text: contract.text, references: contract.closure };
  if (!isSameSchema(contract.format, own, latest)) return null;
  const metadata = metadataOf(contract);
  const isSame = metadata === null || isSameMetadata(metadata, await client.metadata(contract.subject, latest.version));
  return isSame ? { version: latest.version } : null;
}

/**
 * Whether the latest version has metadata and the manifest, which names the contract, has none any more. A registry takes what is left out
 * from the version before (Confluent's as well), so empty metadata must be sent. Who names no contract in a manifest says nothing of it.
 */
async function hasLostMetadata(contract: LocalContract, { client, ifChanged }: RegisterRequest): Promise<boolean> {
  if (!ifChanged || !contract.isInManifest || metadataOf(contract) !== null) return false;
  const latest = (await client.history(contract.subject, 'latest'))?.at(-1);
  return latest !== undefined && !isSameMetadata({}, await client.metadata(contract.subject, latest.version));
}

/** Parts that are empty say nothing, and a registry may leave them out or put them in. */
function isSameMetadata(own: ContractMetadata, there: unknown): boolean {
  const { tags = {}, properties = {}, sensitive = [] } = own;
  const other = (there ?? {}) as { [key in keyof ContractMetadata]?: ContractMetadata[key] | null };
  const theirs = Object.entries(other.properties ?? {}).filter(([name]) => name in properties || !isReserved(name));
  return isDeepStrictEqual(
    { tags, properties, sensitive },
    { tags: other.tags ?? {}, properties: Object.fromEntries(theirs), sensitive: other.sensitive ?? [] },
  );
}

/** Those that a registry writes itself, such as `confluent:version`. */
const isReserved = (name: string): boolean => name.startsWith('confluent:');
