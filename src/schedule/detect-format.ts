import { AppError } from '#errors.ts';
import { isRecord } from './fields.ts';
import { excerpt } from './plain-text.ts';

/** What a text holds, by its content alone: names and content types of schedules are often wrong. */
export type RecognisedSchedule =
  | { format: 'sessionize-grid' | 'sessionize-sessions'; data: unknown[] }
  | { format: 'sessionize-all' | 'frab-json'; data: Record<string, unknown> }
  | { format: 'frab-xml' | 'icalendar'; text: string };

/** Throws AppError `bad-input` where it is no schedule, saying what it is instead. */
export function recogniseFormat(content: string): RecognisedSchedule {
  const text = content.replace(/^[\s\ufeff]+/, '');
  if (text === '') throw unrecognised('nothing: it is empty');
  if (/^BEGIN:\s*VCALENDAR/i.test(text)) return { format: 'icalendar', text };
  if (text.startsWith('{') || text.startsWith('[')) return recogniseJson(text);
  if (!text.startsWith('<')) throw unrecognised(`text that begins with “${excerpt(text, 40)}”`);
  // Declaration, comments and DOCTYPE all begin otherwise than an element does.
  const root = /<([A-Za-z][\w.:-]*)/.exec(text.slice(0, 100_000))?.[1] ?? 'none';
  if (root === 'schedule') return { format: 'frab-xml', text };
  const isPage = /^(?:html|head|body)$/i.test(root) || /^<!doctype html/i.test(text);
  throw unrecognised(isPage ? 'an HTML page' : `XML with the root element <${excerpt(root, 40)}>`);
}

function unrecognised(found: string): AppError {
  return new AppError(
    'bad-input',
    'This is no schedule in a format that is read (Sessionize GridSmart, All or Sessions as JSON, schedule.json or ' +
      `schedule.xml of pretalx or frab, iCalendar). Found ${found}.`,
  );
}

function recogniseJson(text: string): RecognisedSchedule {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? excerpt(cause.message, 120) : 'unknown reason';
    throw new AppError('bad-input', `The schedule is broken JSON: ${reason}`, { cause });
  }
  if (Array.isArray(data)) return recogniseArray(data);
  return recogniseObject(isRecord(data) ? data : {});
}

function recogniseArray(data: unknown[]): RecognisedSchedule {
  const records = data.filter(isRecord);
  const some = (...keys: string[]) => records.some((record) => keys.every((key) => Array.isArray(record[key])));
  if (data.length === 0 || some('rooms')) return { format: 'sessionize-grid', data };
  if (records.some((record) => 'fullName' in record)) {
    throw unrecognised('Sessionize speakers, which have no times: take the view GridSmart or All');
  }
  if (some('sessions')) return { format: 'sessionize-sessions', data };
  throw unrecognised(`JSON, a list of ${describeKeys(records[0])}`);
}

function recogniseObject(data: Record<string, unknown>): RecognisedSchedule {
  const schedule = isRecord(data.schedule) ? data.schedule : data;
  const { conference } = schedule;
  if (isRecord(conference) && (schedule !== data || Array.isArray(conference.days))) {
    return { format: 'frab-json', data: conference };
  }
  const isAll = Array.isArray(data.sessions) && (Array.isArray(data.speakers) || Array.isArray(data.rooms));
  if (isAll) return { format: 'sessionize-all', data };
  throw unrecognised(`JSON, ${describeKeys(data)}`);
}

function describeKeys(record: Record<string, unknown> | undefined): string {
  const keys = Object.keys(record ?? {});
  if (keys.length === 0) return 'values without names';
  return `objects with ${excerpt(keys.slice(0, 5).join(', '), 80)}${keys.length > 5 ? ' …' : ''}`;
}
