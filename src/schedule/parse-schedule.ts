import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { buildTalks } from './build-talks.ts';
import { conferenceSpan } from './conference-span.ts';
import { detectFormat } from './detect-format.ts';
import { isServiceSession } from './is-break.ts';
import { instantOf, isTimeZone, type Moment } from './parse-datetime.ts';
import {
  checkEventCount,
  createWarnings,
  type EventDraft,
  quoted,
  type ScheduleDraft,
  type ScheduleFormat,
  type Warnings,
} from './schedule-draft.ts';

export interface ParsedSchedule {
  format: ScheduleFormat;
  conference: {
    name?: string;
    /** The IANA zone of all times: the configured one, else the schedule's own. */
    timezone?: string;
    from?: CalendarDate;
    to?: CalendarDate;
  };
  talks: Talk[];
  /** What was left out or guessed, with its location in the schedule. */
  warnings: string[];
}

/**
 * Parses a schedule in any known format, detected by its content. Invalid parts are left out with a warning.
 *
 * @param options.timezone the IANA zone set for the conference. It wins over the schedule's own. If neither exists,
 *   times without offset are read as UTC, with a warning, and instants keep their written offset.
 * @throws AppError `bad-input` if the text is not a schedule, `too-large` if it has more events than any conference,
 *   `wrong-usage` for an unknown `options.timezone`
 */
export function parseSchedule(text: string, options: { timezone?: string } = {}): ParsedSchedule {
  const configured = options.timezone;
  if (configured !== undefined && !isTimeZone(configured)) {
    throw new AppError('wrong-usage', `${quoted(configured)} is no time zone. Name one such as Europe/Berlin.`);
  }
  const warnings = createWarnings();
  const draft = detectFormat(text)(warnings);
  checkEventCount(draft.events.length);
  const named = validateZone(draft, warnings);
  const zone = configured ?? named;
  const events = draft.events.filter((event) => !isServiceSession(event));
  warnOfZone(events, { configured, named }, warnings);
  const talks = buildTalks(events, zone, warnings);
  return {
    format: draft.format,
    conference: {
      ...omitUndefined({ name: draft.name, timezone: zone }),
      ...conferenceSpan(draft, talks, zone, warnings),
    },
    talks,
    warnings: warnings.list(),
  };
}

function validateZone({ timezone }: ScheduleDraft, warnings: Warnings): string | undefined {
  if (timezone === undefined || isTimeZone(timezone)) return timezone;
  warnings.add(`the schedule's time zone ${quoted(timezone)} is not known`);
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
    const verb = clock === undefined ? 'shown' : 'read';
    warnings.add(`no time zone is named, so times are ${verb} as UTC: is ${describe(first, 'utc')} right?`);
    return;
  }
  if (clock !== undefined && configured !== undefined && named !== undefined && configured !== named) {
    const example = describe(clock, zone);
    warnings.add(`the schedule names the zone ${named}, its times are read in ${configured}: is ${example} right?`);
  }
  const b = findFirst(events, (start) => start.kind === 'instant' && hasOtherOffset(start, zone));
  if (b !== undefined) {
    warnings.add(`times are written with another offset than that of ${zone}: is ${describe(b, zone)} right?`);
  }
}

function findFirst(events: EventDraft[], fits: (start: Moment) => boolean): EventDraft | undefined {
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

/** UTC doesn't tell where the conference is; any other offset does. */
function hasOtherOffset(start: Extract<Moment, { kind: 'instant' }>, zone: string): boolean {
  if (start.zone === 'UTC') return false;
  const offsetIn = (zoneName: string) => DateTime.fromMillis(start.at, { zone: zoneName }).offset;
  return offsetIn(start.zone) !== offsetIn(zone);
}

function describe(event: EventDraft, zone: string): string {
  const at = toZonedIso(instantOf(event.start, zone)!, zone);
  return `${at.slice(0, 16).replace('T', ' ')} for ${quoted(event.title!)}`;
}
