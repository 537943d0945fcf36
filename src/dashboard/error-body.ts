import { STATUS_CODES } from 'node:http';

/** The roots of the Confluent Schema Registry API, whose clients read errors in its own shape. */
const REGISTRY_ROOTS = /^\/(subjects|schemas|config|mode|compatibility|contexts|associations)(\/|\?|$)/;

/**
 * The body of an error: `{ statusCode, error, message }`, and on the registry's paths `{ error_code, message }` as its
 * clients expect. Never a stack.
 */
export function errorBody(url: string, statusCode: number, message: string): object {
  if (REGISTRY_ROOTS.test(url)) return { error_code: statusCode, message };
  return { statusCode, error: STATUS_CODES[statusCode] ?? 'Error', message };
}
