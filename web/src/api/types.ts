/** What the server answers: the shapes of its OpenAPI document, by their own names. */
import type { components, paths } from './openapi.js';

type Shapes = components['schemas'];

export type Outcome = Shapes['Outcome'];
export type Evidence = Shapes['Evidence'];
export type ContractVersion = Shapes['ContractVersion'];
export type Attempt = Shapes['Attempt'];
export type Delivery = Shapes['Delivery'];
export type Message = Shapes['Message'];
/** OTLP's further fields, which the document leaves open. */
export type RawSpan = Shapes['RawSpan'] & { [field: string]: unknown };
export type Flow = Shapes['Flow'];
export type FlowSummary = Shapes['FlowSummary'];
export type FlowPage = Shapes['FlowPage'];
export type AlertState = Shapes['AlertState'];
export type Alert = Shapes['Alert'];
export type AlertList = Shapes['AlertList'];
export type ContractSummary = Shapes['ContractSummary'];
export type ContractPage = Shapes['ContractPage'];
export type ContractVersionDetail = Shapes['Contract']['versions'][number];
export type Contract = Shapes['Contract'];
export type ContractProfile =
  paths['/api/v1/contracts/{subject}/profile']['get']['responses']['200']['content']['application/json'];
