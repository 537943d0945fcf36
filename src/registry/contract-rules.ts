/** What a contract's profile says of its next version. */
export interface RegistrationRule {
  /** Why none may be registered now, in a sentence; null where one may. */
  refusal: string | null;
  /** What whoever registers one is to be told, in a sentence; null where there is nothing. */
  warning: string | null;
  /** The first version that a candidate to be version `next` is compared with. */
  comparedFrom(next: number): number;
}

/** The port to what governs a subject beside compatibility. */
export abstract class ContractRules {
  abstract forRegistration(subject: string, now: Date): Promise<RegistrationRule>;
  /** Why it, or a version of it, may not be deleted; null where it may. */
  abstract deletionRefusal(subject: string, isPermanent: boolean, now: Date): Promise<string | null>;
}
