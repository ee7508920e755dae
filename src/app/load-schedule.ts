import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { AppError, type ErrorCode, LocalizedError, type Notice } from '#errors.ts';
import type { ParsedSchedule } from '#schedule/parse-schedule.ts';
import { linkedSchedules, looksLikePage, scheduleExportUrl } from '#schedule/schedule-links.ts';
import { decodeText } from '#shared/decode-text.ts';

/** A schedule of a few hundred talks is a few MB. */
const MAX_SCHEDULE_BYTES = 32 * 1024 * 1024;
const FETCH_TIMEOUT_MS = 20_000;
/** Timeout for each further file that a schedule or page refers to. */
const FOLLOW_TIMEOUT_MS = 8_000;
const PARSE_TIMEOUT_MS = 20_000;
const MAX_PARSE_MEMORY_MB = 512;

/** Returns the text of a schedule from a file, a folder that contains one, or a URL. @throws AppError */
export async function loadSchedule(schedule: string | undefined, allowPrivate: boolean): Promise<string | undefined> {
  if (schedule === undefined) return undefined;
  if (/^https?:\/\//i.test(schedule)) return fetchSchedule(schedule, allowPrivate);
  return readSchedule(await findSchedule(schedule)).catch((cause) => {
    if (cause instanceof AppError) throw cause;
    throw new AppError('bad-input', `Can't read the schedule ${schedule}. Enter a file or an http(s) link.`, {
      cause,
    });
  });
}

/** Where the source of a conference website usually keeps its schedule. */
const SCHEDULE_FILES = ['schedule.yml', 'schedule.yaml', 'schedule.json'].flatMap((name) => [name, `_data/${name}`]);

async function findSchedule(path: string): Promise<string> {
  const status = await stat(path).catch(() => undefined);
  if (status?.isDirectory() !== true) return path;
  const found = SCHEDULE_FILES.map((name) => join(path, name)).find((file) => existsSync(file));
  if (found === undefined) {
    throw new AppError(
      'bad-input',
      `${path} is a folder without ${SCHEDULE_FILES[0]}. Enter the path of the schedule's file.`,
    );
  }
  return found;
}

async function readSchedule(path: string): Promise<string> {
  const text = await readTextFile(path);
  return joinFiles(path, text, (name) => readTextFile(join(dirname(path), name)));
}

async function readTextFile(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > MAX_SCHEDULE_BYTES) {
    throw new AppError('too-large', `${path} is larger than ${MAX_SCHEDULE_BYTES / 2 ** 20} MB.`);
  }
  return decodeText(await readFile(path));
}

/** Fetches a schedule, or the one that a page links to; from private addresses only if allowed. @throws AppError */
export async function fetchSchedule(url: string, allowPrivate: boolean): Promise<string> {
  const { fetchDocument } = await import('#net/fetch-document.ts');
  // Links to other private addresses are not followed, even from a page at a private address that was allowed.
  const isGiven = (address: string) => URL.parse(address)?.origin === URL.parse(url)?.origin;
  const get = (address: string, timeoutMs = FOLLOW_TIMEOUT_MS) =>
    fetchDocument(address, {
      ...{ maxBytes: MAX_SCHEDULE_BYTES, timeoutMs },
      allowPrivate: allowPrivate && isGiven(address),
    });
  const text = await get(scheduleExportUrl(url) ?? url, FETCH_TIMEOUT_MS);
  for (const address of linkedSchedules(text, url)) {
    const linked = await get(address).catch(() => undefined);
    if (linked !== undefined && !looksLikePage(linked)) return linked;
  }
  return joinFiles(new URL(url).pathname, text, (name) => get(new URL(name, url).href));
}

/** Combines a schedule and the files that it refers to into one JSON text. Missing files are left out. */
async function joinFiles(path: string, text: string, read: (name: string) => Promise<string>): Promise<string> {
  const names = companionFiles(basename(path), text);
  if (names.length === 0) return text;
  const files: Record<string, string> = { schedule: text };
  for (const name of names) {
    const content = await read(name).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'too-large') throw error;
      return undefined;
    });
    if (content !== undefined) files[parse(name).name] = content;
  }
  return JSON.stringify({ files });
}

/**
 * Returns the names of the files next to a schedule that are needed to read it: those with the sessions and speakers
 * that it names by id, or with the talks of its time slots.
 */
function companionFiles(name: string, text: string): string[] {
  const [, ending] = /^schedule\.(ya?ml|json)$/i.exec(name) ?? [];
  if (ending === undefined) return [];
  if (/^[ \t]*"?sessionIds?"?[ \t]*:|^[ \t]*(?:-[ \t]*)?"?items"?[ \t]*:\s*\[\s*\d/m.test(text)) {
    return [`sessions.${ending}`, `speakers.${ending}`];
  }
  return /^[ \t]*grid[ \t]*:/m.test(text) ? [`videos.${ending}`, `event.${ending}`] : [];
}

/** The message to the worker. {@link ScheduleResponse} is its reply. */
export interface ScheduleRequest {
  text: string;
  timezone?: string;
  near?: CalendarDate;
}
export type ScheduleResponse = { schedule: ParsedSchedule } | { code: ErrorCode; notice: Notice };

/**
 * Returns the code of a thread that runs a program. It enables the compile cache first, which a thread doesn't inherit:
 * compiling the parsers takes longer than parsing.
 */
export function workerCode({ href }: URL): string {
  return `require('node:module').enableCompileCache(); import(${JSON.stringify(href)});`;
}

/**
 * Parses a schedule in a worker thread, so that a large file can't block the bot or exhaust its memory. @throws
 * AppError
 */
export async function parseScheduleInWorker(
  text: string,
  { timeoutMs = PARSE_TIMEOUT_MS, ...options }: Omit<ScheduleRequest, 'text'> & { timeoutMs?: number },
): Promise<ParsedSchedule> {
  const { promise, resolve, reject } = Promise.withResolvers<ParsedSchedule>();
  const request: ScheduleRequest = { text, ...options };
  const worker = new Worker(workerCode(new URL('./schedule-worker.ts', import.meta.url)), {
    eval: true,
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: MAX_PARSE_MEMORY_MB },
  });
  const timer = setTimeout(
    () => reject(new LocalizedError('too-large', 'schedule-slow', { seconds: timeoutMs / 1000 })),
    timeoutMs,
  );
  worker.once('message', (response: ScheduleResponse) => {
    if ('schedule' in response) resolve(response.schedule);
    else reject(new LocalizedError(response.code, response.notice.key, response.notice.values));
  });
  worker.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') reject(error);
    else reject(new LocalizedError('too-large', 'schedule-memory', { mb: MAX_PARSE_MEMORY_MB }));
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
