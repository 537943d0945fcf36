import { aboutCandidate } from '../../contracts/about-candidate.js';
import type { Finding } from '../../contracts/finding.js';
import { wording } from '../../contracts/sentence.js';
import { isSameSchema } from '../same-schema.js';
import type { LocalContract } from '../sources/local-contract.js';
import { isMessage } from './named-documents.js';

/** That the headers of a message of AsyncAPI are not what they were: they are no part of the contract. None of what was no message then. */
export function noteOfHeaders(then: LocalContract, now: LocalContract, label: string): Finding[] {
  const [was, is] = [then.headers ?? '', now.headers ?? ''];
  if (!isMessage(then) || !isMessage(now) || isSameSchema('JSON', { text: was }, { text: is })) return [];
  const what = was === '' ? 'are not there' : is === '' ? 'are there' : 'are others';
  const message = wording(
    `Its headers ${what} in ${label}, and headers are not compared: what that breaks is not seen.`,
  );
  const fix = 'Compare the headers by hand; or put them into a schema in a file of its own, which is a contract.';
  return [{ ...aboutCandidate('headers-not-compared', 'notice', '', message), fix }];
}
