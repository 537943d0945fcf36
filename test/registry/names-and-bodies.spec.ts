import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { request as httpRequest } from 'node:http';
import { ask, json } from './registry-app.js';
import { codeOf, withRegistry } from './registry-fixture.js';

const registry = withRegistry();
const body = JSON.stringify(json({ type: 'string' }));
const CONFLUENT = 'application/vnd.schemaregistry.v1+json';

/** One request with the address exactly as it stands, which `fetch` would not leave so. */
function send(path: string, { method = 'POST', type = CONFLUENT, content = body as string | Buffer } = {}) {
  return new Promise<{ status: number; body: { error_code?: number; message?: string; version?: number } }>(
    (resolve, reject) => {
      const { hostname, port } = new URL(registry.url());
      const headers = {
        'content-length': Buffer.byteLength(content),
        ...(type === '' ? {} : { 'content-type': type }),
      };
      const request = httpRequest({ hostname, port, path, method, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode!, body: JSON.parse(text) as { version?: number } });
        });
      });
      request.on('error', reject);
      request.end(content);
    },
  );
}

describe('names', () => {
  it.each([
    ['a%2Fb', 'a/b'],
    ['a%252Fb', 'a%2Fb'],
    ['100%25', '100%'],
    ['plus+plus', 'plus+plus'],
    ['plus%2Bplus', 'plus+plus'],
    ['a%20b', 'a b'],
    ['%20', ' '],
    ['a%5Cb', 'a\\b'],
    ['a;b=c', 'a;b=c'],
    ['%2E%2E', '..'],
    ['%F0%9F%99%82', '🙂'],
    ['%D8%B9', 'ع'],
    ['x'.repeat(512), 'x'.repeat(512)],
  ])('written %s in an address are %s', async (written, name) => {
    expect((await send(`/subjects/${written}/versions`)).status).toBe(200);
    expect((await ask(`${registry.url()}/subjects`)).body).toContain(name);
    const found = await send(`/subjects/${written}/versions/1`, { method: 'GET', content: '' });
    expect(found).toMatchObject({ status: 200, body: { subject: name } });
  });

  it.each([
    [
      'a percent sign',
      '%',
      400,
      400,
      'The address is not percent-encoded UTF-8. Write "%" as %25, and other characters as their bytes.',
    ],
    ['no number', '%zz', 400, 400, 'The address is not percent-encoded UTF-8.'],
    ['no UTF-8', '%ff', 400, 400, 'The address is not percent-encoded UTF-8.'],
    ['null', '%00', 422, 42208, 'it holds a control character'],
    ['a new line', 'a%0Ab', 422, 42208, 'it holds a control character'],
    ['another control character', '%C2%85', 422, 42208, 'it holds a control character'],
    ['long', 'x'.repeat(513), 422, 42208, 'it has 513 characters, and at most 512 are kept'],
    ['very long', 'x'.repeat(5_000), 414, 414, 'Names have up to 512 characters.'],
    ['reserved', '__GLOBAL', 422, 42208, '__GLOBAL is reserved'],
    ['empty', '', 404, 404, '/subjects//versions'],
  ])('are refused: %s', async (_, written, status, code, message) => {
    const answer = await send(`/subjects/${written}/versions`);
    expect([answer.status, answer.body.error_code]).toEqual([status, code]);
    expect(answer.body.message).toContain(message);
  });
});

