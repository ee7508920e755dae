import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { RECAP_LANGUAGES } from '#domain/conference/conference.ts';
import { type Notice, writeNotice } from '#errors.ts';
import { browserLanguage } from '#shared/browser-language.ts';

/** A response body that can be sent many times, identified by its `etag`. */
export interface Resource {
  content: Uint8Array;
  gzipped?: Buffer;
  etag: string;
  type: string;
}

export async function createTextResource(text: string, type: string): Promise<Resource> {
  const content = Buffer.from(text);
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;
  return { content, gzipped: await promisify(gzip)(content, { level: 9 }), etag, type };
}

/**
 * Sent with every response: no indexing, framing, content sniffing or referrers. Only pages may load or run anything.
 */
const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Sends a resource, or 304 if the client has it already. */
export function sendResource(
  request: IncomingMessage,
  response: ServerResponse,
  { resource: { content, gzipped, etag, type }, extra }: { resource: Resource; extra: OutgoingHttpHeaders },
): void {
  const headers = { ...HEADERS, ...extra, etag, ...(gzipped && { vary: 'accept-encoding' }) };
  if (isKnown(request, etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  const acceptsGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/i.test(String(request.headers['accept-encoding'] ?? ''));
  const [body, encoding] = gzipped && acceptsGzip ? [gzipped, { 'content-encoding': 'gzip' }] : [content, {}];
  response.writeHead(200, { ...headers, ...encoding, 'content-type': type, 'content-length': body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Sends an error status with one line that says why, in the browser's language. */
export function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  { status, reason }: { status: 404 | 405 | 503; reason: Notice['key'] },
): void {
  const language = browserLanguage(request.headers, RECAP_LANGUAGES);
  response.writeHead(status, {
    ...HEADERS,
    'content-language': language,
    vary: 'accept-language',
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 405 && { allow: 'GET, HEAD' }),
    ...(status === 503 && { 'retry-after': '10' }),
  });
  response.end(request.method === 'HEAD' ? undefined : `${writeNotice({ key: reason }, language)}\n`);
}

/** Returns whether the client has the version with this tag (RFC 9110, 13.1.2: weak comparison). */
function isKnown({ headers }: IncomingMessage, etag: string): boolean {
  const known = headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, '')) ?? [];
  return known.includes(etag) || known.includes('*');
}
