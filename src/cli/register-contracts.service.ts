import type { RegisteredReference, Registration, RegistryClient } from './registry.client.js';
import type { Ordered } from './registration-order.js';
import { isSameSchema } from './same-schema.js';
import type { ContractMetadata, LocalContract } from './sources/local-contract.js';

/** What became of one contract. `planned` is a dry run's; `left` was not tried. */
export interface Outcome {
  subject: string;
  file: string;
  outcome: 'registered' | 'unchanged' | 'planned' | 'refused' | 'left';
  /** As the registry numbers them; null where it has none. */
  id: number | null;
  version: number | null;
  /** Why it was refused or left; null otherwise. */
  reason: string | null;
}

export interface RegisterRequest {
  ordered: readonly Ordered[];
  client: RegistryClient;
  isDryRun: boolean;
  ifChanged: boolean;
  /** Asked before each contract: once true, the rest is left. */
  isInterrupted: () => boolean;
  onOutcome: (outcome: Outcome, contract: LocalContract) => void;
}

/**
 * Registers contract by contract, since each may need the version of the one before. Every outcome is told as soon as it is known, also of
 * those that are left because somebody interrupted, or what they refer to was refused. @throws CommandError where the registry fails.
 */
export async function registerContracts(request: RegisterRequest): Promise<void> {
  const versions = new Map<LocalContract, number | null>();
  for (const one of request.ordered) {
    const outcome = request.isInterrupted()
      ? left(one, 'interrupted before its turn')
      : await registerOne(one, versions, request);
    if (outcome.outcome !== 'left' && outcome.outcome !== 'refused') versions.set(one.contract, outcome.version);
    request.onOutcome(outcome, one.contract);
  }
}

const outcomeOf = ({ subject, file }: LocalContract, outcome: Outcome['outcome'], more: Partial<Outcome>): Outcome => ({
  ...{ subject, file, outcome, id: null, version: null, reason: null },
  ...more,
});

const left = ({ contract }: Ordered, reason: string): Outcome => outcomeOf(contract, 'left', { reason });

type Versions = ReadonlyMap<LocalContract, number | null>;

async function registerOne(one: Ordered, versions: Versions, request: RegisterRequest): Promise<Outcome> {
  const { contract } = one;
  const missing = one.needs.find((need) => need.contract !== null && !versions.has(need.contract));
  if (missing !== undefined) return left(one, `it refers to ${missing.contract!.subject}, which is not registered`);
  const references = await pinned(one, versions, request.client);
  if (typeof references === 'string') return left(one, references);
  // In a dry run a reference may be a version that is not there yet: then this contract is not either.
  if (references === null) return outcomeOf(contract, 'planned', {});
  const registration = registrationOf(contract, references);
  const there = (await request.client.find(contract.subject, registration)) ?? (await sameAsLatest(contract, request));
  if (there !== null) return outcomeOf(contract, 'unchanged', there);
  if (request.isDryRun) return outcomeOf(contract, 'planned', {});
  const answer = await request.client.register(contract.subject, registration);
  if ('refusal' in answer) return outcomeOf(contract, 'refused', { reason: answer.refusal });
  const found = await request.client.find(contract.subject, registration);
  return outcomeOf(contract, 'registered', { id: answer.id, version: found?.version ?? null });
}

/** The references with their versions; null where one will only be there after a real run; or why one cannot be had. */
async function pinned(
  { needs }: Ordered,
  versions: Versions,
  client: RegistryClient,
): Promise<RegisteredReference[] | null | string> {
  const references: RegisteredReference[] = [];
  for (const { reference, contract } of needs) {
    const subject = contract?.subject ?? reference.subject!;
    const wanted = reference.version ?? (contract === null ? 'latest' : versions.get(contract)!);
    if (wanted === null) return null;
    const version = wanted === 'latest' ? (await client.schema(subject, 'latest'))?.version : wanted;
    if (version === undefined) return `it refers to "${reference.name}", and the registry has no subject ${subject}`;
    references.push({ name: reference.name, subject, version });
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
  return isSameSchema(contract.format, own, latest) ? { version: latest.version } : null;
}
