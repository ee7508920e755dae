import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '#errors.ts';
import type { ParsedSchedule } from '#schedule/parse-schedule.ts';

/** Schedules of a few hundred talks have a few MB. */
export const MAX_SCHEDULE_BYTES = 32 * 1024 * 1024;
const FETCH_TIMEOUT_MS = 20_000;
const PARSE_TIMEOUT_MS = 20_000;
const MAX_PARSE_MEMORY_MB = 512;

/** Fetches a schedule, from private addresses only if allowed. @throws AppError */
export async function fetchSchedule(url: string, allowPrivate: boolean): Promise<string> {
  const { fetchDocument } = await import('#net/fetch-document.ts');
  return fetchDocument(url, { maxBytes: MAX_SCHEDULE_BYTES, timeoutMs: FETCH_TIMEOUT_MS, allowPrivate });
}

/** What the worker gets, and what it answers. */
export interface ScheduleRequest {
  text: string;
  timezone?: string;
}
export type ScheduleResponse = { schedule: ParsedSchedule } | { code: ErrorCode; message: string };

/** Parses a schedule in a thread of its own, which a large file can't use to block the bot or fill its memory. @throws AppError */
export async function parseScheduleInWorker(text: string, options: { timezone?: string }): Promise<ParsedSchedule> {
  const { promise, resolve, reject } = Promise.withResolvers<ParsedSchedule>();
  const request: ScheduleRequest = { text, ...options };
  const worker = new Worker(new URL('./schedule-worker.ts', import.meta.url), {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: MAX_PARSE_MEMORY_MB },
  });
  const timer = setTimeout(
    () => reject(new AppError('too-large', `Reading the schedule takes more than ${PARSE_TIMEOUT_MS / 1000} s.`)),
    PARSE_TIMEOUT_MS,
  );
  worker.once('message', (response: ScheduleResponse) => {
    if ('schedule' in response) resolve(response.schedule);
    else reject(new AppError(response.code, response.message));
  });
  worker.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') reject(error);
    else reject(new AppError('too-large', `Reading the schedule takes more than ${MAX_PARSE_MEMORY_MB} MB of memory.`));
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
