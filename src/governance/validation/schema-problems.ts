import { UnprocessableEntityException } from '@nestjs/common';
import type { SchemaProblem } from '../../contracts/formats/schema-format.js';

/** A version whose schema cannot be read: registered without a check, or by another registry. */
export function sayProblems(version: number, problems: readonly SchemaProblem[]): UnprocessableEntityException {
  const [first] = problems;
  const place = first === undefined || first.place === '' ? '' : ` at ${first.place}`;
  return new UnprocessableEntityException(
    `The schema of version ${version} cannot be read${place}: ${first?.reason ?? 'it is invalid.'}`,
  );
}
