import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

/** A page, or its feed, ready to be sent. */
export interface ReadyText {
  content: Buffer;
  gzipped: Buffer;
  etag: string;
  type: string;
}

export async function readyText(text: string, type: string): Promise<ReadyText> {
  const content = Buffer.from(text);
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;
  return { content, gzipped: await pack(content, { level: 9 }), etag, type };
}

/** What every answer says: not to be listed, framed, guessed at or told of to other sites. */
const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Nothing of what isn't a page may do anything. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'";

/** Sends a text with its tag; who has it already is told so. It may be kept, but is asked for each time. */
export function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  { content, gzipped, etag, type }: ReadyText,
  policy = NOTHING,
): void {
  const headers = {
    ...ALWAYS,
    'content-security-policy': policy,
    'cache-control': 'private, no-cache',
    vary: 'accept-encoding',
    etag,
  };
  if (isKnown(request, etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  const packs = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/i.test(String(request.headers['accept-encoding'] ?? ''));
  const body = packs ? gzipped : content;
  response.writeHead(200, {
    ...headers,
    'content-type': type,
    'content-length': body.byteLength,
    ...(packs && { 'content-encoding': 'gzip' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Sends a picture, known by the hash of its content. */
export function sendPicture(
  request: IncomingMessage,
  response: ServerResponse,
  { type, hash, content }: { type: string; hash: string; content: Uint8Array },
): void {
  const etag = `"${hash.slice(0, 32)}"`;
  const headers = {
    ...ALWAYS,
    'content-security-policy': NOTHING,
    'cache-control': 'private, max-age=300',
    etag,
  };
  if (isKnown(request, etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'content-type': type, 'content-length': content.byteLength });
  response.end(request.method === 'HEAD' ? undefined : content);
}

/** Says in a line why there is nothing to see. */
export function sendWords(
  request: IncomingMessage,
  response: ServerResponse,
  status: 404 | 405 | 503,
  words: string,
): void {
  response.writeHead(status, {
    ...ALWAYS,
    'content-security-policy': NOTHING,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 405 && { allow: 'GET, HEAD' }),
    ...(status === 503 && { 'retry-after': '10' }),
  });
  response.end(request.method === 'HEAD' ? undefined : `${words}\n`);
}

/** Does the reader have what the tag names? (RFC 9110, 13.1.2: compared weakly.) */
function isKnown({ headers }: IncomingMessage, etag: string): boolean {
  const known = headers['if-none-match'];
  if (known === undefined) return false;
  return known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag || one.trim() === '*');
}
