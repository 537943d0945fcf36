import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { checkCompatibility, type CompatibilityRequest } from '../../src/contracts/compatibility.js';
import { findChromium, launchChromium } from './open-pages.js';

const executable = findChromium();
if (executable === null) {
  process.stdout.write('skipped: no browser at PLUMBLINE_CHROMIUM or /usr/bin/chromium\n');
}

/** One file, as a web application would bundle it. */
const BUNDLE = `
  import { build } from 'vite';
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: process.argv[1],
      lib: { entry: 'src/contracts/compatibility.ts', formats: ['es'], fileName: 'contracts' },
    },
  });
`;

const record = (...fields: object[]) => JSON.stringify({ type: 'record', name: 'Order', fields });
const proto = (body: string) => `syntax = "proto3"; message Order { ${body} }`;
const json = (properties: object, more: object = {}) => JSON.stringify({ type: 'object', properties, ...more });

const pair = (
  format: CompatibilityRequest['format'],
  older: string,
  candidate: string,
  policy: NonNullable<CompatibilityRequest['policy']>,
): CompatibilityRequest => ({
  format,
  level: 'FULL',
  policy,
  history: [{ version: 1, format, text: older }],
  candidate,
  budgetMs: 20_000,
});

const REQUESTS: [string, CompatibilityRequest][] = [
  [
    'JSON Schema',
    pair(
      'JSON',
      json({ a: { type: 'string', pattern: '^[a-z]+$' } }),
      json({ a: { type: 'string', maxLength: 3 } }),
      'STRICT',
    ),
  ],
  [
    'Avro',
    pair(
      'AVRO',
      record({ name: 'id', type: 'string' }),
      record({ name: 'id', type: 'string' }, { name: 'n', type: 'int' }),
      'STRICT',
    ),
  ],
  ['Protobuf', pair('PROTOBUF', proto('int64 total = 1;'), proto('int32 total = 1;'), 'WIRE')],
  ['an invalid schema', pair('PROTOBUF', proto('int64 total = 1;'), 'message {', 'WIRE')],
];

(executable === null ? describe.skip : describe)('in a browser', () => {
  let folder: string;
  let server: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-contracts-'));
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', BUNDLE, folder]);
    server = createServer((request, response) => void serve(folder, request.url ?? '/', response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await launchChromium(executable ?? '');
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(REQUESTS)('a check of %s answers what it answers on the server', async (_, request) => {
    const here = checkCompatibility(request);
    const url = `${new URL(page.url()).origin}/contracts.js`;
    const there = await page.evaluate(
      async (asked) => {
        const contracts = (await import(asked.url)) as {
          checkCompatibility: (one: unknown) => unknown;
        };
        return contracts.checkCompatibility(asked.request);
      },
      { url, request },
    );
    expect(there).toEqual(JSON.parse(JSON.stringify(here)));
  });
});

async function serve(folder: string, url: string, response: import('node:http').ServerResponse): Promise<void> {
  if (url === '/')
    return void response.setHeader('content-type', 'text/html').end('<!doctype html><title>contracts</title>');
  try {
    const text = await readFile(join(folder, url.slice(1)));
    response.setHeader('content-type', 'text/javascript').end(text);
  } catch {
    response.writeHead(404).end();
  }
}
