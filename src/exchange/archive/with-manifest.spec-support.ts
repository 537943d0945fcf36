import { createHash } from 'node:crypto';

/** The text of an archive with the manifest that its rows ask for. */
export function withManifest(text: string): string {
  const parts = text.split('{"part":').slice(1);
  const summaries = parts.map((part) => {
    const [name = '', ...lines] = part.split('\n');
    const rows = lines.filter((line) => line.startsWith('{"row"')).map((line) => `${line}\n`);
    const sha256 = createHash('sha256').update(rows.join('')).digest('hex');
    return { name: JSON.parse(name.slice(0, -1)) as string, rows: rows.length, sha256 };
  });
  return text.replace(/\{"manifest".*/, JSON.stringify({ manifest: { parts: summaries } }));
}
