import { HttpException } from '@nestjs/common';

/** An error as Confluent's clients read it: the code's first three digits are the HTTP status. */
export class ConfluentError extends HttpException {
  constructor(code: number, message: string) {
    super({ error_code: code, message }, Number(String(code).slice(0, 3)));
  }
}

export const subjectNotFound = (subject: string): ConfluentError =>
  new ConfluentError(
    40401,
    `Subject '${subject}' not found. Register a first version, or list what there is at /subjects.`,
  );
export const versionNotFound = (version: number | string): ConfluentError =>
  new ConfluentError(40402, `Version ${version} not found.`);
export const schemaNotFound = (what = 'Schema'): ConfluentError => new ConfluentError(40403, `${what} not found.`);
export const invalidVersion = (version: string): ConfluentError =>
  new ConfluentError(
    42202,
    `The specified version '${version}' is not a valid version id. Allowed values are between [1, 2^31-1] and the string "latest".`,
  );
