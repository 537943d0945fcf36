import { BadRequestException } from '@nestjs/common';

/** The header in which a request says who makes a change. */
export const ACTOR_HEADER = 'x-plumbline-actor';

const MAX_LENGTH = 200;

/** Who makes a change, by the header's value: 'anonymous' where it says nothing. @throws BadRequestException. */
export function readActor(header: string | string[] | undefined): string {
  const values = header === undefined ? [] : [header].flat();
  if (values.length > 1) throw new BadRequestException('X-Plumbline-Actor was given more than once; give it once.');
  const actor = asUtf8(values[0] ?? '').trim();
  if (actor.length > MAX_LENGTH) {
    throw new BadRequestException(`X-Plumbline-Actor: at most ${MAX_LENGTH} characters are kept.`);
  }
  return actor === '' ? 'anonymous' : actor;
}

/** HTTP hands over bytes as Latin-1; people write UTF-8. What is no UTF-8 was Latin-1. */
function asUtf8(text: string): string {
  const read = Buffer.from(text, 'latin1').toString('utf8');
  return read.includes('\uFFFD') ? text : read;
}
