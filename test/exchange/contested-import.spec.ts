import { ask, json } from '../registry/registry-app.js';
import { withTwoRegistries } from './two-registries.js';

const ARCHIVE = '/api/v1/exchange/archive';
const SCHEMAS = 600;

const { source, target } = withTwoRegistries();

interface Registered {
  subject: string;
  id: number;
  schema: string;
}

/** Registers schemas of its own, one after the other, until `isOver`. */
async function registerUntil(isOver: () => boolean, name: string): Promise<Registered[]> {
  const all: Registered[] = [];
  while (!isOver()) {
    const subject = `${name}-${all.length}`;
    const body = json({ title: subject });
    const answer = await ask(`${target()}/subjects/${subject}/versions`, 'POST', body);
    expect(answer.status).toBe(200);
    all.push({ subject, id: (answer.body as { id: number }).id, schema: body.schema });
  }
  return all;
}

it('gives no id of the archive to what is registered while it is written', async () => {
  for (let n = 0; n < SCHEMAS; n++) {
    await ask(`${source()}/subjects/theirs-${n}/versions`, 'POST', json({ title: `theirs ${n}` }));
  }
  const archive = await (await fetch(source() + ARCHIVE)).arrayBuffer();

  let isOver = false;
  const headers = { 'content-type': 'application/gzip' };
  const importing = fetch(target() + ARCHIVE, { method: 'POST', headers, body: archive }).finally(
    () => (isOver = true),
  );
  while ((await ask(`${target()}/schemas/ids/1`)).status !== 200)
    await new Promise((resolve) => setTimeout(resolve, 1));
  const registered = (await Promise.all(['a', 'b', 'c'].map((name) => registerUntil(() => isOver, name)))).flat();
  expect((await importing).status).toBe(200);

  expect(registered.length).toBeGreaterThan(0);
  expect(Math.min(...registered.map(({ id }) => id))).toBe(SCHEMAS + 1);
  for (const { id, schema } of registered) {
    expect((await ask(`${target()}/schemas/ids/${id}`)).body).toMatchObject({ schema });
  }
  for (const id of [1, SCHEMAS]) {
    const theirs = await ask(`${source()}/schemas/ids/${id}`);
    expect((await ask(`${target()}/schemas/ids/${id}`)).body).toEqual(theirs.body);
  }
});
