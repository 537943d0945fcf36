/** Whether something was nested deeper than the stack: schemas and events are walked by recursion. */
export const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && error.message.includes('call stack size');

/** What `act` answers, or `otherwise` where it was nested deeper than the stack. */
export function orTooDeep<T>(act: () => T, otherwise: () => T): T {
  try {
    return act();
  } catch (error) {
    if (isStackOverflow(error)) return otherwise();
    throw error;
  }
}
