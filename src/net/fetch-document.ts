import { STATUS_CODES } from 'node:http';
import { isIP } from 'node:net';
import { Agent, fetch, type Response } from 'undici';
import { AppError } from '#errors.ts';
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
    throw new AppError(
      'wrong-usage',
      `“${url.slice(0, 100).replace(/\s+/g, ' ')}” is no address. Give one that begins with https://.`,
    );
  if (!isHttp(address)) {
    throw new AppError('wrong-usage', `Only http and https addresses are fetched, not ${address.protocol}//.`);
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
    throw new AppError('unreachable', `${describe(address)} took longer than ${timeoutMs / 1000} s.`, { cause: error });
  } finally {
    await dispatcher.destroy();
  }
  throw new AppError('unreachable', `${describe(address)} was reached over more than ${MAX_REDIRECTS} redirects.`);
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
    throw new AppError('refused', `${describe(from)} redirects to something else than an http or https address.`);
  }
  if (ok) return undefined;
  throw new AppError('unreachable', `${describe(from)} answered ${`${status} ${STATUS_CODES[status] ?? ''}`.trim()}.`);
}

async function readText({ headers, body }: Response, name: string, maxBytes: number): Promise<string> {
  const tooLarge = new AppError('too-large', `${name} is larger than ${maxBytes} bytes.`);
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

const REASONS: Record<string, string> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke off',
  UND_ERR_SOCKET: 'the connection broke off',
};

function explain(error: unknown, address: URL): AppError {
  // `fetch` says only that it failed; the cause says why.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof AppError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = REASONS[code] ?? (cause instanceof Error ? cause.message.split('\n')[0] : 'unknown reason');
  return new AppError('unreachable', `${describe(address)} can't be reached: ${reason}.`, { cause: error });
}
