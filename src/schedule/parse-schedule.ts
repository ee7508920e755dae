import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { AppError } from '#errors.ts';
import { readICalendar } from '#schedule/icalendar/icalendar.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { buildTalks } from './build-talks.ts';
import { conferenceSpan } from './conference-span.ts';
import { type RecognisedSchedule, recogniseFormat } from './detect-format.ts';
import { readFrabJson, readFrabXml } from './frab.ts';
import { isServiceSession } from './is-break.ts';
import { instantOf, isTimeZone, type Moment } from './parse-datetime.ts';
import {
  createWarnings,
  type EventDraft,
  quoted,
  type ScheduleDraft,
  type ScheduleFormat,
  type Warnings,
} from './schedule-draft.ts';
import { readSessionizeAll, readSessionizeGrid, readSessionizeSessions } from './sessionize.ts';

/** What a schedule says, as far as it could be read. */
export interface ParsedSchedule {
  format: ScheduleFormat;
  conference: {
    name?: string;
    /** The IANA zone that all instants are written in: the configured one, else the schedule's own. */
    timezone?: string;
    /** First and last conference day, as the schedule gives them or as its talks span them. */
    from?: CalendarDate;
    to?: CalendarDate;
  };
  /** By start, then room, then id. */
  talks: Talk[];
  /** What was left out or guessed, each with its place in the schedule. */
  warnings: string[];
}

/**
 * Reads a schedule in whatever of the known formats it is, recognised by its content. Parts that are no good are
 * left out with a warning that names their place; the rest is read.
 *
 * @param options.timezone the IANA zone that somebody set for the conference. It wins over the schedule's own, for
 *   reading times without offset and for writing all times. With neither, such times are read as UTC, with a warning,
 *   and instants keep the offset that they are written with.
 * @throws AppError `bad-input` where the text is no schedule, `wrong-usage` for an unknown `options.timezone`
 */
export function readSchedule(text: string, options: { timezone?: string } = {}): ParsedSchedule {
  const configured = options.timezone;
  if (configured !== undefined && !isTimeZone(configured)) {
    throw new AppError('wrong-usage', `${quoted(configured)} is no time zone. Name one such as Europe/Berlin.`);
  }
  const warnings = createWarnings();
  const draft = readDraft(recogniseFormat(text), warnings);
  const named = namedZone(draft, warnings);
  const zone = configured ?? named;
  const events = draft.events.filter((event) => !isServiceSession(event));
  warnOfZone(events, { configured, named }, warnings);
  const talks = buildTalks(events, zone, warnings);
  const span = conferenceSpan(draft, talks, zone, warnings);
  return {
    format: draft.format,
    conference: {
      ...omitUndefined({ name: draft.name, timezone: zone }),
      ...span,
    },
    talks,
    warnings: warnings.list(),
  };
}

function readDraft(schedule: RecognisedSchedule, warnings: Warnings): ScheduleDraft {
  switch (schedule.format) {
    case 'sessionize-grid':
      return readSessionizeGrid(schedule.data, warnings);
    case 'sessionize-sessions':
      return readSessionizeSessions(schedule.data, warnings);
    case 'sessionize-all':
      return readSessionizeAll(schedule.data, warnings);
    case 'frab-json':
      return readFrabJson(schedule.data, warnings);
    case 'frab-xml':
      return readFrabXml(schedule.text, warnings);
    case 'icalendar':
      return readICalendar(schedule.text, warnings);
  }
}

function namedZone({ timezone }: ScheduleDraft, warnings: Warnings): string | undefined {
  if (timezone === undefined || isTimeZone(timezone)) return timezone;
  warnings.add(`the schedule's time zone ${quoted(timezone)} is not known`);
  return undefined;
}

interface Zones {
  /** The caller's. */
  configured: string | undefined;
  /** The schedule's own. */
  named: string | undefined;
}

/** Says where the times may be read wrongly, with the first talk and its time, by which people notice. */
function warnOfZone(events: EventDraft[], { configured, named }: Zones, warnings: Warnings): void {
  const zone = configured ?? named;
  const clock = firstOf(events, (start) => start.kind === 'wall-clock');
  if (zone === undefined) {
    const first = clock ?? firstOf(events, (start) => start.kind === 'instant' && start.zone === 'UTC');
    if (first === undefined) return;
    const verb = clock === undefined ? 'shown' : 'read';
    warnings.add(`no time zone is named, so times are ${verb} as UTC: is ${describe(first, 'utc')} right?`);
    return;
  }
  if (clock !== undefined && configured !== undefined && named !== undefined && configured !== named) {
    const example = describe(clock, zone);
    warnings.add(`the schedule names the zone ${named}, its times are read in ${configured}: is ${example} right?`);
  }
  const other = firstOf(events, (start) => start.kind === 'instant' && isWrittenOtherwise(start, zone));
  if (other !== undefined) {
    warnings.add(`times are written with another offset than that of ${zone}: is ${describe(other, zone)} right?`);
  }
}

function firstOf(events: EventDraft[], fits: (start: Moment) => boolean): EventDraft | undefined {
  let first: EventDraft | undefined;
  let firstAt = Number.POSITIVE_INFINITY;
  for (const event of events) {
    if (event.start === undefined || event.title === undefined || !fits(event.start)) continue;
    const at = instantOf(event.start, 'utc') ?? firstAt;
    if (at < firstAt) {
      first = event;
      firstAt = at;
    }
  }
  return first;
}

/** UTC says nothing about where the conference is; any other offset does. */
function isWrittenOtherwise(start: Extract<Moment, { kind: 'instant' }>, zone: string): boolean {
  if (start.zone === 'UTC') return false;
  const offsetIn = (zoneName: string) => DateTime.fromMillis(start.at, { zone: zoneName }).offset;
  return offsetIn(start.zone) !== offsetIn(zone);
}

function describe(event: EventDraft, zone: string): string {
  const at = toZonedIso(instantOf(event.start, zone)!, zone);
  return `${at.slice(0, 16).replace('T', ' ')} for ${quoted(event.title!)}`;
}
