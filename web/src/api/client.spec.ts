import { ApiError, explainFailure } from './api-error.js';
import { pathWith, refusalText } from './client.js';

describe('pathWith', () => {
  it('encodes what is hostile and leaves out what is not said', () => {
    expect(pathWith('/api/v1/flows', { q: 'a&b=<c>', service: '', outcome: undefined, limit: 50 })).toBe(
      '/api/v1/flows?q=a%26b%3D%3Cc%3E&limit=50',
    );
  });
});

describe('refusalText', () => {
  it('takes the server’s own words', () => {
    expect(
      refusalText('{"statusCode":400,"message":["from must be a time","limit must be at most 500"]}', 'Bad Request'),
    ).toBe('from must be a time; limit must be at most 500');
  });
  it('does not show a proxy’s page', () => expect(refusalText('<html>', 'Bad Gateway')).toBe('Bad Gateway'));
});

describe('explainFailure', () => {
  it('says which server did not answer and what to do', () => {
    expect(explainFailure(new ApiError('/api/v1/alerts', null, 'no answer'), 'http://localhost:4400')).toEqual({
      what: 'The server at http://localhost:4400 did not answer /api/v1/alerts.',
      todo: 'Check that Plumbline runs and can be reached from this browser. The page tries again by itself.',
    });
  });

  it('passes the server’s reason on', () => {
    expect(explainFailure(new ApiError('/api/v1/flows?limit=6', 503, 'the store is away'), '')).toEqual({
      what: '/api/v1/flows answered 503: the store is away',
      todo: 'The server is busy or starting. The page tries again by itself; /readyz says what is missing.',
    });
  });
});
