import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { createLog } from './log.js';
import { NestLog } from './nest-log.js';

function recorder(level: 'debug' | 'info' = 'info') {
  const lines: Record<string, unknown>[] = [];
  const write = (text: string): void => {
    const { time, ...rest } = JSON.parse(text) as Record<string, unknown>;
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    lines.push(rest);
  };
  return { lines, log: createLog(level, { write }) };
}

describe('createLog', () => {
  it('writes one JSON object a line with level, time and message', () => {
    const { lines, log } = recorder();
    log.info({ spans: 3 }, 'Stored.');
    log.debug('Not at this level.');
    expect(lines).toEqual([{ level: 'info', spans: 3, msg: 'Stored.' }]);
  });

  it('adds the ids of the active span, and none where no span is active', () => {
    const { lines, log } = recorder();
    new NodeSDK({ spanProcessors: [], metricReaders: [], logRecordProcessors: [] }).start();
    try {
      const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };
      context.with(trace.setSpanContext(ROOT_CONTEXT, ids), () => log.info('inside'));
      log.info('outside');
    } finally {
      context.disable();
    }
    expect(lines).toEqual([
      {
        level: 'info',
        trace_id: '0af7651916cd43dd8448eb211c80319c',
        span_id: 'b7ad6b7169203331',
        msg: 'inside',
      },
      { level: 'info', msg: 'outside' },
    ]);
  });
});

describe('NestLog', () => {
  it('keeps the context that Nest hands over and the fields of an object', () => {
    const { lines, log } = recorder();
    const nest = new NestLog(log);
    nest.log('Loaded.', 'Spool');
    nest.warn({ msg: 'Spool is full', bytes: 9 }, 'Spool');
    expect(lines).toEqual([
      { level: 'info', context: 'Spool', msg: 'Loaded.' },
      { level: 'warn', context: 'Spool', bytes: 9, msg: 'Spool is full' },
    ]);
  });

  it('keeps the stack of an error', () => {
    const { lines, log } = recorder();
    const nest = new NestLog(log);
    nest.error('Failed.', 'Error: x\n    at y', 'Spool');
    nest.error(new RangeError('too far'), 'Spool');
    expect(lines[0]).toEqual({ level: 'error', context: 'Spool', stack: 'Error: x\n    at y', msg: 'Failed.' });
    expect(lines[1]).toMatchObject({ context: 'Spool', msg: 'too far', err: { type: 'RangeError' } });
  });

  it("takes the framework's news of a start for debugging", () => {
    const { lines, log } = recorder();
    new NestLog(log).log('Mapped {/livez, GET} route', 'RouterExplorer');
    expect(lines).toEqual([]);
  });
});
