import { ask, json } from '../registry/registry-app.js';
import { call, withGovernance } from './governance-app.js';

const app = withGovernance();

const message = (more = '') => `syntax = "proto3"; message M { int64 a = 1; uint64 u = 2; double d = 3; ${more} }`;
const proto = (more = '') => ({ schemaType: 'PROTOBUF', schema: message(more) });
const path = (subject: string, rest: string) => `${app.url}/api/v1/contracts/${subject}/${rest}`;

/** The body is a text: JSON.stringify would round what is asked about. */
async function post(subject: string, rest: string, body: string) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(path(subject, rest), { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

beforeAll(async () => {
  await ask(`${app.url}/subjects/wide/versions`, 'POST', proto());
  await ask(`${app.url}/subjects/wide/versions`, 'POST', proto('string note = 4;'));
  await ask(`${app.url}/subjects/exact/versions`, 'POST', json({ type: 'object' }));
});

it('judges numbers of 64 bits in Protobuf as they were written', async () => {
  expect(await post('wide', 'validate', '{"event": {"a": 9223372036854775807}}')).toMatchObject({
    body: { isValid: true, errors: [] },
  });
  expect(await post('wide', 'validate', '{"event": {"a": 9223372036854775808}}')).toMatchObject({
    body: {
      isValid: false,
      errors: [{ in: 'event', path: '/a', reason: 'expected a whole number (int64)' }],
    },
  });
});

it('judges them in a batch', async () => {
  const lines = ['{"a":9223372036854775807}', '{"u":18446744073709551615}', '{"u":18446744073709551616}'];
  const { body } = await call(path('wide', 'validate'), 'POST', lines.join('\n'));
  expect((body as { isValid?: boolean }[]).map(({ isValid }) => isValid)).toEqual([true, true, false, undefined]);
});

it('keeps samples of them, and translates both kept and given ones', async () => {
  expect(
    await post('wide', 'samples', '{"name": "wide", "version": 1, "event": {"u": 18446744073709551615}}'),
  ).toMatchObject({ status: 201, body: { payload: '{"u": 18446744073709551615}' } });
  expect(await post('wide', 'translate', '{"from": 1, "to": 2}')).toMatchObject({
    status: 200,
    body: { samples: [{ survived: true, result: { u: '18446744073709551615' } }] },
  });
  const given = '{"from": 1, "to": 2, "samples": [{"a": 1}, {"a": -9223372036854775808}]}';
  expect(await post('wide', 'translate', given)).toMatchObject({
    status: 200,
    body: {
      samples: [
        { survived: true, result: { a: '1' } },
        { survived: true, result: { a: '-9223372036854775808' } },
      ],
    },
  });
});

it('translates no number into another one', async () => {
  const refused = (name: string, at: string) => ({
    status: 422,
    body: {
      statusCode: 422,
      error: 'Unprocessable Entity',
      message: `${name} cannot be translated: the number 9007199254740993 at ${at} would be rounded to 9007199254740992.`,
    },
  });
  const body = (member: string) => `{"from": 1, "to": 1, "samples": [{${member}: 9007199254740993}]}`;
  expect(await post('exact', 'translate', body('"n"'))).toEqual(refused('The body', '/samples/0/n'));
  expect(await post('wide', 'translate', body('"d"'))).toEqual(refused('samples[0]', '/d'));
  await post('exact', 'samples', '{"name": "large", "event": {"n": 9007199254740993}}');
  expect(await post('exact', 'translate', '{"from": 1, "to": 1}')).toEqual(refused('The sample "large"', '/n'));
});
