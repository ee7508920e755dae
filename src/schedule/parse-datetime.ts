import { DateTime } from 'luxon';
import { formatOffset } from './time-zones.ts';

export type Moment =
  /** With an offset or zone: milliseconds since the epoch, and the zone in which it was written. */
  | { kind: 'instant'; at: number; zone: string }
  /** Local time in the conference's zone: `2016-05-26T09:00:00`. */
  | { kind: 'wall-clock'; local: string }
  | { kind: 'unreadable'; text: string };

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})[T ]+(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?:(Z)|([+-])(\d{2})(?::?(\d{2}))?)?$/i;

/** Dates outside of these years are placeholders: .NET writes 0001-01-01. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2200;

/** Parses `2016-05-26T09:00:00` or `2016-05-26 9:00`, with or without fractions, `Z` or an offset. */
export function parseMoment(text: string | undefined): Moment | undefined {
  if (text === undefined) return undefined;
  // iCalendar's compact form, `20160526T0900`.
  const spaced = text.trim().replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(?=Z?$)/, '$1-$2-$3T$4:$5:$6');
  const match = MOMENT.exec(spaced.replace(/:(?=Z?$)/, ''));
  if (match === null) return { kind: 'unreadable', text };
  const [, date, time, utc, sign, hours, minutes] = match;
  const local = `${date}T${time!.replace(/^\d:/, '0$&')}`;
  const reading = parseUtc(local);
  if (reading === undefined) return { kind: 'unreadable', text };
  if (utc === undefined && sign === undefined) return { kind: 'wall-clock', local };
  const offset = utc === undefined ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? '0')) : 0;
  return { kind: 'instant', at: reading - offset * 60_000, zone: formatOffset(offset) };
}

/** Returns milliseconds since the epoch, or undefined for dates that don't exist, such as 30 February. */
function parseUtc(local: string): number | undefined {
  const at = new Date(`${local}Z`);
  const year = at.getUTCFullYear();
  const exists = year >= FIRST_YEAR && year <= LAST_YEAR && at.toISOString().startsWith(local);
  return exists ? at.getTime() : undefined;
}

/** Returns milliseconds since the epoch; wall-clock times are in `zone`. */
export function instantOf(moment: Moment | undefined, zone: string): number | undefined {
  if (moment?.kind === 'instant') return moment.at;
  if (moment?.kind === 'wall-clock') return DateTime.fromISO(moment.local, { zone }).toMillis();
  return undefined;
}

const LONGEST_MINUTES = 14 * 24 * 60;

/**
 * Parses a duration to minutes: `HH:MM` or `D:HH:MM` (frab writes both), ISO 8601 such as `PT1H30M` or `P1W` (also
 * without the T or with a sign), `45`, `45 min` or `1h30`. Returns undefined for anything else and for zero.
 */
export function parseDuration(duration: string | undefined): number | undefined {
  const text = duration?.trim() ?? '';
  const [, days, hours, minutes] = /^(?:(\d{1,3}):)?(\d{1,4}):(\d{2})$/.exec(text) ?? [];
  if (minutes !== undefined) return limitMinutes([0, Number(days ?? 0), Number(hours), Number(minutes), 0]);
  const iso =
    /^\+?P(?:(\d{1,2})W)?(?:(\d{1,3})D)?T?(?:(\d{1,4}(?:\.\d+)?)H)?(?:(\d{1,5})M)?(?:(\d{1,6})(?:\.\d+)?S)?$/i.exec(
      text,
    ) ??
    /^()()(?:(\d{1,2}(?:\.\d+)?)\s*h(?:ours?|rs?)?\.?)?\s*(?:(\d{1,4})\s*(?:m(?:in(?:ute)?s?)?\.?|['′])?)?()$/i.exec(
      text,
    );
  return iso === null ? undefined : limitMinutes(iso.slice(1).map((part) => Number(part || 0)));
}

function limitMinutes([weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0]: number[]): number | undefined {
  const sum = Math.round(((weeks * 7 + days) * 24 + hours) * 60 + minutes + seconds / 60);
  return sum > 0 && sum <= LONGEST_MINUTES ? sum : undefined;
}
