import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { traceRequestFromJson } from '../../src/collector/otlp-json.js';
import { TraceDecoder } from '../../src/collector/trace-decoder.js';
import { CONFIG } from '../../src/config/config.js';
import { DEFAULT_DEAD_LETTER_PATTERN } from '../../src/messaging/dead-letter.js';
import { ClickHouse } from '../../src/storage/click-house.js';
import { EmbeddedClickHouse } from '../../src/storage/embedded.store.js';
import { TABLES } from '../../src/storage/tables.js';
import { FlowService } from '../../src/flows/flow.service.js';
import { FlowStore } from '../../src/flows/flow.store.js';
import { FlowsController } from '../../src/flows/flows.controller.js';

export type Attributes = Record<string, string | number | boolean>;

/** A span in the words of OTLP JSON, with its resource beside it. */
export interface SentSpan {
  service: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startMs: number;
  endMs: number;
  attributes?: Attributes;
  links?: { traceId: string; spanId: string }[];
  events?: { name: string; attributes: Attributes }[];
  error?: string;
}

/** The API over a real embedded store in a temporary folder, fed through the real decoder. */
export interface StoredFlows {
  get(url: string): Promise<{ status: number; body: unknown }>;
  send(spans: readonly SentSpan[]): Promise<void>;
  close(): Promise<void>;
}

export async function openStoredFlows(): Promise<StoredFlows> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-flows-'));
  const store = await EmbeddedClickHouse.open(join(folder, 'store'), TABLES);
  const config = { deadLetter: { pattern: DEFAULT_DEAD_LETTER_PATTERN } };
  @Module({
    providers: [
      { provide: ClickHouse, useValue: store },
      { provide: CONFIG, useValue: config },
      FlowStore,
      FlowService,
    ],
    controllers: [FlowsController],
  })
  class FlowsOverStore {}
  const app = await NestFactory.create<NestFastifyApplication>(
    FlowsOverStore,
    new FastifyAdapter({ routerOptions: { maxParamLength: 4096 } }),
    { logger: false, abortOnError: false },
  );
  await app.listen(0, '127.0.0.1');
  const base = await app.getUrl();
  let sent = 0;
  return {
    get: async (url) => {
      const response = await fetch(`${base}${url}`);
      return { status: response.status, body: await response.json() };
    },
    send: async (spans) => {
      const decoder = new TraceDecoder(['correlation.id']);
      const key = Buffer.alloc(8);
      key.writeUInt32LE(++sent);
      decoder.decode(traceRequestFromJson(JSON.stringify(requestOf(spans))).body, { key, receivedAtMs: Date.now() });
      const file = join(folder, `${sent}.native`);
      await writeFile(file, decoder.takeBlock());
      await store.loadNative('spans', [file], { afterCrash: false });
    },
    close: async () => {
      await app.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

function requestOf(spans: readonly SentSpan[]): object {
  return {
    resourceSpans: spans.map((span) => ({
      resource: { attributes: keyValues({ 'service.name': span.service, 'host.name': `${span.service}-1` }) },
      scopeSpans: [{ scope: { name: 'spec', version: '1' }, spans: [otlpSpan(span)] }],
    })),
  };
}

function otlpSpan(span: SentSpan): object {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    name: span.name,
    kind: span.kind,
    startTimeUnixNano: nano(span.startMs),
    endTimeUnixNano: nano(span.endMs),
    attributes: keyValues(span.attributes ?? {}),
    links: span.links ?? [],
    events: (span.events ?? []).map(({ name, attributes }) => ({
      name,
      timeUnixNano: nano(span.endMs),
      attributes: keyValues(attributes),
    })),
    status: span.error === undefined ? {} : { code: 2, message: span.error },
  };
}

const nano = (milliseconds: number): string => `${milliseconds}000000`;

function keyValues(attributes: Attributes): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: string | number | boolean): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
