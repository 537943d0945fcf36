/** A sentence for people, or a part of one, and what it tells of the schemas: names, types, numbers, limits. Other words for it leave `facts` as they are. */
export interface Told {
  readonly text: string;
  /** In the order of the sentence, since "int and long now" is not "long and int now". */
  readonly facts: readonly string[];
}

/** Words in a sentence that are no fact of a schema: how a side is called, an example that happened to be found. */
export const wording = (text: string): Told => ({ text, facts: [] });

/** Several things whose order says nothing, such as the types of a list, as one fact; `text` may leave some of them out. */
export const anyOrder = (things: readonly string[], text: string): Told => ({
  text,
  facts: [things.toSorted().join(', ')],
});

/** Tag of a template: what is put into the sentence is a fact, unless it is told already, with facts of its own or none. */
export function told(words: TemplateStringsArray, ...values: readonly (string | number | Told)[]): Told {
  const parts = values.map((value) =>
    typeof value === 'object' ? value : { text: String(value), facts: [String(value)] },
  );
  return {
    text: String.raw({ raw: words }, ...parts.map(({ text }) => text)),
    facts: parts.flatMap(({ facts }) => facts),
  };
}

/** The text as the beginning of a sentence. */
export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The text as it stands inside a sentence. */
export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
