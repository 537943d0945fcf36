import type { CompatibilityRequest, CompatibilityResult } from '../../contracts/compatibility.js';

/** A check that can be handed to another thread: by the clock that runs there. */
export type CheckRequest = Omit<CompatibilityRequest, 'now'>;

/** The port to `checkCompatibility`: where it runs, and for how long it may. */
export abstract class CompatibilityChecker {
  /**
   * Ends as `unproven` where the check takes longer than it may. `subject` is whose turn it is where several wait.
   * @throws ConfluentError 50301 where too many wait, or others take too long.
   */
  abstract check(request: CheckRequest, subject?: string): Promise<CompatibilityResult>;
}
