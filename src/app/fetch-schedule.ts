/** A schedule of a few hundred talks has a few MB; nobody's has this many. */
export const MAX_SCHEDULE_BYTES = 32 * 1024 * 1024;
const SCHEDULE_TIMEOUT_MS = 20_000;

/** A schedule's text from an http(s) address; from a private one only where that is allowed. @throws AppError */
export async function fetchSchedule(url: string, allowPrivate: boolean): Promise<string> {
  const { fetchDocument } = await import('#net/fetch-document.ts');
  return fetchDocument(url, { maxBytes: MAX_SCHEDULE_BYTES, timeoutMs: SCHEDULE_TIMEOUT_MS, allowPrivate });
}
