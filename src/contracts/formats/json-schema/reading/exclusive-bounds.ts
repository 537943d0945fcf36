/** Draft-04 says `exclusiveMinimum: true` beside `minimum`; later drafts say the bound itself. */
export function exclusiveBoundsAsNumbers(schema: Record<string, unknown>): void {
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const isExclusive = schema[exclusive];
    // A number is reported, and an event is never judged by it.
    if (typeof isExclusive !== 'boolean') continue;
    delete schema[exclusive];
    if (!isExclusive || schema[bound] === undefined) continue;
    schema[exclusive] = schema[bound];
    delete schema[bound];
  }
}
