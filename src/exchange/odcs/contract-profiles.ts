/** What an exported contract says beyond its schema. Null for what nobody said. */
export interface ContractProfile {
  owner: string | null;
  team: string | null;
  domain: string | null;
  description: string | null;
  /** draft, active, deprecated or retired. */
  lifecycle: string | null;
  tags: readonly string[];
  /** public, internal, confidential or restricted. */
  sensitivity: string | null;
  links: readonly { title: string; url: string }[];
}

/** A port to what people say of contracts; governance answers it. */
export abstract class ContractProfiles {
  /** Null where nobody said anything. */
  abstract profileOf(subject: string): Promise<ContractProfile | null>;
}
