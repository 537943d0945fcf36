/**
 * The distinct request hashes of a spool file, in decimal, read from its first column without the engine. A spool file
 * is one Native block whose first column is `request UInt64`; anything else throws.
 */
export function requestKeysOf(block: Buffer): string[] {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = block[at++];
      if (byte === undefined) throw new Error('The spool file ends within its header.');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  const text = (): string => block.toString('latin1', at + 1, (at += block[at]! + 1));
  varint();
  const rows = varint();
  if (text() !== 'request' || text() !== 'UInt64' || at + rows * 8 > block.length) {
    throw new Error('The spool file does not begin with a request column of its rows.');
  }
  const keys = new Set<bigint>();
  for (let row = 0; row < rows; row++) keys.add(block.readBigUInt64LE(at + row * 8));
  return [...keys].map(String);
}
