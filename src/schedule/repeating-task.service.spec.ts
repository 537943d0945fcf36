import { RepeatingTask } from './repeating-task.service.js';

/** A promise and the means to settle it. */
function signal() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

describe('RepeatingTask', () => {
  it('goes on after a run that failed, and tells of it', async () => {
    const errors: unknown[] = [];
    const thirdRun = signal();
    let runs = 0;
    const task = new RepeatingTask(
      () => {
        runs += 1;
        if (runs === 3) thirdRun.resolve();
        return Promise.reject(new Error(`run ${runs}`));
      },
      1,
      (error) => errors.push(error),
    );
    task.start();
    await thirdRun.promise;
    await task.stop();
    expect(errors.slice(0, 3).map(String)).toEqual(['Error: run 1', 'Error: run 2', 'Error: run 3']);
  });

  it('never runs beside itself, and its stop waits for the run under way', async () => {
    const entered = signal();
    const gate = signal();
    const events: string[] = [];
    const task = new RepeatingTask(
      async () => {
        events.push('begin');
        entered.resolve();
        await gate.promise;
        events.push('end');
      },
      0,
      () => {},
    );
    task.start();
    await entered.promise;
    const stopped = task.stop().then(() => events.push('stopped'));
    gate.resolve();
    await stopped;
    expect(events).toEqual(['begin', 'end', 'stopped']);
  });
});
