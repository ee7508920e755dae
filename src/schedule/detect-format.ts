import { AppError } from '#errors.ts';
import { isRecord } from './fields.ts';
import { excerpt } from './plain-text.ts';

/** A format detected by content alone, since names and content types of schedules are often wrong. */
export type DetectedSchedule =
  | { format: 'sessionize-grid' | 'sessionize-sessions'; data: unknown[] }
  | { format: 'sessionize-all' | 'frab-json'; data: Record<string, unknown> }
  | { format: 'frab-xml' | 'icalendar'; text: string };

/** Throws AppError `bad-input` that says what was found instead of a schedule. */
export function detectFormat(content: string): DetectedSchedule {
  const text = content.replace(/^[\s\ufeff]+/, '');
  if (text === '') throw unknownFormat('nothing: it is empty');
  if (/^BEGIN:\s*VCALENDAR/i.test(text)) return { format: 'icalendar', text };
  if (text.startsWith('{') || text.startsWith('[')) return detectJson(text);
  if (!text.startsWith('<')) throw unknownFormat(`text that begins with “${excerpt(text, 40)}”`);
  // The declaration, comments and DOCTYPE don't begin like an element.
  const root = /<([A-Za-z][\w.:-]*)/.exec(text.slice(0, 100_000))?.[1] ?? 'none';
  if (root === 'schedule') return { format: 'frab-xml', text };
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

function detectJson(text: string): DetectedSchedule {
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

function detectArray(data: unknown[]): DetectedSchedule {
  const records = data.filter(isRecord);
  const some = (...keys: string[]) => records.some((record) => keys.every((key) => Array.isArray(record[key])));
  if (data.length === 0 || some('rooms')) return { format: 'sessionize-grid', data };
  if (records.some((record) => 'fullName' in record)) {
    throw unknownFormat('Sessionize speakers, which have no times: take the view GridSmart or All');
  }
  if (some('sessions')) return { format: 'sessionize-sessions', data };
  throw unknownFormat(`JSON, a list of ${describeKeys(records[0])}`);
}

function detectObject(data: Record<string, unknown>): DetectedSchedule {
  const schedule = isRecord(data.schedule) ? data.schedule : data;
  const { conference } = schedule;
  if (isRecord(conference) && (schedule !== data || Array.isArray(conference.days))) {
    return { format: 'frab-json', data: conference };
  }
  const isAll = Array.isArray(data.sessions) && (Array.isArray(data.speakers) || Array.isArray(data.rooms));
  if (isAll) return { format: 'sessionize-all', data };
  throw unknownFormat(`JSON, ${describeKeys(data)}`);
}

function describeKeys(record: Record<string, unknown> | undefined): string {
  const keys = Object.keys(record ?? {});
  if (keys.length === 0) return 'values without names';
  return `objects with ${excerpt(keys.slice(0, 5).join(', '), 80)}${keys.length > 5 ? ' …' : ''}`;
}
