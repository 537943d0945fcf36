import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ClickHouse } from './click-house.js';
import { Loader } from './loader.service.js';
import { Spool } from './spool.store.js';

interface Load {
  files: number;
  afterCrash: boolean;
}

/** A store at its port's edge that notes its loads and fails when it is told to; real ones run the conformance suite. */
function storeThat(outcome: () => 'takes' | 'is away' | 'refuses', loads: Load[]): ClickHouse {
  return {
    loadNative: (_table: string, files: readonly string[], { afterCrash }: { afterCrash: boolean }) => {
      loads.push({ files: files.length, afterCrash });
      return outcome() === 'takes' ? Promise.resolve() : Promise.reject(new Error(`the store ${outcome()}`));
    },
    ping: () => (outcome() === 'is away' ? Promise.reject(new Error('away')) : Promise.resolve()),
  } as unknown as ClickHouse;
}

describe('Loader', () => {
  let folder: string;
  let spool: Spool;
  beforeEach(async () => {
    Logger.overrideLogger(false);
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    folder = mkdtempSync(join(tmpdir(), 'plumbline-loader-'));
    spool = await Spool.open(folder, 1_000_000);
  });
  afterEach(() => {
    jest.useRealTimers();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Lets `ms` of the loader's time pass; what it then does with the disk comes to rest in the disk's own time. */
  async function pass(ms: number): Promise<void> {
    jest.advanceTimersByTime(ms);
    await new Promise(setImmediate);
  }
  async function until(fact: () => boolean): Promise<void> {
    while (!fact()) await new Promise(setImmediate);
  }

  it('loads what has gathered for half a second together, and forgets it', async () => {
    const loads: Load[] = [];
    const loader = new Loader(
      spool,
      storeThat(() => 'takes', loads),
    );
    await loader.start();
    await spool.append(Buffer.from('a'), 1);
    await spool.append(Buffer.from('b'), 2);
    await pass(499);
    expect(loads).toEqual([]);
    await pass(1);
    expect(loads).toEqual([{ files: 2, afterCrash: false }]);
    await until(() => spool.pending.length === 0);
    expect(readdirSync(folder)).toEqual([]);
    await loader.stop();
  });

  it('loads what an earlier run left before it says it has started, as maybe loaded', async () => {
    await spool.append(Buffer.from('a'), 1);
    await spool.append(Buffer.from('b'), 2);
    const loads: Load[] = [];
    const loader = new Loader(
      await Spool.open(folder, 1_000_000),
      storeThat(() => 'takes', loads),
    );
    await loader.start();
    expect(loads).toEqual([
      { files: 1, afterCrash: true },
      { files: 1, afterCrash: true },
    ]);
    await loader.stop();
  });

  it('keeps everything while the store is away, tries at growing intervals, and says why', async () => {
    let outcome: 'takes' | 'is away' = 'is away';
    const loads: Load[] = [];
    const loader = new Loader(
      spool,
      storeThat(() => outcome, loads),
    );
    await loader.start();
    await spool.append(Buffer.from('a'), 1);
    await pass(500);
    await until(() => jest.getTimerCount() === 1 && loads.length === 1);
    await pass(1000);
    await until(() => jest.getTimerCount() === 1 && loads.length === 2);
    await pass(1999);
    expect([loads.length, loader.problem, spool.pending.length]).toEqual([2, 'the store is away', 1]);
    outcome = 'takes';
    await pass(1);
    await until(() => spool.pending.length === 0);
    expect([loads.at(-1), loader.problem, spool.pending.length]).toEqual([{ files: 1, afterCrash: true }, null, 0]);
    await loader.stop();
  });

  it('puts a file aside that an answering store refuses again and again, so that the next ones pass', async () => {
    await spool.append(Buffer.from('bad'), 1);
    const loads: Load[] = [];
    const loader = new Loader(
      spool,
      storeThat(() => 'refuses', loads),
    );
    await loader.start();
    for (let tries = 1; tries < 5; tries++) {
      await until(() => jest.getTimerCount() === 1 && loads.length === tries);
      await pass(30_000);
    }
    await until(() => spool.pending.length === 0);
    expect(spool.pending).toEqual([]);
    expect(readdirSync(join(folder, 'refused'))).toHaveLength(1);
    await loader.stop();
  });
});
