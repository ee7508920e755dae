import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import { AppError, LocalizedError } from '#errors.ts';
import { linkedSchedules, looksLikePage, scheduleExportUrl } from '#schedule/schedule-links.ts';
import { decodeText } from '#shared/decode-text.ts';
import type { ParseSchedule } from '#usecases/ports/slack.ts';
import { MAX_MEMORY_MB, TaskLimitError, type Threads } from './threads.ts';

/** A schedule of a few hundred talks is a few MB. */
const MAX_SCHEDULE_BYTES = 32 * 1024 * 1024;
const FETCH_TIMEOUT_MS = 20_000;
/** Timeout for each further file that a schedule or page refers to. */
const FOLLOW_TIMEOUT_MS = 8_000;
const PARSE_TIMEOUT_MS = 20_000;

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

/** Returns a function that parses schedules in a thread. It throws AppErrors. */
export function createScheduleParser(threads: Threads, timeoutMs = PARSE_TIMEOUT_MS): ParseSchedule {
  return (text, options) =>
    threads.run('parseSchedule', [text, options], timeoutMs).catch((error: unknown) => {
      if (!(error instanceof TaskLimitError)) throw error;
      throw error.limit === 'time'
        ? new LocalizedError('too-large', 'schedule-slow', { seconds: timeoutMs / 1000 })
        : new LocalizedError('too-large', 'schedule-memory', { mb: MAX_MEMORY_MB });
    });
}
