/** A request that did not give what the page needs. `status` is null where no answer came at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly path: string,
    readonly status: number | null,
    message: string,
    options?: { cause: unknown },
  ) {
    super(message, options);
  }
}

/** The sentence a person reads when a request failed: what failed, and what to do about it. */
export function explainFailure(error: unknown, origin: string): { what: string; todo: string } {
  if (!(error instanceof ApiError)) {
    return {
      what: `The page could not read the answer: ${String(error)}.`,
      todo: 'Reload the page; if it stays, report it.',
    };
  }
  const [path] = error.path.split('?');
  if (error.status === null) {
    return {
      what: `The server at ${origin} did not answer ${path}.`,
      todo: 'Check that Plumbline runs and can be reached from this browser. The page tries again by itself.',
    };
  }
  const what = `${path} answered ${error.status}: ${error.message}`;
  if (error.status === 404) return { what, todo: nextAfterMissing(path ?? '') };
  if (error.status === 401 || error.status === 403) return { what, todo: 'Sign in at the proxy in front of it.' };
  if (error.status === 400) return { what, todo: 'Change the filter or the time range, or clear them.' };
  if (error.status === 429 || error.status === 503) {
    return {
      what,
      todo: 'The server is busy or starting. The page tries again by itself; /readyz says what is missing.',
    };
  }
  return { what, todo: 'The server’s log has the cause. The page tries again by itself.' };
}

const nextAfterMissing = (path: string): string =>
  path.startsWith('/api/v1/contracts/')
    ? 'It may have been deleted, or registered by another name. The list of contracts has those there are.'
    : 'It may be older than the retention, or was never received.';
