import type { Schema, Type } from 'avsc';
import { avscSchemaOf } from './avsc-schema.js';
import type { AvroSchema } from './schema.js';

/** What avsc, which knows nothing of this folder, says of an event; it cannot say where it does not take a schema or that is large. */
export type Opinion = 'reads it' | 'refuses it' | 'cannot say';

type Resolver = ReturnType<Type['createResolver']>;

/** Null in a browser: avsc stands on modules of Node, and then the own decoder judges alone. */
const avsc = await loadAvsc();

async function loadAvsc() {
  try {
    const [{ default: avro }, { Buffer }] = await Promise.all([import('avsc'), import('node:buffer')]);
    return { forSchema: avro.Type.forSchema, bufferOf: (bytes: Uint8Array) => Buffer.from(bytes) };
  } catch {
    return null;
  }
}

/**
 * A second judge for one pair. avsc decodes the bytes as the writer's, must write the same bytes again, and then reads
 * them as the reader's. It looks at no logical type, and refuses a pair as a whole where a branch or a symbol that an
 * event need not hold does not match; that is why it only confirms what `refusals` says of the very event.
 */
export class AvscJudge {
  private readonly resolvers = new Map<boolean, Resolver | null>();

  constructor(
    private readonly reader: AvroSchema,
    private readonly writer: AvroSchema,
  ) {}

  /** False where avsc says that the writer's schema has no such event. */
  isOfWriter(bytes: Uint8Array): boolean {
    const type = avscTypeOf(this.writer);
    if (type === null || avsc === null) return true;
    try {
      return type.toBuffer(type.fromBuffer(avsc.bufferOf(bytes))).equals(bytes);
    } catch {
      return false;
    }
  }

  /**
   * avsc compares the last parts of names, as the specification does, but of aliases too; where it is about names it is
   * asked to compare full ones.
   */
  opinionOn(bytes: Uint8Array, hasFullNames = false): Opinion {
    const [reader, writer] = [avscTypeOf(this.reader), avscTypeOf(this.writer)];
    if (avsc === null || reader === null || writer === null) return 'cannot say';
    if (!this.resolvers.has(hasFullNames)) this.resolvers.set(hasFullNames, resolverOf(reader, writer, hasFullNames));
    const resolver = this.resolvers.get(hasFullNames)!;
    if (resolver === null) return 'refuses it';
    try {
      reader.fromBuffer(avsc.bufferOf(bytes), resolver);
      return 'reads it';
    } catch {
      return 'refuses it';
    }
  }
}

function resolverOf(reader: Type, writer: Type, hasFullNames: boolean): Resolver | null {
  try {
    // The typings of avsc lack the option.
    const createResolver = reader.createResolver as (this: Type, writer: Type, options: object) => Resolver;
    return createResolver.call(reader, writer, { ignoreNamespaces: !hasFullNames });
  } catch {
    return null;
  }
}

/** avsc compiles functions for each record: of larger schemas that takes longer than the whole check should. */
const MOST_TYPES = 300;

const compiled = new WeakMap<AvroSchema, { type: Type | null }>();

/** The schema as avsc has it; null where it takes it for invalid, such as a union without branches. */
export function avscTypeOf(schema: AvroSchema): Type | null {
  let known = compiled.get(schema);
  if (known === undefined) {
    known = { type: schema.types.length > MOST_TYPES ? null : compile(schema) };
    compiled.set(schema, known);
  }
  return known.type;
}

function compile(schema: AvroSchema): Type | null {
  try {
    return avsc?.forSchema(avscSchemaOf(schema.root) as Schema, { wrapUnions: true }) ?? null;
  } catch {
    return null;
  }
}
