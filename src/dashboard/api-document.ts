import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Alert, AlertList, AlertState } from '../alerts/alert.js';
import { ImportReport } from '../exchange/archive/import-report.js';
import { AsyncApiImportResult, AsyncApiMessageResult } from '../exchange/asyncapi/asyncapi-answer.js';
import { RemoteImport, RemoteImportList, RemoteImportRequest } from '../exchange/remote/remote-import.js';
import {
  Attempt,
  ContractVersion,
  Delivery,
  Evidence,
  Flow,
  FlowPage,
  FlowSummary,
  Message,
  Outcome,
  Publication,
  RawSpan,
  SpanError,
} from '../flows/flow.js';
import { AuditEntry, AuditPage } from '../governance/audit/audit.js';
import { CompatibilityInput, CompatibilitySettings } from '../governance/compatibility-settings.js';
import { DiffReport, LintReport, TranslationAnswer, TranslationInput } from '../governance/tools/contract-tools.js';
import { ContractProfile, ProfileInput, ProfilePage } from '../governance/profiles/profile.js';
import { Sample, SampleInput, SamplePage } from '../governance/samples/sample.js';
import { BatchSummary, LineVerdict, ValidationAnswer, ValidationInput } from '../governance/validation/validation.js';
import { DeliveryPage, Webhook, WebhookDelivery, WebhookInput, WebhookPage } from '../governance/webhooks/webhook.js';
import { Readiness } from '../observability/readiness-checks.js';
import { Contract, ContractPage, ContractSummary } from '../registry/contract.js';
import { nameComponents } from './openapi.js';

/** Shapes that the document names; one that no operation uses is left out. */
const SHAPES = {
  Alert,
  AlertList,
  AlertState,
  AsyncApiImportResult,
  AsyncApiMessageResult,
  Attempt,
  AuditEntry,
  AuditPage,
  BatchSummary,
  CompatibilityInput,
  CompatibilitySettings,
  Contract,
  ContractPage,
  ContractProfile,
  ContractSummary,
  ContractVersion,
  Delivery,
  DeliveryPage,
  DiffReport,
  Evidence,
  Flow,
  FlowPage,
  FlowSummary,
  ImportReport,
  LineVerdict,
  LintReport,
  Message,
  Outcome,
  ProfileInput,
  ProfilePage,
  Publication,
  RawSpan,
  Readiness,
  RemoteImport,
  RemoteImportList,
  RemoteImportRequest,
  Sample,
  SampleInput,
  SamplePage,
  SpanError,
  TranslationAnswer,
  TranslationInput,
  ValidationAnswer,
  ValidationInput,
  Webhook,
  WebhookDelivery,
  WebhookInput,
  WebhookPage,
};

/** The OpenAPI 3.1 document of every route; its schemas are JSON Schema 2020-12, as the shapes are. */
export function describeApi(app: INestApplication, version: string): OpenAPIObject {
  const description = 'Event contracts that are checked, and event flows that are watched, in one service.';
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Plumbline')
    .setDescription(description)
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .build();
  return nameComponents(SwaggerModule.createDocument(app, outline), SHAPES);
}

/** Serves the document at `/api/v1/openapi.json` and a self-hosted Swagger UI at `/api/docs`. */
export function publishApi(app: INestApplication, version: string): void {
  let document: OpenAPIObject | null = null;
  SwaggerModule.setup('api/docs', app, () => (document ??= describeApi(app, version)), {
    jsonDocumentUrl: 'api/v1/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Plumbline API',
  });
}
