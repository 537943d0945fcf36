import { AnswerTooLarge, TooSlow } from './http.client.js';
import { printable } from '../reports/fold-text.js';

/** What a registry answered: its status and its JSON, null where it is none. */
export interface Answer {
  status: number;
  body: unknown;
}

const ANOTHER = 'name another with --registry or PLUMBLINE_REGISTRY_URL';

/** Why no answer came, and what to do, in two lines for a person. Never shows credentials: `url` has none. */
export function tellNoAnswer(url: string, cause: unknown, timeoutMs: number): string {
  const { code = '', message = '' } = cause as NodeJS.ErrnoException;
  if (cause instanceof TooSlow)
    return `The registry at ${url} did not answer within ${timeoutMs / 1000} s.\nAllow it more with --timeout, or ${ANOTHER}.`;
  if (cause instanceof AnswerTooLarge)
    return `The registry at ${url} sent an answer that is too large: more than ${cause.mostBytes / 1024 / 1024} MiB.\nNo schema is so large. Is this the address of a schema registry? Or ${ANOTHER}.`;
  if (UNTRUSTED.test(code))
    return `The certificate of the registry at ${url} is not trusted (${code}).\nWhere it is your own, name the file of the authority that signed it in NODE_EXTRA_CA_CERTS.`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'CERT_HAS_EXPIRED')
    return `The certificate of the registry at ${url} does not hold: ${printable(message)}.\nUse the name that is in the certificate, or have it renewed.`;
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
    return `The registry at ${url} does not speak TLS as https needs it (${code}).\nIf it has no certificate, its address begins with http://.`;
  if (code.startsWith('HPE_'))
    return `What answers at ${url} is no HTTP (${code}).\nIf it has a certificate, its address begins with https://.`;
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return `The registry at ${url} ended the connection before it answered (${code}).\nIts log, or that of a proxy before it, may say why. If it has a certificate, its address begins with https://.`;
  const start = isHere(url)
    ? 'Start it with `plumbline serve`, or '
    : 'Is it running, and can it be reached from here? ';
  const rest = isHere(url) ? ANOTHER : `Or ${ANOTHER}`;
  return `The registry at ${url} cannot be reached (${code || printable(message)}).\n${start}${rest}.`;
}

/** Chains that end nowhere known, as OpenSSL names them. */
const UNTRUSTED = /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_UNTRUSTED/;

const isHere = (url: string): boolean => /^https?:\/\/(localhost|127\.[\d.]+|\[::1\])(:|\/|$)/.test(url);

/** An answer that is of no use, and what to do, in two lines for a person. */
export function tellBadAnswer(url: string, path: string, answer: Answer): string {
  return `${url}${path} answered ${answer.status}: ${messageOf(answer)}\n${fixFor(answer)}`;
}

function fixFor(answer: Answer): string {
  const { status } = answer;
  if (status === 401 || status === 403)
    return 'Give credentials by PLUMBLINE_REGISTRY_USER and PLUMBLINE_REGISTRY_PASSWORD, by PLUMBLINE_REGISTRY_TOKEN, or by --header.';
  if (status === 429) return 'It asks for fewer requests: run it again later.';
  if (status >= 500)
    return status === 502 || status === 504
      ? 'What stands before the registry could not reach it. Run it again later; their logs may say more.'
      : 'The registry failed. Run it again later; its log may say more.';
  return 'Is this the address of a schema registry? Set it with --registry or PLUMBLINE_REGISTRY_URL; its log may say more.';
}

const NO_MESSAGE: Readonly<Record<number, string>> = {
  401: 'it wants to know who asks',
  403: 'it does not allow this',
  429: 'too many requests',
  502: 'bad gateway',
  503: 'it is not available',
  504: 'the gateway waited too long',
};

/** What the registry says of its answer, on one line and without anything that a terminal obeys: anybody may have written it. */
export function messageOf({ status, body }: Answer): string {
  const message = (body as { message?: unknown } | null)?.message;
  if (typeof message === 'string' && message !== '') return printable(message);
  return NO_MESSAGE[status] ?? (status >= 500 ? 'it failed' : 'not what a schema registry answers');
}

/**
 * The registry's own error code, which begins with its status; 0 where it says none. One of another status is not believed: a gateway that fails
 * must not say that a subject is absent.
 */
export function codeOf({ status, body }: Answer): number {
  const { error_code: code } = (body ?? {}) as { error_code?: unknown };
  return status >= 400 && typeof code === 'number' && Math.floor(code / 100) === status ? code : 0;
}
