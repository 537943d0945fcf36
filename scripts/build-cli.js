/**
 * `npm run build:cli`: the command line as a package of its own in `dist-cli`, for pipelines that check a file and install no server. One
 * bundle of `src/cli` and `src/contracts`, split so that a command loads what it needs; no dependency, no native module, no script.
 * Prints how large the package is when it is packed.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { ensureInstalled } from './install.js';
import { requireNode } from './node-version.js';
import { ROOT } from './run.js';

const README = `# @plumbline/cli

Checks event contracts (JSON Schema, Avro, Protobuf, AsyncAPI) against git or a schema registry before a merge, and shows the event that breaks.

    npx @plumbline/cli check contracts/ --against git:main

\`plumbline --help\` shows the rest. The server is the package \`plumbline\`.
`;

requireNode();
ensureInstalled();
const { version, license, engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const OUT = join(ROOT, 'dist-cli');
rmSync(OUT, { recursive: true, force: true });
await bundle();
writePackage();
printSize();

/** What reads a file beside it in the server's package is carried inside, and the server itself is not here. */
function standIns() {
  const manifestSchema = readFileSync(join(ROOT, 'schemas/contracts-manifest.schema.json'), 'utf8');
  const texts = {
    'src/version.ts': `export const VERSION = ${JSON.stringify(version)};`,
    'src/cli/manifest/manifest-schema.store.ts': `export const readManifestSchema = () => (${manifestSchema});`,
    'src/run-server.ts': readFileSync(join(ROOT, 'scripts/no-server.js'), 'utf8'),
  };
  return {
    name: 'stand-ins',
    load: (id) => texts[id.replaceAll('\\', '/').slice(ROOT.length)] ?? null,
  };
}

async function bundle() {
  const build = await rolldown({
    input: { main: join(ROOT, 'src/cli/main.ts') },
    platform: 'node',
    tsconfig: join(ROOT, 'tsconfig.json'),
    // A UMD build that asks for its parts by `require` cannot be bundled, and its ESM build can.
    resolve: { mainFields: ['module', 'main'] },
    plugins: [standIns()],
    onLog: (level, log) => {
      if (level === 'warn') throw new Error(`The bundle is not sound: ${log.message}`);
    },
  });
  await build.write({
    dir: OUT,
    format: 'esm',
    minify: true,
    chunkFileNames: '[name]-[hash].js',
    comments: { legal: true },
  });
  await build.close();
}

function writePackage() {
  const manifest = {
    name: '@plumbline/cli',
    version,
    description:
      'Checks event contracts in JSON Schema, Avro and Protobuf before a merge, and shows the event that breaks.',
    license,
    type: 'module',
    engines,
    bin: { plumbline: 'main.js' },
    files: ['*.js', 'LICENSE', 'README.md'],
  };
  writeFileSync(join(OUT, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyFileSync(join(ROOT, 'LICENSE'), join(OUT, 'LICENSE'));
  writeFileSync(join(OUT, 'README.md'), README);
  chmodSync(join(OUT, 'main.js'), 0o755);
}

function printSize() {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { stdout, status, stderr } = spawnSync(npm, ['pack', '--dry-run', '--json'], { cwd: OUT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm pack failed: ${stderr}`);
  const [{ size, unpackedSize, entryCount }] = JSON.parse(stdout);
  const inKb = (bytes) => `${Math.round(bytes / 1000).toLocaleString('en')} kB`;
  console.log(`dist-cli: ${inKb(size)} packed, ${inKb(unpackedSize)} unpacked, ${entryCount} files.`);
}
