/**
 * `npm run openapi`: asks a server of the present build for its OpenAPI document and writes schemas/openapi.json and,
 * from it, the types by which the web UI knows the server (web/src/api/openapi.ts). With `--check` it writes nothing and
 * fails where a file is not what it would write.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import { ensureInstalled } from './install.js';
import { ROOT } from './run.js';
import { ensureStep } from './steps.js';

ensureInstalled();
ensureStep('prisma');
ensureStep('server');

const document = await askForDocument();
const files = {
  'schemas/openapi.json': JSON.stringify(document),
  'web/src/api/openapi.ts': `// Made by \`npm run openapi\` from the server's OpenAPI document.\n${astToString(await openapiTypescript(document))}`,
};
for (const [name, text] of Object.entries(files)) {
  const path = join(ROOT, name);
  const wanted = await format(text, { ...(await resolveConfig(path)), filepath: path });
  if (!process.argv.includes('--check')) writeFileSync(path, wanted);
  else if (readFileSync(path, 'utf8') !== wanted) {
    console.error(`${name} is not what the server says of itself; run \`npm run openapi\` and commit it.`);
    process.exitCode = 1;
  }
}

async function askForDocument() {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-openapi-'));
  const env = { ...process.env, PLUMBLINE_DATA_DIR: folder, PLUMBLINE_PORT: '0', PLUMBLINE_OTLP_HTTP_PORT: '0' };
  const server = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface(server.stdout)) {
      const { url } = JSON.parse(line);
      if (url !== undefined) return await (await fetch(`${url}/api/v1/openapi.json`)).json();
    }
    throw new Error('The server ended before it was ready.');
  } finally {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
