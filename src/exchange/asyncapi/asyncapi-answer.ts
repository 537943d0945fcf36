import { Type, type Static } from 'typebox';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const AsyncApiMessageResult = Type.Object({
  where: Type.String({
    description:
      'The message in the document, as a JSON pointer; `#key` after it means its key. Or a schema that others refer to.',
  }),
  subject: Nullable(Type.String()),
  outcome: Type.Unsafe<'registered' | 'accepted' | 'alreadyThere' | 'refused'>({
    type: 'string',
    enum: ['registered', 'accepted', 'alreadyThere', 'refused'],
    description: 'accepted: a dry run found nothing against it.',
  }),
  id: Nullable(Type.Integer()),
  version: Nullable(Type.Integer()),
  reasons: Type.Array(Type.String(), { description: 'Why it is refused.' }),
});
export type AsyncApiMessageResult = Static<typeof AsyncApiMessageResult>;

export const AsyncApiImportResult = Type.Object({
  dryRun: Type.Boolean(),
  messages: Type.Array(AsyncApiMessageResult),
});
export type AsyncApiImportResult = Static<typeof AsyncApiImportResult>;
