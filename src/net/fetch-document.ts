import { STATUS_CODES } from 'node:http';
import { isIP } from 'node:net';
import { Agent, fetch, type Response } from 'undici';
import { AppError, LocalizedError } from '#errors.ts';
import { decodeText } from '#shared/decode-text.ts';
import { createPublicLookup, isPublicAddress, refusalOf } from './public-address.ts';

export interface FetchOptions {
  /** Counted after decompression, to guard against zip bombs and wrong content lengths. */
  maxBytes: number;
  /** For the whole request: name resolution, redirects and body. */
  timeoutMs: number;
  /** Allows private and local addresses, too. Only for URLs from a person who can reach those addresses anyway. */
  allowPrivate: boolean;
  userAgent?: string;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches a text over http or https, following redirects. To prevent server-side request forgery, addresses that aren't
 * public are refused when connecting, also after each redirect.
 *
 * @throws AppError `wrong-usage` (not an http(s) address), `refused`, `unreachable` (also for any status but 2xx, and
 *   for timeouts), `too-large`
 */
export async function fetchDocument(url: string, options: FetchOptions): Promise<string> {
  const { maxBytes, timeoutMs, allowPrivate, userAgent = 'conference-recap' } = options;
  let address = URL.parse(url);
  if (address === null)
    throw new LocalizedError('wrong-usage', 'url-invalid', { text: url.slice(0, 100).replace(/\s+/g, ' ') });
  if (!isHttp(address)) {
    throw new LocalizedError('wrong-usage', 'url-scheme', { scheme: `${address.protocol}//` });
  }
  const signal = AbortSignal.timeout(timeoutMs);
  const dispatcher = new Agent(allowPrivate ? {} : { connect: { lookup: createPublicLookup() } });
  const headers = {
    accept: 'application/json, text/calendar, application/xml, text/xml, */*;q=0.5',
    'accept-encoding': 'identity',
    'user-agent': userAgent,
  };
  try {
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      // Checked here because IP addresses are connected to without a lookup. The URL parser has normalized spellings
      // such as 0x7f.1 and 2130706433.
      const host = address.hostname.replace(/^\[|\]$/g, '');
      if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw refusalOf(host, host);
      const response = await fetch(address, { dispatcher, signal, redirect: 'manual', headers });
      const next = redirectOf(response, address);
      if (next === undefined) return await readText(response, describe(address), maxBytes);
      address = next;
    }
  } catch (error) {
    if (!signal.aborted) throw explain(error, address);
    const slow = { address: describe(address), seconds: timeoutMs / 1000 };
    throw new LocalizedError('unreachable', 'fetch-slow', slow, { cause: error });
  } finally {
    await dispatcher.destroy();
  }
  throw new LocalizedError('unreachable', 'fetch-redirects', { address: describe(address), most: MAX_REDIRECTS });
}

function isHttp(address: URL): boolean {
  return address.protocol === 'http:' || address.protocol === 'https:';
}

/** Returns the redirect's target; undefined if this is the document itself. */
function redirectOf({ status, headers, ok }: Response, from: URL): URL | undefined {
  const location = headers.get('location');
  if (REDIRECTS.has(status) && location !== null) {
    const next = URL.parse(location, from.href);
    if (next !== null && isHttp(next)) return next;
    throw new LocalizedError('refused', 'fetch-redirect-scheme', { address: describe(from) });
  }
  if (ok) return undefined;
  throw new LocalizedError('unreachable', 'fetch-status', {
    address: describe(from),
    status: `${status} ${STATUS_CODES[status] ?? ''}`.trim(),
  });
}

async function readText({ headers, body }: Response, name: string, maxBytes: number): Promise<string> {
  const tooLarge = new LocalizedError('too-large', 'fetch-too-large', {
    address: name,
    mb: Number((maxBytes / 2 ** 20).toFixed(2)),
  });
  if (Number(headers.get('content-length')) > maxBytes) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(headers.get('content-type') ?? '')?.[1];
  return decodeText(Buffer.concat(chunks), charset);
}

/** Returns an address without its query, which may hold secrets. */
function describe({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

function explain(error: unknown, address: URL): AppError {
  // `fetch` says only that it failed; the cause says why.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof AppError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'none';
  const reason = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
  const values = { address: describe(address), code, reason };
  return new LocalizedError('unreachable', 'fetch-failed', values, { cause: error });
}
