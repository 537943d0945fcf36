/**
 * `node scripts/complete-lock.js`, after package-lock.json was made anew: adds the packages of other platforms that the
 * registry in use did not offer. npm leaves such optional packages out, and `npm ci` then refuses the lock file, or
 * another platform lacks its binaries. They get the version that their parent asks for and the system that their name
 * tells, but no hash, since nobody here has seen them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.js';

const SYSTEMS = ['darwin', 'win32', 'linux', 'android', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'aix', 'openharmony'];
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];

const file = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = missingPackages(lock.packages);
for (const [path, entry] of added) lock.packages[path] = entry;
const paths = Object.keys(lock.packages).sort((a, b) => a.localeCompare(b, 'en'));
lock.packages = Object.fromEntries(paths.map((path) => [path, lock.packages[path]]));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`Added ${added.length} packages of other platforms.`);

function missingPackages(packages) {
  return Object.entries(packages).flatMap(([parent, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isFound(packages, parent, name))
      .map(([name, range]) => [`node_modules/${name}`, { ...platformEntry(name, range), ...(dev ? { dev } : {}) }]),
  );
}

/** Looked for as Node does: below the parent, then below each folder above it. */
function isFound(packages, parent, name) {
  for (let folder = parent; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
  }
}

function platformEntry(name, range) {
  if (!/^\d+\.\d+\.\d+/.test(range)) throw new Error(`${name} is asked for as ${range}, which is not one version.`);
  const words = name.split(/[-/]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter(
    (processor) => words.includes(processor) || (processor === 'arm' && words.includes('armv7')),
  );
  if (os.length + cpu.length === 0) throw new Error(`The name of ${name} tells neither system nor processor.`);
  const libc = words.includes('musl')
    ? ['musl']
    : words.includes('gnu') || words.includes('gnueabihf')
      ? ['glibc']
      : [];
  return {
    version: range,
    ...(cpu.length ? { cpu } : {}),
    ...(libc.length ? { libc } : {}),
    optional: true,
    ...(os.length ? { os } : {}),
  };
}
