import { HttpException } from '@nestjs/common';
import type { Reference } from '../subject-version.js';

/** An error as Confluent's clients read it: the code's first three digits are the HTTP status. */
export class ConfluentError extends HttpException {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super({ error_code: code, message }, Number(String(code).slice(0, 3)));
  }
}

export const subjectNotFound = (subject: string): ConfluentError =>
  new ConfluentError(
    40401,
    `Subject '${subject}' not found. Register a first version, or list what there is at /subjects.`,
  );
/** `there` are the versions that could be asked for. */
export const versionNotFound = (subject: string, version: number, there: readonly number[]): ConfluentError =>
  new ConfluentError(40402, `Version ${version} not found. Subject '${subject}' has ${versionsInWords(there)}.`);
export const schemaNotFound = (what: string, next = 'Schemas are listed at /schemas.'): ConfluentError =>
  new ConfluentError(40403, `${what} not found. ${next}`);
/** A level or mode is to be taken back where there is none: what is not found is that, whatever else there is. */
export const nothingOfItsOwn = (scope: string, what: 'compatibility level' | 'mode'): ConfluentError =>
  new ConfluentError(
    40401,
    `'${scope}' has no ${what} of its own, so there is nothing to delete: that of a wider scope holds.`,
  );
export const subjectSoftDeleted = (subject: string): ConfluentError =>
  new ConfluentError(40404, `Subject '${subject}' was soft deleted. Set permanent=true to delete permanently`);
export const subjectNotSoftDeleted = (subject: string): ConfluentError =>
  new ConfluentError(
    40405,
    `Subject '${subject}' was not deleted first before being permanently deleted. Delete it without permanent=true first.`,
  );
export const versionSoftDeleted = (subject: string, version: number): ConfluentError =>
  new ConfluentError(
    40406,
    `Subject '${subject}' Version ${version} was soft deleted. Set permanent=true to delete permanently`,
  );
export const versionNotSoftDeleted = (subject: string, version: number): ConfluentError =>
  new ConfluentError(
    40407,
    `Subject '${subject}' Version ${version} was not deleted first before being permanently deleted. ` +
      'Delete it without permanent=true first.',
  );
export const levelNotConfigured = (subject: string): ConfluentError =>
  new ConfluentError(40408, `Subject '${subject}' does not have subject-level compatibility configured`);
export const modeNotConfigured = (subject: string): ConfluentError =>
  new ConfluentError(40409, `Subject '${subject}' does not have subject-level mode configured`);

export const invalidSchema = (reason: string): ConfluentError => new ConfluentError(42201, `Invalid schema: ${reason}`);
/** What a schema refers to is not there, or is there no more for new ones. */
export const referenceMissing = (
  { name, subject, version }: Reference,
  { isDeleted }: { isDeleted: boolean },
): ConfluentError =>
  invalidSchema(
    `the reference "${name}" leads to version ${version} of subject "${subject}", which is ` +
      (isDeleted
        ? 'softly deleted. Refer to a version that is in use, or register it again, under its new number.'
        : 'not there. Register it first.'),
  );
export const invalidVersion = (version: string): ConfluentError =>
  new ConfluentError(
    42202,
    `The specified version '${version}' is not a valid version id. Allowed values are between [1, 2^31-1] and the string "latest"`,
  );
export const notPermitted = (reason: string): ConfluentError => new ConfluentError(42205, reason);
export const referenceExists = (subject: string, version: number): ConfluentError =>
  new ConfluentError(
    42206,
    `One or more references exist to the schema: version ${version} of subject '${subject}'. ` +
      `Delete what refers to it first; /subjects/${encodeURIComponent(subject)}/versions/${version}/referencedby?deleted=true ` +
      'lists the ids of it, also of what is only softly deleted.',
  );
export const invalidSubject = (subject: string, fault: string): ConfluentError =>
  new ConfluentError(42208, `The specified subject ${JSON.stringify(subject.slice(0, 300))} is not valid: ${fault}.`);

const MAX_NAMED = 10;

function versionsInWords(versions: readonly number[]): string {
  if (versions.length === 0) return 'no versions; deleted ones are told with deleted=true';
  const named = versions.slice(-MAX_NAMED).join(', ');
  if (versions.length > MAX_NAMED) return `${versions.length} versions, the last of them ${named}`;
  return `${versions.length === 1 ? 'version' : 'the versions'} ${named}`;
}
