import { DateTime, FixedOffsetZone, IANAZone } from 'luxon';

/** A point in time as a schedule writes it. */
export type Moment =
  /** With an offset or in a zone of its own: milliseconds since the epoch, and the zone that it was written in. */
  | { kind: 'instant'; at: number; zone: string }
  /** What the clock on the wall shows, in the conference's zone: `2016-05-26T09:00:00`. */
  | { kind: 'wall-clock'; local: string }
  | { kind: 'unreadable'; text: string };

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?:(Z)|([+-])(\d{2})(?::?(\d{2}))?)?$/i;

/** Outside these years a date is none: Sessionize's platform writes an unset one as 0001-01-01. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2200;

/** Reads `2016-05-26T09:00:00`, with a blank for the T, with or without seconds, fractions, `Z` or an offset. */
export function momentOf(text: string | undefined): Moment | undefined {
  if (text === undefined) return undefined;
  const match = MOMENT.exec(text.trim());
  if (match === null) return { kind: 'unreadable', text };
  const [, date, time, utc, sign, hours, minutes] = match;
  const local = `${date}T${time!.replace(/^\d:/, '0$&')}`;
  const reading = utcOf(local);
  if (reading === undefined) return { kind: 'unreadable', text };
  if (utc === undefined && sign === undefined) return { kind: 'wall-clock', local };
  const offset = utc === undefined ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? '0')) : 0;
  return { kind: 'instant', at: reading - offset * 60_000, zone: zoneOfOffset(offset) };
}

/** The instant at which the clock shows `local` in UTC; undefined for 30 February and the like. */
function utcOf(local: string): number | undefined {
  const at = new Date(`${local}Z`);
  const year = at.getUTCFullYear();
  // Date takes 30 February for 2 March.
  const exists = year >= FIRST_YEAR && year <= LAST_YEAR && at.toISOString().startsWith(local);
  return exists ? at.getTime() : undefined;
}

/** A zone that luxon knows for an offset in minutes: `UTC+5:30`. */
export function zoneOfOffset(minutes: number): string {
  return FixedOffsetZone.instance(minutes).name;
}

/** The instant in milliseconds since the epoch, wall-clock time being read in `zone`. */
export function instantOf(moment: Moment | undefined, zone: string): number | undefined {
  if (moment?.kind === 'instant') return moment.at;
  if (moment?.kind === 'wall-clock') return DateTime.fromISO(moment.local, { zone }).toMillis();
  return undefined;
}

/** Is `name` a zone of the IANA database? `UTC` is one. */
export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/** The most that a talk can last; beyond it a figure is a mistake. */
const LONGEST_MINUTES = 14 * 24 * 60;

/**
 * Minutes of `HH:MM`, of `D:HH:MM` (frab writes both) or of ISO 8601's `PT1H30M`; undefined for anything else and
 * for no time at all.
 */
export function minutesOf(duration: string | undefined): number | undefined {
  const text = duration?.trim() ?? '';
  const clock = /^(?:(\d{1,3}):)?(\d{1,4}):(\d{2})$/.exec(text);
  const iso = /^P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,6}S)?)?$/i.exec(text);
  const parts = clock ?? iso;
  if (parts === null) return undefined;
  const minutes = (Number(parts[1] ?? 0) * 24 + Number(parts[2] ?? 0)) * 60 + Number(parts[3] ?? 0);
  return minutes > 0 && minutes <= LONGEST_MINUTES ? minutes : undefined;
}
