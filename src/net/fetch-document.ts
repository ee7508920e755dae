import { type IncomingMessage, request as requestHttp, STATUS_CODES } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { AppError } from '#errors.ts';
import { createPublicLookup, isPublicAddress, refusalOf } from './public-address.ts';
import { readBody } from './read-body.ts';

export interface FetchOptions {
  maxBytes: number;
  /** For everything: name resolution, redirects and body. */
  timeoutMs: number;
  /** Also private and local addresses: only if the person who gives the address can reach them anyway. */
  allowPrivate: boolean;
  userAgent?: string;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches a text over http or https, following redirects. Against server-side request forgery, addresses that aren't
 * public are refused when connecting, for every redirect again.
 *
 * @throws AppError `wrong-usage` (not an http(s) address), `refused`, `unreachable` (also any answer but 2xx, and
 *   timeouts), `too-large`, `bad-input` (an unknown encoding)
 */
export async function fetchDocument(url: string, options: FetchOptions): Promise<string> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  let address = URL.parse(url);
  if (address === null)
    throw new AppError(
      'wrong-usage',
      `“${url.slice(0, 100).replace(/\s+/g, ' ')}” is no address. Give one that begins with https://.`,
    );
  if (!isHttp(address)) {
    throw new AppError('wrong-usage', `Only http and https addresses are fetched, not ${address.protocol}//.`);
  }
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    try {
      const response = await request(address, options, signal);
      const next = redirectOf(response, address);
      if (next === undefined) return await readBody(response, describe(address), options.maxBytes);
      response.destroy();
      address = next;
    } catch (error) {
      throw explain(error, address, signal, options.timeoutMs);
    }
  }
  throw new AppError('unreachable', `${describe(address)} was reached over more than ${MAX_REDIRECTS} redirects.`);
}

function isHttp(address: URL): boolean {
  return address.protocol === 'http:' || address.protocol === 'https:';
}

function request(address: URL, options: FetchOptions, signal: AbortSignal): Promise<IncomingMessage> {
  // The URL parser normalizes 0x7f.1 and 2130706433; IP addresses are connected to without a lookup.
  const host = address.hostname.replace(/^\[|\]$/g, '');
  if (!options.allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw refusalOf(host, host);
  const send = address.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = send(address, {
      agent: false,
      signal,
      ...(!options.allowPrivate && { lookup: createPublicLookup() }),
      headers: {
        accept: 'application/json, text/calendar, application/xml, text/xml, */*;q=0.5',
        'accept-encoding': 'identity',
        'user-agent': options.userAgent ?? 'conference-recap',
      },
    });
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.end();
  });
}

/** Returns the redirect's target, undefined for the document itself. */
function redirectOf(response: IncomingMessage, from: URL): URL | undefined {
  const status = response.statusCode ?? 0;
  const { location } = response.headers;
  if (REDIRECTS.has(status) && location !== undefined) {
    const next = URL.parse(location, from.href);
    if (next !== null && isHttp(next)) return next;
    response.destroy();
    throw new AppError('refused', `${describe(from)} redirects to something else than an http or https address.`);
  }
  if (status >= 200 && status < 300) return undefined;
  response.destroy();
  const answer = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
  throw new AppError('unreachable', `${describe(from)} answered ${answer}.`);
}

/** Returns an address without its query, which may hold secrets. */
function describe({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

function explain(error: unknown, address: URL, signal: AbortSignal, timeoutMs: number): AppError {
  if (error instanceof AppError) return error;
  if (signal.aborted) {
    return new AppError('unreachable', `${describe(address)} took longer than ${timeoutMs / 1000} s.`, {
      cause: error,
    });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons: Record<string, string> = {
    ENOTFOUND: 'there is no such host',
    EAI_AGAIN: 'its name could not be looked up',
    ECONNREFUSED: 'the connection was refused',
    ECONNRESET: 'the connection broke off',
  };
  const reason = reasons[code] ?? (error instanceof Error ? error.message.split('\n')[0] : 'unknown reason');
  return new AppError('unreachable', `${describe(address)} can't be reached: ${reason}.`, { cause: error });
}
