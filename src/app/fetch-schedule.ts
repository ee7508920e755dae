/** Schedules of a few hundred talks have a few MB. */
export const MAX_SCHEDULE_BYTES = 32 * 1024 * 1024;
const SCHEDULE_TIMEOUT_MS = 20_000;

/** Fetches a schedule, from private addresses only if allowed. @throws AppError */
export async function fetchSchedule(url: string, allowPrivate: boolean): Promise<string> {
  const { fetchDocument } = await import('#net/fetch-document.ts');
  return fetchDocument(url, { maxBytes: MAX_SCHEDULE_BYTES, timeoutMs: SCHEDULE_TIMEOUT_MS, allowPrivate });
}
