import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

it('has a migration for every change of the models, on both databases', async () => {
  await promisify(execFile)(process.execPath, ['scripts/prisma-migrations.js', '--check'], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
});
