import { AppError } from '#errors.ts';
import { readFrabJson } from '#schedule/frab/json.ts';
import { readFrabXml } from '#schedule/frab/xml.ts';
import { readICalendar } from '#schedule/icalendar/icalendar.ts';
import { readSessionizeAll } from '#schedule/sessionize/all-view.ts';
import { readSessionizeGrid } from '#schedule/sessionize/grid-view.ts';
import { readSessionizeSessions } from '#schedule/sessionize/sessions-view.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { buildTalks } from './build-talks.ts';
import { conferenceSpan } from './conference-span.ts';
import { type RecognisedSchedule, recogniseFormat } from './detect-format.ts';
import type { ScheduleDraft } from './draft-session.ts';
import { isServiceSession } from './is-break.ts';
import { isTimeZone } from './parse-datetime.ts';
import type { ParsedSchedule } from './parsed-schedule.ts';
import { createWarnings, quoted, type Warnings } from './warnings.ts';
import { warnOfZone } from './zone-warnings.ts';

export type { ParsedSchedule };

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
