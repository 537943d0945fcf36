import { ConfluentError } from '../confluent/confluent-error.js';

/** Of those that race one wins each round, so the number of rounds bounds how many may race. */
const MAX_ROUNDS = 200;

/**
 * Makes a change to `what`. Where another one came first, `attempt` answers "raced" with nothing written, and is made
 * again: it reads what is there by then, and decides by that. @throws ConfluentError 50002 where it never wins.
 */
export async function untilWon<T>(what: string, attempt: () => Promise<T | 'raced'>): Promise<T> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = await attempt();
    if (result !== 'raced') return result;
  }
  throw new ConfluentError(50002, `${what} was changed ${MAX_ROUNDS} times meanwhile. Try again.`);
}
