import type { Witness } from '../../finding.js';
import { AvscJudge } from './avsc-judge.js';
import type { Claim, Obstacle, Trail } from './claim.js';
import { fullAllowance, smallDatum, UnionDatum, type Allowance, type Datum } from './datum.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { eventOf } from './event-form.js';
import { eventPlace } from './event-place.js';
import type { Ranks } from './inhabited.js';
import { refusals } from './read-as.js';
import type { AvroSchema } from './schema.js';

/** Finds events of the writer that the reader cannot read, and asks both judges before one is shown. */
export class WitnessFinder {
  private readonly avsc: AvscJudge;

  constructor(
    private readonly reader: AvroSchema,
    private readonly writer: AvroSchema,
    private readonly ranks: Ranks,
    private readonly isLogical: boolean,
  ) {
    this.avsc = new AvscJudge(reader, writer);
  }

  /** Undefined where there is none of a size to show, or the judges disagree over it. */
  find(obstacle: Obstacle): Witness | undefined {
    const datum = datumAt(obstacle, this.ranks);
    if (datum === undefined) return undefined;
    const rejections = refusals(this.reader.root, this.writer.root, datum, this.isLogical);
    if (rejections.length === 0) return undefined;
    const bytes = encode(this.writer.root, datum);
    if (!this.isConfirmed(bytes, datum, obstacle.change === 'NAME_MISMATCH')) return undefined;
    return { event: eventOf(this.writer.root, datum), rejections, encodedHex: hexOf(bytes) };
  }

  /** avsc looks at no logical type: what only they refuse, it need not. */
  private isConfirmed(bytes: Uint8Array, datum: Datum, isOfNames: boolean): boolean {
    if ('rejections' in decode(this.writer.root, bytes) || !this.avsc.isOfWriter(bytes)) return false;
    if (this.avsc.opinionOn(bytes, isOfNames) !== 'reads it') return true;
    return refusals(this.reader.root, this.writer.root, datum, false).length === 0;
  }
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A small event of the writer that holds a type where the claim has it, with what is told of its value there. */
export function exampleOf(
  claim: Claim,
  { root }: AvroSchema,
  ranks: Ranks,
  tell: (value: string) => string,
): Witness | undefined {
  const datum = datumAt({ claim }, ranks);
  const value = smallDatum(claim.writer, ranks, fullAllowance());
  if (datum === undefined || value === undefined) return undefined;
  const path = eventPlace(claim.trail, { item: '0', value: 'key' });
  const reason = tell(JSON.stringify(eventOf(claim.writer, value)));
  return { event: eventOf(root, datum), rejections: [{ path, reason }], encodedHex: hexOf(encode(root, datum)) };
}

/** A small event of the writer that holds what the obstacle is about; undefined where it would be too large. */
function datumAt({ claim, symbol }: Pick<Obstacle, 'claim' | 'symbol'>, ranks: Ranks): Datum | undefined {
  const left = fullAllowance();
  let datum: Datum | undefined = symbol ?? smallDatum(claim.writer, ranks, left);
  for (let at = claim.trail; at !== null && datum !== undefined; at = at.before) datum = around(at, datum, ranks, left);
  return datum;
}

function around({ writer, step }: Trail, inner: Datum, ranks: Ranks, left: Allowance): Datum | undefined {
  if (--left.parts < 0) return undefined;
  if (step.into === 'branch') return new UnionDatum(step.index, inner);
  if (step.into === 'item') return [inner];
  if (step.into === 'value') return new Map([['key', inner]]);
  if (writer.kind !== 'record') return undefined;
  const values: Datum[] = [];
  for (const [index, field] of writer.fields.entries()) {
    const value = index === step.index ? inner : smallDatum(field.type, ranks, left);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}
