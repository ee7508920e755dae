/**
 * Returns the wait in milliseconds from `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3). Returns undefined if
 * the header is missing or invalid.
 *
 * @param now milliseconds since the epoch
 */
export function retryAfterMs(headers: Headers | undefined, now: number): number | undefined {
  const after = headers?.get('retry-after') ?? '';
  const wait = /^\d+(?:\.\d+)?$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
