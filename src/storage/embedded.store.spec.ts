import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONFORMANCE_TABLES, describeClickHouse } from './click-house.conformance.js';
import { EmbeddedClickHouse } from './embedded.store.js';

const folder = mkdtempSync(join(tmpdir(), 'plumbline-embedded-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeClickHouse(
  'EmbeddedClickHouse',
  () => EmbeddedClickHouse.open(join(folder, 'store'), CONFORMANCE_TABLES),
  () => folder,
);
