import { BadRequestException } from '@nestjs/common';
import { faultOfSubject, isSubjectScope, normalizeSubject } from '../registry/subject-name.js';

/** A subject's name from a path, as the registry stores it. @throws BadRequestException for one that it would not take. */
export function readSubject(name: string): string {
  const fault = isSubjectScope(name) ? faultOfSubject(name) : 'it names no subject';
  if (fault !== null) throw new BadRequestException(`This cannot be a subject: ${fault}.`);
  return normalizeSubject(name);
}
