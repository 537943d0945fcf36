import { GroupCommit } from './group-commit.js';

describe('GroupCommit', () => {
  it('makes all that came while a write was under way durable with one more write', async () => {
    const writes: (() => void)[] = [];
    const commits = new GroupCommit(() => new Promise<void>((resolve) => writes.push(resolve)), 0);
    const first = commits.committed();
    await new Promise(setImmediate);
    const others = [commits.committed(), commits.committed(), commits.committed()];
    writes[0]!();
    await first;
    while (writes.length < 2) await new Promise(setImmediate);
    writes[1]!();
    await Promise.all(others);
    expect(writes).toHaveLength(2);
  });

  it('fails those whose write failed, and only those', async () => {
    let writes = 0;
    const commits = new GroupCommit(
      () => (++writes === 1 ? Promise.reject(new Error('disk full')) : Promise.resolve()),
      0,
    );
    await expect(commits.committed()).rejects.toThrow('disk full');
    await expect(commits.committed()).resolves.toBeUndefined();
  });

  it('is drained at once when nothing waits, and else when the last write is done', async () => {
    let done = false;
    const commits = new GroupCommit(async () => {
      await new Promise(setImmediate);
      done = true;
    }, 0);
    await commits.drained();
    expect(done).toBe(false);
    void commits.committed();
    await commits.drained();
    expect(done).toBe(true);
  });
});
