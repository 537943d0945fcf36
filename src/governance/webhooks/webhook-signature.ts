import { createHmac } from 'node:crypto';

const BASE64_SECRET = 'whsec_';

/**
 * The headers by which a receiver knows who sent a body and that it is no old one: Standard Webhooks 1.0.0, "Signature
 * scheme", HMAC-SHA256 over `id.timestamp.body`. Without a secret there is no signature.
 */
export function signatureHeaders(id: string, body: string, secret: string | null, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secret === null) return headers;
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}

const keyOf = (secret: string): Buffer =>
  secret.startsWith(BASE64_SECRET) ? Buffer.from(secret.slice(BASE64_SECRET.length), 'base64') : Buffer.from(secret);
