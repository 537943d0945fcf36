import type { RegisteredSchema } from '../../contracts/compatibility.js';
import { told, wording, type Told } from '../../contracts/sentence.js';
import type { ReferencedSchema } from '../../contracts/source.js';
import { toldElsewhere, type ReferenceElsewhere } from '../sources/local-contract.js';

/** Who may have schemas that only a registry has, and what that is called. */
export interface Elsewhere {
  name: string;
  /** Null where it is not to be had there. */
  referenced(reference: ReferenceElsewhere): Promise<RegisteredSchema | null>;
}

/** The schemas of references that only a registry has, with all that they refer to; or, as a sentence without its full stop, why one is not to be had. */
export async function schemasElsewhere(
  references: readonly ReferenceElsewhere[],
  from: Elsewhere,
): Promise<ReferencedSchema[] | Told> {
  const found: ReferencedSchema[] = [];
  for (const reference of references) {
    const schema = await from.referenced(reference);
    if (schema === null) return told`${toldElsewhere(reference)}, which ${wording(from.name)} does not have`;
    found.push({ name: reference.name, text: schema.text }, ...(schema.references ?? []));
  }
  return found;
}
