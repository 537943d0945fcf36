import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config } from '../../config/config.js';
import { ArchiveFault } from './archive-fault.js';

/** The largest archive that is taken, compressed. */
const MAX_BYTES = 4 * 1024 * 1024 * 1024;
/** How long an upload may bring nothing. */
const IDLE_MS = 30_000;

/** More archives than this do not lie on the disk at once, each up to `MAX_BYTES`. */
export const MAX_UPLOADS = 4;

/** Thrown where an upload stalls. */
export class UploadStalled extends Error {}

/** Thrown where as many archives as may be are there already. */
export class TooManyUploads extends Error {}

/** Where an archive lies while it is imported: it is read twice, and is not kept in memory. */
@Injectable()
export class ArchiveSpool implements OnModuleInit {
  private readonly dir: string;
  private count = 0;

  constructor(@Inject(CONFIG) config: Config) {
    this.dir = join(config.dataDir, 'exchange');
  }

  /** What a server that was ended left behind. */
  async onModuleInit(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true });
  }

  /**
   * Hands `act` the file of what `body` brings, and removes it afterwards.
   * @throws ArchiveFault where it is too large; UploadStalled where nothing comes for so long; TooManyUploads.
   */
  async with<T>(body: Readable, act: (file: string) => Promise<T>, idleMs = IDLE_MS): Promise<T> {
    if (this.count >= MAX_UPLOADS) {
      throw new TooManyUploads(
        `${MAX_UPLOADS} archives are being uploaded or imported already. Try again in a minute.`,
      );
    }
    this.count++;
    const file = join(this.dir, `${randomUUID()}.gz`);
    try {
      await mkdir(this.dir, { recursive: true });
      await pipeline(arriving(body, idleMs), atMost(MAX_BYTES), createWriteStream(file, { mode: 0o600 }));
      return await act(file);
    } finally {
      await rm(file, { force: true }).finally(() => this.count--);
    }
  }
}

/** What a body brings; the body is left open, so that whoever sends it can be answered. */
async function* arriving(body: Readable, idleMs: number): AsyncGenerator<Buffer> {
  const chunks = body.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  for (;;) {
    const next = await withinTime(chunks.next(), idleMs);
    if (next.done === true) return;
    yield next.value;
  }
}

function withinTime<T>(arrival: Promise<T>, idleMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const seconds = idleMs / 1000;
    const stalled = new UploadStalled(`The upload brought nothing for ${seconds} s. Send the archive again.`);
    const timer = setTimeout(() => reject(stalled), idleMs);
    arrival.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function atMost(maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= maxBytes) done(null, chunk);
      else done(new ArchiveFault(`The archive is larger than ${maxBytes} bytes, and no more is taken.`));
    },
  });
}
