import { webAnswer } from './web-answer.js';

const FILES = new Set(['index.html', 'favicon.svg', 'assets/index-8f3a.js']);
const HTML = 'text/html,application/xhtml+xml,*/*;q=0.8';
const INDEX = { kind: 'file', path: 'index.html', cacheControl: 'no-cache' };

describe('webAnswer', () => {
  it.each(['/', '/flows', '/flows/order-1', '/contracts/orders.created/3', '/apiary', '/configuration'])(
    'shows the UI to a browser at %s',
    (path) => expect(webAnswer(path, HTML, FILES)).toEqual(INDEX),
  );

  it('shows the UI at / also to what takes anything', () => expect(webAnswer('/', '*/*', FILES)).toEqual(INDEX));

  it('lets hashed assets be kept for ever and everything else be asked for again', () => {
    expect(webAnswer('/assets/index-8f3a.js', '*/*', FILES)).toEqual({
      kind: 'file',
      path: 'assets/index-8f3a.js',
      cacheControl: 'public, max-age=31536000, immutable',
    });
    expect(webAnswer('/favicon.svg', '*/*', FILES)).toEqual({
      kind: 'file',
      path: 'favicon.svg',
      cacheControl: 'no-cache',
    });
  });

  it.each([
    '/api',
    '/api/v1/nope',
    '/subjects',
    '/subjects/x/versions/9',
    '/schemas/ids/1',
    '/config',
    '/mode',
    '/compatibility/x',
    '/contexts',
    '/v1/traces',
    '/metrics',
    '/livez',
    '/readyz',
  ])('never answers the API path %s with a page', (path) =>
    expect(webAnswer(path, HTML, FILES)).toEqual({ kind: 'not-found' }),
  );

  it.each(['/flows', '/x.js'])('has no page for a program at %s', (path) =>
    expect(webAnswer(path, 'application/json', FILES)).toEqual({ kind: 'not-found' }),
  );

  it.each(['/assets/gone.js', '/%', '/%ff'])('has nothing at %s', (path) =>
    expect(webAnswer(path, HTML, FILES)).toEqual({ kind: 'not-found' }),
  );

  it.each(['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json', '//etc/passwd', '/..\\x'])(
    'never names a file outside of the folder for %s',
    (path) => {
      const answer = webAnswer(path, '*/*', FILES);
      expect(answer).toEqual({ kind: 'not-found' });
    },
  );

  it('says that the UI is not built when there are no files', () => {
    expect(webAnswer('/flows', HTML, new Set())).toEqual({ kind: 'not-built' });
  });
});
