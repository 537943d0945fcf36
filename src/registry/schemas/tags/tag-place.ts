/** What of a schema can be tagged, as Confluent's API names it. */
export interface SchemaEntity {
  /** Of Avro `namespace.Record.field`, of Protobuf `Message.field`, of JSON Schema `object.property`. */
  entityPath: string;
  entityType: 'sr_record' | 'sr_field';
}

export interface SchemaTags {
  schemaEntity: SchemaEntity;
  tags: string[];
}

/** The characters from `at` to before `end` become `text`. */
export interface Edit {
  at: number;
  end: number;
  text: string;
}

/** What is deeper or longer has no place: each place repeats the way that leads to it. */
export const MAX_PATH_LENGTH = 1_000;

/** A place in a schema's text that has tags or may have them. */
export interface TagPlace {
  entity: SchemaEntity;
  /** Two names of one place share it. */
  at: number;
  tags: readonly string[];
  /** What to change so that it has these tags. */
  write(tags: readonly string[]): Edit[];
}

export interface TagPlaces {
  places: TagPlace[];
  /** What the text needs besides as soon as something in it is tagged. */
  onceTagged: Edit[];
}

/** The text after all edits, of which no two overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const edit of edits.toSorted((a, b) => a.at - b.at)) {
    parts.push(text.slice(from, edit.at), edit.text);
    from = edit.end;
  }
  return parts.join('') + text.slice(from);
}
