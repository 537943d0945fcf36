/**
 * A small HTTP front over the embedded ClickHouse engine, so that the server adapter meets a real engine through the
 * real client in a test: no package registry has a ClickHouse server of a current version. It speaks the part of the
 * HTTP interface that `@clickhouse/client` uses here: the query in the URL or the body, `param_*`, settings, POSTed
 * data after the query. It is not ClickHouse's server, and shows nothing of its authentication, limits or replication;
 * set PLUMBLINE_TEST_CLICKHOUSE_URL to run the same suite against one.
 *
 *   node test/servers/clickhouse-front.js FOLDER      prints {"url": "..."} when it listens
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Session } from 'chdb';

const folder = process.argv[2];
const session = new Session(join(folder, 'front'), { connectionArgs: ['--output_format_json_quote_64bit_integers=1'] });
await session.queryAsync('CREATE DATABASE IF NOT EXISTS plumbline');
await session.queryAsync('USE plumbline');

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    const text = await answer(new URL(request.url, 'http://front'), Buffer.concat(chunks));
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
  } catch (error) {
    const code = /Code: (\d+)/.exec(error.message)?.[1] ?? '1000';
    response.writeHead(500, { 'x-clickhouse-exception-code': code }).end(`${error.message}\n`);
  }
});
server.listen(0, '127.0.0.1', () =>
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/plumbline` })),
);
process.once('SIGTERM', () => process.exit(0));

async function answer(url, body) {
  if (url.pathname === '/ping') return 'Ok.\n';
  const inUrl = url.searchParams.get('query');
  const data = inUrl === null ? Buffer.alloc(0) : body;
  const { sql, format } = withoutFormat(inUrl ?? body.toString('utf8'));
  if (data.length > 0) return insertData(sql, format, data);
  const params = Object.fromEntries(
    [...url.searchParams].filter(([name]) => name.startsWith('param_')).map(([name, value]) => [name.slice(6), value]),
  );
  return (await run(sql, params, format)).text();
}

function run(sql, params, format) {
  const typed = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, asList(value)]));
  const options = { format: format ?? 'TabSeparated' };
  return Object.keys(params).length === 0
    ? session.queryAsync(sql, options)
    : session.queryBindAsync(sql, typed, options);
}

/** The client writes a list as ['a','b\'c']; the engine's binding wants it as a list. */
function asList(value) {
  if (!value.startsWith('[')) return value.replace(/\\([nt\\'])/g, (_, mark) => ({ n: '\n', t: '\t' })[mark] ?? mark);
  return [...value.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map(([, item]) => item.replace(/\\(.)/g, '$1'));
}

function withoutFormat(query) {
  const match = /\s+FORMAT\s+(\w+)\s*$/i.exec(query);
  return match === null ? { sql: query } : { sql: query.slice(0, match.index), format: match[1] };
}

/** Data after an INSERT: laid down as a file and read by the engine as the body would be. */
async function insertData(sql, format, data) {
  const path = join(folder, `${createHash('sha1').update(data).digest('hex')}.body`);
  writeFileSync(path, data);
  try {
    const source = `file('${path}', '${format}'`;
    const insert = /input\(('(?:[^'\\]|\\.)*')\)/i.test(sql)
      ? sql.replace(/input\(('(?:[^'\\]|\\.)*')\)/i, (_, structure) => `${source}, ${structure})`)
      : `${sql} SELECT * FROM ${source})`;
    return (await session.queryAsync(insert)).text();
  } finally {
    rmSync(path, { force: true });
  }
}
