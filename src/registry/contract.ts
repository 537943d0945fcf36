import { Type, type Static } from 'typebox';

export const ContractSummary = Type.Object({
  subject: Type.String(),
  format: Type.String({ description: 'JSON, AVRO or PROTOBUF.' }),
  level: Type.String({ description: 'The compatibility level in force: the subject’s own, else the global one.' }),
  versionCount: Type.Integer(),
  latestVersion: Type.Integer(),
  updatedAt: Type.String({ format: 'date-time', description: 'When the latest version was registered.' }),
});
export type ContractSummary = Static<typeof ContractSummary>;

export const ContractPage = Type.Object({
  contracts: Type.Array(ContractSummary, { description: 'In the order of their names.' }),
  nextCursor: Type.Union([Type.String(), Type.Null()], {
    description: 'Pass as `cursor` for the next page; null at the end.',
  }),
});
export type ContractPage = Static<typeof ContractPage>;

export const Contract = Type.Object({
  subject: Type.String(),
  format: Type.String(),
  level: Type.String(),
  versions: Type.Array(
    Type.Object({
      version: Type.Integer(),
      id: Type.Integer({ description: 'Global schema id.' }),
      schema: Type.String({ description: 'The text as it was registered.' }),
      registeredAt: Type.String({ format: 'date-time' }),
    }),
    { description: 'Newest first.' },
  ),
});
export type Contract = Static<typeof Contract>;
