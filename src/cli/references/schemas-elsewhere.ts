import type { RegisteredSchema } from '../../contracts/compatibility.js';
import type { Finding } from '../../contracts/finding.js';
import { told, wording, type Told } from '../../contracts/sentence.js';
import type { ReferencedSchema } from '../../contracts/source.js';
import { canonicalText } from '../../registry/schemas/canonical-text.js';
import { faultOfNamesakes } from '../sources/fault.js';
import { toldElsewhere, type LocalContract, type ReferenceElsewhere } from '../sources/local-contract.js';

/** Who may have schemas that only a registry has, and what that is called. */
export interface Elsewhere {
  name: string;
  /** Null where it is not to be had there. */
  referenced(reference: ReferenceElsewhere): Promise<RegisteredSchema | null>;
}

/** What a contract refers to and the files do not have. */
interface SchemasElsewhere {
  /** Without those that the files have as well. */
  schemas: ReferencedSchema[];
  /** Names that mean another schema there than in the files, or two of them there: a registry takes no such contract. */
  faults: Finding[];
}

/** The schemas of references that only a registry has, with all that they refer to; or, as a sentence without its full stop, why one is not to be had. */
export async function schemasElsewhere(
  contract: Pick<LocalContract, 'format' | 'closure' | 'elsewhere'>,
  from: Elsewhere,
): Promise<SchemasElsewhere | Told> {
  const found: ReferencedSchema[] = [];
  for (const reference of contract.elsewhere) {
    const schema = await from.referenced(reference);
    if (schema === null) return told`${toldElsewhere(reference)}, which ${wording(from.name)} does not have`;
    found.push({ name: reference.name, text: schema.text }, ...(schema.references ?? []));
  }
  return onceEach(contract, found);
}

/** Two writings are told apart as the registry does when it follows references. */
function onceEach(
  { format, closure }: Pick<LocalContract, 'format' | 'closure'>,
  found: readonly ReferencedSchema[],
): SchemasElsewhere {
  const texts = new Map(closure.map(({ name, text }) => [name, text]));
  const schemas: ReferencedSchema[] = [];
  const clashing = new Set<string>();
  for (const { name, text } of found) {
    const known = texts.get(name);
    if (known === undefined) {
      texts.set(name, text);
      schemas.push({ name, text });
    } else if (canonicalText(format, known) !== canonicalText(format, text)) clashing.add(name);
  }
  return { schemas, faults: [...clashing].map(faultOfVersions) };
}

const faultOfVersions = (name: string): Finding => ({
  ...faultOfNamesakes(name, 'Refer to one version of it.'),
  fix: 'Correct `references` in the manifest: name the same version of it, or a version of what refers to it that goes with it.',
});
