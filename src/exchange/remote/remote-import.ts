import { Type, type Static } from 'typebox';

export const RemoteImportRequest = Type.Object(
  {
    url: Type.String({
      description: 'Where the registry answers, such as https://registry.example:8081. No credentials.',
    }),
    auth: Type.Optional(
      Type.Union([
        Type.Object({ username: Type.String(), password: Type.String() }, { additionalProperties: false }),
        Type.Object({ token: Type.String() }, { additionalProperties: false }),
      ]),
    ),
    contexts: Type.Optional(
      Type.Array(Type.String(), {
        minItems: 1,
        description: 'Only these, such as `.` and `.eu`; all of them where it is left out.',
      }),
    ),
    subjectPrefix: Type.Optional(
      Type.String({ description: 'Only subjects whose name, without its context, begins so.' }),
    ),
  },
  { additionalProperties: false },
);
export type RemoteImportRequest = Static<typeof RemoteImportRequest>;

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const RemoteImport = Type.Object({
  id: Type.String(),
  url: Type.String(),
  contexts: Nullable(Type.Array(Type.String())),
  subjectPrefix: Type.String(),
  state: Type.Unsafe<'running' | 'done' | 'doneWithErrors' | 'failed' | 'cancelled'>({
    type: 'string',
    enum: ['running', 'done', 'doneWithErrors', 'failed', 'cancelled'],
    description:
      'doneWithErrors: it came to its end, and something did not come. Ask again for one that failed: it passes over what is there.',
  }),
  startedAt: Type.String({ format: 'date-time' }),
  endedAt: Nullable(Type.String({ format: 'date-time' })),
  currentSubject: Nullable(Type.String()),
  counts: Type.Object({
    subjects: Type.Integer({
      description: 'Gone through so far; how many there are the other registry does not tell.',
    }),
    versionsImported: Type.Integer(),
    versionsAlreadyThere: Type.Integer(),
    versionsFailed: Type.Integer(),
    settingsImported: Type.Integer({ description: 'Configurations and modes.' }),
  }),
  errorCount: Type.Integer(),
  errors: Type.Array(Type.Object({ what: Type.String(), message: Type.String() }), {
    description: 'The first 100: what did not come, and why.',
  }),
  failure: Nullable(Type.String({ description: 'Why it ended before its end.' })),
});
export type RemoteImport = Static<typeof RemoteImport>;

export const RemoteImportList = Type.Object({
  imports: Type.Array(RemoteImport, { description: 'Newest first; those of this process alone.' }),
});
export type RemoteImportList = Static<typeof RemoteImportList>;
