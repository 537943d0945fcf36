import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Body, Controller, Get, HttpException, Module, Post } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { ApiErrorFilter } from './api-error.filter.js';
import { acceptJson } from './json-body.js';
import { readWebFiles, WEB_FILES } from './web-files.store.js';
import { WebController } from './web.controller.js';

@Controller('api/v1')
class EchoController {
  @Get('broken')
  broken(): never {
    throw new Error('secret of the inside');
  }

  @Post('echo')
  echo(@Body() body: unknown): object {
    return { body: body ?? null };
  }

  @Get('teapot')
  teapot(): never {
    throw new HttpException('Short and stout.', 418);
  }
}

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'plumbline-web-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

interface Question {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}
type Ask = (question: Question) => Promise<{ statusCode: number; headers: IncomingHttpHeaders; body: string }>;

/** Asks for the path as it is; fetch would take the dots out of it. */
async function ask(port: number, { url, method = 'GET', headers = {}, body }: Question): ReturnType<Ask> {
  const sent = request({ host: '127.0.0.1', port, path: url, method, headers, agent: false });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { statusCode: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

async function withApp(run: (ask: Ask) => Promise<void>): Promise<void> {
  @Module({
    controllers: [EchoController, WebController],
    providers: [
      { provide: APP_FILTER, useClass: ApiErrorFilter },
      { provide: WEB_FILES, useFactory: () => readWebFiles(join(directory, 'dist')) },
    ],
  })
  class TestModule {}
  const adapter = new FastifyAdapter();
  // What @fastify/static would do, whose module jest cannot load on Node 20; test/serve.spec.ts runs the real one.
  adapter.getInstance().decorateReply('sendFile', function (this: FastifyReply, path: string) {
    return this.type('text/html').send(readFileSync(join(directory, 'dist', path)));
  } as never);
  const app = await NestFactory.create<NestFastifyApplication>(TestModule, adapter, {
    logger: false,
    abortOnError: false,
  });
  acceptJson(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  try {
    await run((question) => ask(port, question));
  } finally {
    await app.close();
  }
}

function buildWeb(): void {
  mkdirSync(join(directory, 'dist/assets'), { recursive: true });
  writeFileSync(join(directory, 'dist/index.html'), '<!doctype html><title>Plumbline</title>');
  writeFileSync(join(directory, 'dist/assets/index-1.js'), 'export {};');
  writeFileSync(join(directory, 'secret.txt'), 'secret');
}

describe('the web UI', () => {
  it('is shown at its own routes, with a page that is asked for again and assets that are kept', async () => {
    buildWeb();
    await withApp(async (ask) => {
      const page = await ask({ url: '/flows/1?from=2', headers: { accept: 'text/html' } });
      expect([page.statusCode, page.headers['cache-control'], page.body]).toEqual([
        200,
        'no-cache',
        '<!doctype html><title>Plumbline</title>',
      ]);
      const script = await ask({ url: '/assets/index-1.js' });
      expect([script.headers['cache-control'], script.body]).toEqual([
        'public, max-age=31536000, immutable',
        'export {};',
      ]);
    });
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/..%5csecret.txt'])(
    'gives away nothing outside of its folder at %s',
    async (url) => {
      buildWeb();
      await withApp(async (ask) => {
        const answer = await ask({ url });
        expect(answer.body).not.toBe('secret');
        expect(answer.statusCode).toBe(404);
      });
    },
  );

  it('says in plain text that it is not built', async () => {
    await withApp(async (ask) => {
      const answer = await ask({ url: '/', headers: { accept: 'text/html' } });
      expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([
        503,
        'text/plain; charset=utf-8',
        'The web UI is not built. Run `npm run build`, then start again. The API works without it.\n',
      ]);
    });
  });
});

describe('errors of the API', () => {
  it.each([
    ['/api/v1/nope', 404, { statusCode: 404, error: 'Not Found', message: 'There is nothing at /api/v1/nope.' }],
    ['/api/v1/teapot', 418, { statusCode: 418, error: "I'm a Teapot", message: 'Short and stout.' }],
    [
      '/api/v1/broken',
      500,
      { statusCode: 500, error: 'Internal Server Error', message: 'Something failed here; the log says what.' },
    ],
    ['/subjects/x/nope', 404, { error_code: 404, message: 'There is nothing at /subjects/x/nope.' }],
  ])('are told in JSON at %s', async (url, statusCode, body) => {
    await withApp(async (ask) => {
      const answer = await ask({ url, headers: { accept: 'text/html' } });
      expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([statusCode, body]);
    });
  });

  it('say what is wrong with a body that is not JSON, also under a vendor type', async () => {
    await withApp(async (ask) => {
      for (const type of ['application/json', 'application/vnd.schemaregistry.v1+json; charset=utf-8']) {
        const answer = await ask({
          method: 'POST',
          url: '/api/v1/echo',
          headers: { 'content-type': type },
          body: '{a',
        });
        expect(answer.statusCode).toBe(400);
        expect(JSON.parse(answer.body)).toMatchObject({
          message: expect.stringMatching(/^The body is not valid JSON: /) as string,
        });
      }
    });
  });

  it('name a content type that nobody reads', async () => {
    await withApp(async (ask) => {
      const answer = await ask({
        method: 'POST',
        url: '/api/v1/echo',
        headers: { 'content-type': 'text/csv' },
        body: 'a',
      });
      expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([
        415,
        {
          statusCode: 415,
          error: 'Unsupported Media Type',
          message: 'The content type "text/csv" is not read here; send application/json.',
        },
      ]);
    });
  });
});
