import { fieldKey } from '../codec.js';
import type { Field } from '../model.js';
import { samplesOf } from '../samples.js';
import type { Obstacle, Pair } from './rule.js';

type Said = Pick<Obstacle, 'rule' | 'change' | 'buf' | 'message' | 'fix' | 'isPolicy'>;

/** An obstacle that values of the writer's field may show. */
export function fieldObstacle({ writer, reader }: Pair<Field>, said: Said): Obstacle {
  return {
    ...said,
    readerPath: reader.fullName,
    writerPath: writer.fullName,
    field: writer,
    get samples() {
      return samplesOf(writer).map((value) => ({ [fieldKey(writer)]: value }));
    },
  };
}

/** An obstacle of a policy about an element on either side, which no event shows. */
export function policyObstacle(
  { writer, reader }: { writer: { fullName: string } | null; reader: { fullName: string } | null },
  said: Omit<Said, 'isPolicy'>,
  field?: Field,
): Obstacle {
  return {
    ...said,
    isPolicy: true,
    readerPath: reader?.fullName ?? '',
    writerPath: writer?.fullName ?? null,
    ...(field === undefined ? {} : { field }),
  };
}
