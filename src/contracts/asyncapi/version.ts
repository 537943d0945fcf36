/** The major version of AsyncAPI that a document says it is of; null for one that is not read. */
export function majorVersionOf({ asyncapi }: Readonly<Record<string, unknown>>): 2 | 3 | null {
  const [, major] = typeof asyncapi === 'string' ? (/^([23])(\.|$)/.exec(asyncapi) ?? []) : [];
  return major === undefined ? null : major === '2' ? 2 : 3;
}
