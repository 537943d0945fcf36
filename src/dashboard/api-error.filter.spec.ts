import { Logger, ServiceUnavailableException, type ArgumentsHost } from '@nestjs/common';
import { ApiErrorFilter } from './api-error.filter.js';

/** What the filter logs and answers of an error. */
function outcomeOf(error: unknown) {
  const lines: [level: string, line: unknown][] = [];
  let answer: unknown = null;
  const logger = {
    log: () => {},
    warn: (line: unknown) => lines.push(['warn', line]),
    error: (line: unknown) => lines.push(['error', line]),
  };
  const request = {
    method: 'POST',
    url: '/api/v1/contracts/a/lint',
    routeOptions: { url: '/api/v1/contracts/:subject/lint' },
  };
  const reply = {
    sent: false,
    status: () => reply,
    send: (body: unknown) => (answer = body),
  };
  const http = { getRequest: () => request, getResponse: () => reply };
  Logger.overrideLogger(logger);
  try {
    new ApiErrorFilter().catch(error, { switchToHttp: () => http } as unknown as ArgumentsHost);
  } finally {
    Logger.overrideLogger(false);
  }
  return { lines, answer };
}

it('warns of what is refused because too much else is asked, without a stack', () => {
  expect(outcomeOf(new ServiceUnavailableException('64 requests wait already.'))).toEqual({
    lines: [['warn', { msg: 'POST /api/v1/contracts/:subject/lint was refused: 64 requests wait already.' }]],
    answer: { statusCode: 503, error: 'Service Unavailable', message: '64 requests wait already.' },
  });
});

it('logs what failed here whole, and tells the client only that it did', () => {
  const error = new Error('secret');
  expect(outcomeOf(error)).toEqual({
    lines: [['error', { msg: 'POST /api/v1/contracts/:subject/lint failed', err: error }]],
    answer: {
      statusCode: 500,
      error: 'Internal Server Error',
      message: 'Something failed here; the log says what.',
    },
  });
  const cause = new ServiceUnavailableException('The store is away.', { cause: error });
  expect(outcomeOf(cause).lines).toEqual([
    ['error', { msg: 'POST /api/v1/contracts/:subject/lint failed', err: cause }],
  ]);
});
