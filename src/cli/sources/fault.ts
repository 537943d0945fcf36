import { aboutCandidate } from '../../contracts/about-candidate.js';
import type { Finding } from '../../contracts/finding.js';
import { wording } from '../../contracts/sentence.js';

/** What is wrong with a file, or with how it is put together with others, as a finding of the candidate alone. */
export function fault(reason: string, place: string): Finding {
  const message = wording(`The schema is invalid${place === '' ? '' : ` at ${place}`}: ${reason}`);
  return { ...aboutCandidate('schema-invalid', 'invalid', place, message), fix: 'Correct the file.' };
}

/** That one name stands for two schemas; `advice` is a sentence. */
export const faultOfNamesakes = (name: string, advice: string): Finding =>
  fault(`two different schemas are called "${name}" by it and what it refers to. ${advice}`, '');
