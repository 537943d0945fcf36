import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedClickHouse } from '../../src/storage/embedded.store.js';
import { TABLES } from '../../src/storage/tables.js';
/** The embedded telemetry store with its tables in a temporary folder. One a process at a time, as the engine has it. */
export async function openTelemetryStore() {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-store-'));
    const store = await EmbeddedClickHouse.open(folder, TABLES);
    return {
        store,
        async remove() {
            await store.close();
            await rm(folder, { recursive: true, force: true });
        },
    };
}
//# sourceMappingURL=telemetry-store.js.map