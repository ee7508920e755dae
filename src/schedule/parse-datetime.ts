import { DateTime, FixedOffsetZone, IANAZone } from 'luxon';

export type Moment =
  /** With an offset or zone: milliseconds since the epoch, and the zone it was written in. */
  | { kind: 'instant'; at: number; zone: string }
  /** Local time in the conference's zone: `2016-05-26T09:00:00`. */
  | { kind: 'wall-clock'; local: string }
  | { kind: 'unreadable'; text: string };

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?:(Z)|([+-])(\d{2})(?::?(\d{2}))?)?$/i;

/** Dates outside of these years are unset ones: .NET writes 0001-01-01. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2200;

/** Parses `2016-05-26T09:00:00` or `2016-05-26 9:00`, with or without fractions, `Z` or an offset. */
export function parseMoment(text: string | undefined): Moment | undefined {
  if (text === undefined) return undefined;
  const match = MOMENT.exec(text.trim());
  if (match === null) return { kind: 'unreadable', text };
  const [, date, time, utc, sign, hours, minutes] = match;
  const local = `${date}T${time!.replace(/^\d:/, '0$&')}`;
  const reading = parseUtc(local);
  if (reading === undefined) return { kind: 'unreadable', text };
  if (utc === undefined && sign === undefined) return { kind: 'wall-clock', local };
  const offset = utc === undefined ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? '0')) : 0;
  return { kind: 'instant', at: reading - offset * 60_000, zone: formatOffset(offset) };
}

/** Returns undefined for dates that don't exist, such as 30 February. */
function parseUtc(local: string): number | undefined {
  const at = new Date(`${local}Z`);
  const year = at.getUTCFullYear();
  const exists = year >= FIRST_YEAR && year <= LAST_YEAR && at.toISOString().startsWith(local);
  return exists ? at.getTime() : undefined;
}

/** Returns luxon's name of an offset in minutes: `UTC+5:30`. */
export function formatOffset(minutes: number): string {
  return FixedOffsetZone.instance(minutes).name;
}

/** Returns milliseconds since the epoch, reading wall-clock time in `zone`. */
export function instantOf(moment: Moment | undefined, zone: string): number | undefined {
  if (moment?.kind === 'instant') return moment.at;
  if (moment?.kind === 'wall-clock') return DateTime.fromISO(moment.local, { zone }).toMillis();
  return undefined;
}

export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

const LONGEST_MINUTES = 14 * 24 * 60;

/**
 * Parses `HH:MM`, `D:HH:MM` (frab writes both) or ISO 8601's `PT1H30M` to minutes; undefined for anything else and for
 * zero.
 */
export function parseDuration(duration: string | undefined): number | undefined {
  const text = duration?.trim() ?? '';
  const clock = /^(?:(\d{1,3}):)?(\d{1,4}):(\d{2})$/.exec(text);
  const iso = /^P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?$/i.exec(text);
  const parts = clock ?? iso;
  if (parts === null) return undefined;
  const minutes = (Number(parts[1] ?? 0) * 24 + Number(parts[2] ?? 0)) * 60 + Number(parts[3] ?? 0);
  return minutes > 0 && minutes <= LONGEST_MINUTES ? minutes : undefined;
}
