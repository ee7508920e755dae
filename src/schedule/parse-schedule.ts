import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { LocalizedError, type Notice } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { buildTalks } from './build-talks.ts';
import { conferenceSpan } from './conference-span.ts';
import { correctToPrintedTimes } from './correct-times.ts';
import { detectFormat } from './formats.ts';
import { isServiceSession } from './is-break.ts';
import { instantOf, type Moment } from './parse-datetime.ts';
import {
  type Columns,
  checkEventCount,
  createWarnings,
  describeColumns,
  type EventDraft,
  type ScheduleDraft,
  type ScheduleFormat,
  shortened,
  type Warnings,
} from './schedule-draft.ts';
import { ianaZone, isTimeZone } from './time-zones.ts';

export interface ParsedSchedule {
  /** Id of the {@link ScheduleFormat}. */
  format: string;
  conference: {
    name?: string;
    /** IANA zone of all times: the configured one, otherwise the schedule's own. */
    timezone?: string;
    from?: CalendarDate;
    to?: CalendarDate;
  };
  talks: Talk[];
  /** What was left out or guessed, and where in the schedule. */
  warnings: Notice[];
  /** How the columns of a file without a known format were understood. */
  columns?: Columns;
}

/**
 * Parses a schedule in any supported format, detected by its content. Invalid parts are left out with a warning.
 *
 * @param options.timezone IANA zone set for the conference; it overrides the schedule's own. If neither is known, times
 *   without offset are read as UTC, with a warning, and instants keep their offsets.
 * @param options.near a day of the conference, for dates without a year
 * @throws AppError `bad-input` if the text is not a schedule or has no talks, `too-large` if it has too many events,
 *   `wrong-usage` for an unknown `options.timezone`
 */
export function parseSchedule(text: string, options: { timezone?: string; near?: CalendarDate } = {}): ParsedSchedule {
  const configured = options.timezone;
  if (configured !== undefined && !isTimeZone(configured)) {
    throw new LocalizedError('wrong-usage', 'timezone-unknown', { text: shortened(configured) });
  }
  const warnings = createWarnings();
  const { format, source } = detectFormat(text, options.near);
  const draft = format.read(source, warnings);
  checkEventCount(draft.events.length);
  const named = validateZone(draft, warnings);
  const zone = configured ?? named;
  const events = correctToPrintedTimes(draft.events, named ?? configured, warnings);
  const { talks, ...days } = conferenceSpan(draft, buildTalks(events, zone, warnings), { zone, warnings });
  if (talks.length === 0) throw noTalks(format, draft, warnings);
  const starts = new Set(talks.map(({ startsAt }) => Date.parse(startsAt)));
  const kept = events.filter((event) => !isServiceSession(event) && starts.has(instantOf(event.start, zone ?? 'utc')!));
  warnOfZone(kept, { configured, named }, warnings);
  warnOfMissing(format, talks, warnings);
  return {
    format: format.id,
    conference: { ...omitUndefined({ name: draft.name, timezone: zone }), ...days },
    talks,
    warnings: warnings.list(),
    ...omitUndefined({ columns: draft.columns }),
  };
}

/** Returns what people should check after a schedule was parsed. */
export function scheduleRemarks({ columns, warnings }: ParsedSchedule): Notice[] {
  return columns === undefined ? warnings : [describeColumns(columns), ...warnings];
}

/** Creates the error that says what was found instead of talks, and what to do. */
function noTalks(format: ScheduleFormat, { events, columns }: ScheduleDraft, warnings: Warnings): LocalizedError {
  const understood = columns === undefined || events.length === 0 ? [] : [describeColumns(columns)];
  const reasons = [...understood, ...warnings.list()].slice(0, 2);
  return new LocalizedError('bad-input', 'schedule-no-talks', {
    format: format.label,
    events: events.length === 0 ? 'none' : 'some',
    fields: format.looksFor?.start ?? 'none',
    known: reasons.length === 0 ? 'nothing' : 'reasons',
    reasons,
  });
}

/** With fewer talks, missing speakers or rooms needn't mean a parsing problem. */
const LEAST_TALKS = 2;

/** Warns if no talk has speakers or a room, and says which fields were looked for. */
function warnOfMissing({ looksFor }: ScheduleFormat, talks: Talk[], warnings: Warnings): void {
  if (looksFor === undefined || talks.length < LEAST_TALKS) return;
  if (talks.every(({ speakers }) => speakers.length === 0)) {
    warnings.add('no-talk-has', { what: 'speakers', fields: looksFor.speakers });
  }
  if (looksFor.room !== undefined && talks.every(({ room }) => room === undefined)) {
    warnings.add('no-talk-has', { what: 'room', fields: looksFor.room });
  }
}

function validateZone({ timezone }: ScheduleDraft, warnings: Warnings): string | undefined {
  const zone = timezone === undefined ? undefined : ianaZone(timezone);
  if (timezone === undefined || zone !== undefined) return zone;
  warnings.add('schedule-zone-unknown', { zone: shortened(timezone) });
  return undefined;
}

/** Warns if times may be in the wrong zone, with the first affected talk and its time as an example. */
function warnOfZone(
  events: EventDraft[],
  { configured, named }: { configured: string | undefined; named: string | undefined },
  warnings: Warnings,
): void {
  const zone = configured ?? named;
  const clock = findFirst(events, (start) => start.kind === 'wall-clock');
  if (zone === undefined) {
    const first = clock ?? findFirst(events, (start) => start.kind === 'instant' && start.zone === 'UTC');
    if (first === undefined) return;
    warnings.add('schedule-zone-missing', exampleOf(first, 'utc'));
    return;
  }
  if (clock !== undefined && configured !== undefined && named !== undefined && configured !== named) {
    warnings.add('schedule-zone-differs', { named, configured, ...exampleOf(clock, zone) });
  }
  const b = findFirst(events, (start) => start.kind === 'instant' && hasOtherOffset(start, zone));
  if (b !== undefined) {
    warnings.add('schedule-offset-differs', { zone, ...exampleOf(b, zone) });
  }
}

function findFirst(events: EventDraft[], fits: (start: Moment) => boolean): EventDraft | undefined {
  let first: EventDraft | undefined;
  let firstAt = Number.POSITIVE_INFINITY;
  for (const event of events) {
    if (event.start === undefined || event.title === undefined) continue;
    const at = instantOf(event.start, 'utc') ?? firstAt;
    if (at < firstAt && fits(event.start)) {
      first = event;
      firstAt = at;
    }
  }
  return first;
}

/** Returns whether a time has an offset that isn't the zone's. UTC says nothing about where the conference is. */
function hasOtherOffset(start: Extract<Moment, { kind: 'instant' }>, zone: string): boolean {
  if (start.zone === 'UTC') return false;
  const offsetIn = (zoneName: string) => DateTime.fromMillis(start.at, { zone: zoneName }).offset;
  return offsetIn(start.zone) !== offsetIn(zone);
}

function exampleOf(event: EventDraft, zone: string): { time: string; title: string } {
  const at = toZonedIso(instantOf(event.start, zone)!, zone);
  return { time: at.slice(0, 16).replace('T', ' '), title: shortened(event.title!) };
}
