/** Whether something was nested deeper than the stack: schemas and events are walked by recursion. */
export const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && error.message.includes('call stack size');
