import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kill, start, stop, type Run } from './killed-server.js';

const KILLS = 50;
const CLIENTS = 6;
const SUBJECTS = 12;

interface Registered {
  subject: string;
  version: number;
  id: number;
  schema: string;
}

const headers = { 'content-type': 'application/vnd.schemaregistry.v1+json' };

describe('a registry that is killed during registrations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-crash-'));
  let server: Run | undefined;

  afterAll(async () => {
    if (server !== undefined && server.child.exitCode === null) await kill(server);
    rmSync(folder, { recursive: true, force: true });
  });

  it(`loses no acknowledged version, gives no id twice and leaves no gap, through ${KILLS} kills`, async () => {
    let next = 0;
    const acknowledged: Registered[] = [];
    const unanswered: string[] = [];
    for (let round = 0; round < KILLS; round++) {
      const run = (server = await start(folder));
      if (round === 0) await put(run, '/config', { compatibility: 'NONE' });
      let killed = false;
      // Each schema is another one. What was not answered may be there or not: it is registered again.
      const client = async (): Promise<void> => {
        while (!killed) {
          const schema = unanswered.pop() ?? schemaOf(next++);
          const registered = await register(run, schema);
          if (registered === null) unanswered.push(schema);
          else acknowledged.push(registered);
        }
      };
      const clients = Array.from({ length: CLIENTS }, client);
      const enough = acknowledged.length + (round % 5) * 3;
      while (acknowledged.length < enough) await new Promise((resolve) => setTimeout(resolve, 2));
      await new Promise((resolve) => setTimeout(resolve, (round * 29) % 100));
      killed = true;
      await kill(run);
      await Promise.all(clients);
    }

    const run = (server = await start(folder));
    const stored = await allVersions(run);
    await stop(run);
    expect(acknowledged.length).toBeGreaterThan(KILLS);
    const byName = new Map(stored.map((one) => [`${one.subject} ${one.version}`, one]));
    const lost = acknowledged.filter((one) => !isSame(one, byName.get(`${one.subject} ${one.version}`)));
    expect(lost).toEqual([]);
    // Every schema is another one, so every version has an id of its own, from 1 without a gap.
    const ids = stored.map(({ id }) => id).sort((a, b) => a - b);
    expect(ids).toEqual(ids.map((_, i) => i + 1));
    for (const versions of groupBySubject(stored)) expect(versions).toEqual(versions.map((_, i) => i + 1));
    // What was cut off is there whole or not at all, and never twice.
    expect(new Set(stored.map(({ schema }) => schema)).size).toBe(stored.length);
    expect(stored.length).toBeLessThanOrEqual(acknowledged.length + unanswered.length);
    process.stdout.write(`${acknowledged.length} registrations acknowledged, ${stored.length} kept, ${KILLS} kills\n`);
  }, 600_000);
});

const schemaOf = (n: number): string => JSON.stringify({ type: 'object', title: `order ${n}` });

/** One schema goes to the same subject whenever it is tried. */
const subjectOf = (schema: string): string => `orders-${Number(/\d+/.exec(schema)![0]) % SUBJECTS}`;

/** Null where the server was gone before it answered. */
async function register({ url }: Run, schema: string): Promise<Registered | null> {
  const subject = subjectOf(schema);
  try {
    const body = JSON.stringify({ schemaType: 'JSON', schema });
    const response = await fetch(`${url}/subjects/${subject}/versions`, { method: 'POST', headers, body });
    const answer = (await response.json()) as { id: number; version: number };
    if (response.status !== 200) throw new Refused(JSON.stringify(answer));
    return { subject, version: answer.version, id: answer.id, schema };
  } catch (error) {
    if (error instanceof Refused) throw error;
    return null;
  }
}

/** The server was there and said no: then the test is wrong, or the server. */
class Refused extends Error {}

async function put({ url }: Run, path: string, body: object): Promise<void> {
  const response = await fetch(url + path, { method: 'PUT', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
}

async function allVersions({ url }: Run): Promise<Registered[]> {
  const all: Registered[] = [];
  for (;;) {
    const response = await fetch(`${url}/schemas?offset=${all.length}&limit=500`);
    const page = (await response.json()) as Registered[];
    if (page.length === 0) return all;
    all.push(...page);
  }
}

const isSame = (one: Registered, other: Registered | undefined): boolean =>
  other !== undefined && one.id === other.id && one.schema === other.schema;

const groupBySubject = (stored: readonly Registered[]): number[][] =>
  [...new Set(stored.map(({ subject }) => subject))].map((subject) =>
    stored.filter((one) => one.subject === subject).map(({ version }) => version),
  );
