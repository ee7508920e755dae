import { AppError } from '#errors.ts';
import { parseICalendar } from '#schedule/icalendar/icalendar.ts';
import { isRecord } from './fields.ts';
import { parseFrabJson, parseFrabXml } from './frab.ts';
import { excerpt } from './plain-text.ts';
import type { ScheduleDraft, Warnings } from './schedule-draft.ts';
import { parseSessionizeAll, parseSessionizeGrid, parseSessionizeSessions } from './sessionize.ts';

/** Parses the format that was found. */
type DraftParser = (warnings: Warnings) => ScheduleDraft;

/** Throws AppError `bad-input` that says what was found instead of a schedule. */
export function detectFormat(content: string): DraftParser {
  const text = content.replace(/^[\s\ufeff]+/, '');
  if (text === '') throw unknownFormat('nothing: it is empty');
  if (/^BEGIN:\s*VCALENDAR/i.test(text)) return (warnings) => parseICalendar(text, warnings);
  if (text.startsWith('{') || text.startsWith('[')) return detectJson(text);
  if (!text.startsWith('<')) throw unknownFormat(`text that begins with “${excerpt(text, 40)}”`);
  // The declaration, comments and DOCTYPE don't begin like an element.
  const root = /<([A-Za-z][\w.:-]*)/.exec(text.slice(0, 100_000))?.[1] ?? 'none';
  if (root === 'schedule') return (warnings) => parseFrabXml(text, warnings);
  const isPage = /^(?:html|head|body)$/i.test(root) || /^<!doctype html/i.test(text);
  throw unknownFormat(isPage ? 'an HTML page' : `XML with the root element <${excerpt(root, 40)}>`);
}

function unknownFormat(found: string): AppError {
  return new AppError(
    'bad-input',
    'This is no schedule in a format that is read (Sessionize GridSmart, All or Sessions as JSON, schedule.json or ' +
      `schedule.xml of pretalx or frab, iCalendar). Found ${found}.`,
  );
}

function detectJson(text: string): DraftParser {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? excerpt(cause.message, 120) : 'unknown reason';
    throw new AppError('bad-input', `The schedule is broken JSON: ${reason}`, { cause });
  }
  if (Array.isArray(data)) return detectArray(data);
  return detectObject(isRecord(data) ? data : {});
}

function detectArray(data: unknown[]): DraftParser {
  const records = data.filter(isRecord);
  const some = (...keys: string[]) => records.some((record) => keys.every((key) => Array.isArray(record[key])));
  if (data.length === 0 || some('rooms')) return (warnings) => parseSessionizeGrid(data, warnings);
  if (records.some((record) => 'fullName' in record)) {
    throw unknownFormat('Sessionize speakers, which have no times: take the view GridSmart or All');
  }
  if (some('sessions')) return (warnings) => parseSessionizeSessions(data, warnings);
  throw unknownFormat(`JSON, a list of ${describeKeys(records[0])}`);
}

function detectObject(data: Record<string, unknown>): DraftParser {
  const schedule = isRecord(data.schedule) ? data.schedule : data;
  const { conference } = schedule;
  if (isRecord(conference) && (schedule !== data || Array.isArray(conference.days))) {
    return (warnings) => parseFrabJson(conference, warnings);
  }
  const isAll = Array.isArray(data.sessions) && (Array.isArray(data.speakers) || Array.isArray(data.rooms));
  if (isAll) return (warnings) => parseSessionizeAll(data, warnings);
  throw unknownFormat(`JSON, ${describeKeys(data)}`);
}

function describeKeys(record: Record<string, unknown> | undefined): string {
  const keys = Object.keys(record ?? {});
  if (keys.length === 0) return 'values without names';
  return `objects with ${excerpt(keys.slice(0, 5).join(', '), 80)}${keys.length > 5 ? ' …' : ''}`;
}