describe('bodies', () => {
  it.each([CONFLUENT, 'application/vnd.schemaregistry+json', 'application/json', 'application/octet-stream'])(
    'are read as %s, with a byte order mark too',
    async (type) => {
      expect((await send('/subjects/types/versions', { type })).status).toBe(200);
      expect((await send('/subjects/types/versions', { type, content: `\ufeff${body}` })).status).toBe(200);
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'garbage', ''])(
    'are not read as %j, and nothing is registered',
    async (type) => {
      await send('/subjects/there/versions');
      const answer = await send('/subjects/there/versions', { type });
      expect([answer.status, answer.body.error_code]).toEqual([415, 415]);
      expect(answer.body.message).toMatch(/is not read here; send application\//);
    },
  );

  it.each(['null', '7', '[]', '"x"', ''])(
    'must be objects: %j does not stand for the version before',
    async (content) => {
      await send('/subjects/there/versions');
      for (const path of ['/subjects/there/versions', '/subjects/there', '/subjects/there/versions/1/tags']) {
        const answer = await send(path, { content });
        expect([answer.status, answer.body.error_code]).toEqual([422, 42201]);
        expect(answer.body.message).toContain('the body must be {');
      }
    },
  );

  it('must be UTF-8', async () => {
    const answer = await send('/subjects/utf/versions', {
      content: Buffer.from('7b22736368656d61223a22ff227d', 'hex'),
    });
    expect(answer).toEqual({
      status: 400,
      body: { error_code: 400, message: 'The body is not valid UTF-8. Send JSON in UTF-8.' },
    });
  });

  it.each(['gzip', 'br', 'gzip, identity'])('are not compressed: %s is named', async (encoding) => {
    const response = await fetch(`${registry.url()}/subjects/packed/versions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': encoding },
      body: new Uint8Array(gzipSync(JSON.stringify(json({})))),
    });
    expect([response.status, await response.json()]).toEqual([
      415,
      {
        error_code: 415,
        message: `The content encoding "${encoding}" is not read here; send the body as it is, without Content-Encoding.`,
      },
    ]);
  });

  it('have at most ten megabytes, and a schema less', async () => {
    const large = await send('/subjects/large/versions', { content: ' '.repeat(10_500_000) });
    expect(large).toEqual({
      status: 413,
      body: { error_code: 413, message: 'The body is too large: at most 10485760 bytes are read.' },
    });
    const content = JSON.stringify(json({ description: 'x'.repeat(9_900_000) }));
    expect(codeOf(await send('/subjects/large/versions', { content }))).toEqual([422, 42209]);
  });

  it.each<[string, object]>([
    ['a schema', { schemaType: 'PROTOBUF', schema: 'syntax = "proto3";\u0000 message A {}' }],
    ['half of a surrogate pair', { schemaType: 'PROTOBUF', schema: 'syntax = "proto3"; // \ud800' }],
    ['metadata', { schema: '"int"', metadata: { properties: { a: '\u0000' } } }],
    ['a name', { schema: '"int"', references: [{ name: '\udfff', subject: 'a', version: 1 }] }],
  ])('hold nothing that a database would change: %s', async (_, content) => {
    const answer = await send('/subjects/kept/versions', { content: JSON.stringify(content) });
    expect([answer.status, answer.body.error_code]).toEqual([422, 42201]);
    expect(answer.body.message).toContain('holds a null character, half of a surrogate pair');
  });

  const nested = (open: string, inside: string, close: string, times: number) =>
    open.repeat(times) + inside + close.repeat(times);

  it.each<[string, object]>([
    ['JSON', { schemaType: 'JSON', schema: nested('{"not":', '{}', '}', 20_000) }],
    ['AVRO', { schema: nested('{"type":"array","items":', '"int"', '}', 8_000) }],
    ['PROTOBUF', { schemaType: 'PROTOBUF', schema: nested('message A {', '', '}', 5_000) }],
  ])('with a schema that is nested too deeply are refused in few words: %s', async (_, content) => {
    const answer = await send('/subjects/deep/versions', { content: JSON.stringify(content) });
    expect([answer.status, answer.body.error_code]).toEqual([422, 42201]);
    expect(answer.body.message).toMatch(/deep/);
    expect(answer.body.message!.length).toBeLessThan(4_000);
  });

  it('that are nested themselves are refused', async () => {
    expect((await send('/subjects/deep/versions', { content: nested('[', '', ']', 200_000) })).status).toBe(422);
    expect((await send('/subjects/deep/versions', { content: '['.repeat(200_000) })).status).toBe(400);
  });

  it('with references without end are refused', async () => {
    const endless = { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } };
    for (const schema of [{ $ref: '#' }, endless]) {
      const { status, body } = await registry.register('endless', json(schema));
      expect([status, body]).toEqual([
        422,
        { error_code: 42201, message: expect.stringContaining('refers to itself without a step into the event') },
      ]);
    }
  });

  it('that are far too large are answered when they have come, and not cut off while they are sent', async () => {
    const length = 12_000_000;
    const { hostname, port } = new URL(registry.url());
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (part: Buffer) => (answer += part.toString()));
    const headers = `content-type: ${CONFLUENT}\r\ncontent-length: ${length}`;
    socket.write(`POST /subjects/large/versions HTTP/1.1\r\nhost: a\r\n${headers}\r\n\r\n"`);
    // By the end of another request the server has seen the length.
    await ask(`${registry.url()}/subjects`);
    await ask(`${registry.url()}/subjects`);
    expect([answer, socket.readyState]).toEqual(['', 'open']);
    socket.write('x'.repeat(length - 1));
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 413 [^]+"error_code":413/);
  });
});
