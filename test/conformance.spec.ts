import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isWitness } from '../scripts/is-witness.js';
import type { Format, ReferencedSchema } from '../src/contracts/source.js';

describe('the conformance command', () => {
  const script = fileURLToPath(new URL('../scripts/conformance.js', import.meta.url));
  const run = (path: string) => {
    const { status, stderr } = spawnSync(process.execPath, [script, path], { encoding: 'utf8' });
    return { status, stderr };
  };

  it('tells a path that is not there, and a folder without case files, in one line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-conformance-'));
    expect(run(join(folder, 'away'))).toEqual({ status: 2, stderr: `There is no ${join(folder, 'away')}.\n` });
    expect(run(folder)).toEqual({ status: 2, stderr: `There is no case file (*.jsonl) in ${folder}.\n` });
    rmSync(folder, { recursive: true });
  });
});

interface Shown {
  event: unknown;
  hex?: string;
  references?: readonly ReferencedSchema[];
}

/** Whether an event would pass that a finding shows of a candidate which reads what an older version wrote. */
function passes(format: Format, older: string, candidate: string, { event, hex, references = [] }: Shown): boolean {
  const history = [{ version: 1, format, text: older, references }];
  const witness = { event, encodedHex: hex, rejections: [{ path: '', reason: 'so it is said' }] };
  const request = { format, history, candidate, references, defaultDialect: '2020-12' };
  return isWitness(request, { direction: 'backward', policy: 'STRICT', witness });
}

describe('an event that is shown passes only if its own bytes break', () => {
  const holding = (type: unknown, doc = '') =>
    JSON.stringify({ type: 'record', name: 'R', doc, fields: [{ name: 'e', type }] });
  const states = (...symbols: string[]) => ({ type: 'enum', name: 'E', symbols });
  const references = [{ name: 'E', text: JSON.stringify(states('A', 'B')) }];
  const proto = (body: string) => `syntax = "proto3"; ${body}`;
  const ofMap = proto('message M { map<string, V> a = 1; } message V { int32 x = 1; }');
  const ofEntries =
    'message M { repeated N a = 1; message N { string key = 1; V value = 2; } } message V { int32 x = 1; }';

  it.each<[boolean, string, Format, string, string, Shown]>([
    [true, 'a text where a number is read', 'JSON', '{"type":"string"}', '{"type":"number"}', { event: 'a' }],
    [false, 'an event of both', 'JSON', '{"type":"string"}', '{}', { event: 'a' }],
    [
      true,
      'a symbol that is gone',
      'AVRO',
      holding(states('A', 'B')),
      holding(states('A')),
      { event: { e: 'B' }, hex: '02' },
    ],
    [
      false,
      'the other symbol',
      'AVRO',
      holding(states('A', 'B')),
      holding(states('A')),
      { event: { e: 'A' }, hex: '00' },
    ],
    [false, 'other bytes', 'AVRO', holding(states('A', 'B')), holding(states('A')), { event: { e: 'A' }, hex: '02' }],
    [false, 'a reference', 'AVRO', holding('E'), holding('E', 'told'), { event: { e: 'A' }, hex: '00', references }],
    [true, 'a reference', 'AVRO', holding('E'), holding('int'), { event: { e: 'A' }, hex: '00', references }],
    [
      true,
      'a long cut off',
      'PROTOBUF',
      proto('message M { int64 a = 1; }'),
      proto('message M { int32 a = 1; }'),
      { event: { a: '4294967296' }, hex: '088080808010' },
    ],
    [
      true,
      'a new number',
      'PROTOBUF',
      proto('message M { string a = 1; }'),
      proto('message M { string a = 2; }'),
      { event: { a: 'x' }, hex: '0a0178' },
    ],
    [
      false,
      'a new name',
      'PROTOBUF',
      proto('message M { string a = 1; }'),
      proto('message M { string b = 1; }'),
      { event: { a: 'x' }, hex: '0a0178' },
    ],
    [
      false,
      'entries of a map',
      'PROTOBUF',
      ofMap,
      proto(ofEntries),
      { event: { a: { key: { x: 1 } } }, hex: '0a090a036b657912020801' },
    ],
  ])('%s: %s (%s)', (expected, _, format, older, candidate, shown) => {
    expect(passes(format, older, candidate, shown)).toBe(expected);
  });
});
