import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kill, start, stop, type Run } from '../crash/killed-server.js';
import { ask, json } from '../registry/registry-app.js';

const SUBJECTS = 40;
const VERSIONS = 40;
/** A server is killed as soon as it has the schema with this id: in each page that an import writes. */
const KILLED_AT = [1, 501, 1001, 1501];
const ARCHIVE = '/api/v1/exchange/archive';

describe('a server that is killed during an import', () => {
  const folders = ['source', 'target'].map((name) => mkdtempSync(join(tmpdir(), `plumbline-killed-${name}-`)));
  const running: Run[] = [];
  async function run(folder: string): Promise<Run> {
    running.push(await start(folder));
    return running.at(-1)!;
  }
  afterAll(async () => {
    const left = running.filter(({ child }) => child.exitCode === null && child.signalCode === null);
    await Promise.all(left.map(kill));
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('has all of the archive, under the same ids, once the import is made again', async () => {
    const source = await run(folders[0]!);
    await fill(source);
    const archive = await download(source);
    await stop(source);

    for (const id of KILLED_AT) {
      const target = await run(folders[1]!);
      let refusal: string | null = null;
      const importing = upload(target, archive).then(
        async (answer) => {
          if (!answer.ok) refusal = `${answer.status} ${await answer.text()}`;
        },
        // It was killed.
        () => {},
      );
      while ((await ask(`${target.url}/schemas/ids/${id}`)).status !== 200) {
        if (refusal !== null) throw new Error(`The import was refused: ${String(refusal)}`);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      await kill(target);
      await importing;
    }

    const target = await run(folders[1]!);
    const done = await upload(target, archive);
    expect([done.status, await done.json()]).toEqual([200, expect.objectContaining({ clashCount: 0 })]);
    expect((await download(target)).equals(archive)).toBe(true);
    const next = await ask(`${target.url}/subjects/next/versions`, 'POST', json({ title: 'next' }));
    expect(next.body).toMatchObject({ id: SUBJECTS * VERSIONS + 1 });
    await stop(target);
  }, 240_000);
});

async function fill({ url }: Run): Promise<void> {
  await ask(`${url}/config`, 'PUT', { compatibility: 'NONE' });
  const subjects = Array.from({ length: SUBJECTS }, async (_, n) => {
    for (let i = 0; i < VERSIONS; i++) {
      const { status } = await ask(`${url}/subjects/s${n}/versions`, 'POST', json({ title: `${n} ${i}` }));
      expect(status).toBe(200);
    }
  });
  await Promise.all(subjects);
}

async function download({ url }: Run): Promise<Buffer> {
  return Buffer.from(await (await fetch(url + ARCHIVE)).arrayBuffer());
}

const upload = ({ url }: Run, archive: Buffer): Promise<Response> =>
  fetch(url + ARCHIVE, {
    method: 'POST',
    headers: { 'content-type': 'application/gzip' },
    body: new Uint8Array(archive),
  });
