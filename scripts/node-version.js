/** Leaves with a clear sentence when this Node is too old; `engines` in package.json says the same to npm. */
export function requireNode(version = process.versions.node) {
  if (isSupported(version)) return;
  console.error(`Plumbline needs Node.js 20.19 or later of 20, or 22.12 or later; this is ${version}.`);
  process.exit(1);
}

export function isSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}
