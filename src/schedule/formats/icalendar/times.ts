import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import { type Moment, parseMoment } from '#schedule/parse-datetime.ts';
import { shortened, type Warnings } from '#schedule/schedule-draft.ts';
import { formatOffset, ianaZone, offsetZone } from '#schedule/time-zones.ts';
import type { CalendarProperties, CalendarProperty } from './parse-calendar.ts';

/** Parses a jCal date-time (`2026-07-22T12:00:00`, with a Z for UTC) in a named zone. */
export type ParseTime = (value: string | undefined, tzid: string | undefined) => Moment | undefined;

/** Maximum number of zone definitions, as conversion with them is slow; no calendar has more. */
const MAX_ZONES = 20;

/**
 * Creates a parser for times in the zones that a calendar names: from the IANA database, otherwise from the calendar's
 * VTIMEZONE. Times in an unknown zone stay wall-clock times, with one warning per zone.
 */
export function createTimeParser(timezones: string[][], warnings: Warnings): ParseTime {
  const definitions = new Map<string, string[]>();
  for (const lines of timezones.slice(0, MAX_ZONES)) {
    const tzid = /^TZID(?:;[^:]*)?:(.*)$/im.exec(lines.join('\n'))?.[1]?.trim();
    if (tzid !== undefined) definitions.set(tzid, lines);
  }
  const known = new Map<string, ZoneReading>();
  const zoneFor = (tzid: string): ZoneReading => {
    let zone = known.get(tzid);
    if (zone === undefined) {
      zone = findZone(tzid, definitions.get(tzid));
      if (zone === undefinedZone) {
        warnings.add('event-zone-unknown', { zone: shortened(tzid) });
      }
      known.set(tzid, zone);
    }
    return zone;
  };
  return (value, tzid) => {
    const moment = parseMoment(value);
    return moment?.kind === 'wall-clock' && tzid !== undefined ? zoneFor(tzid)(moment.local) : moment;
  };
}

type ZoneReading = (local: string) => Moment;

const undefinedZone: ZoneReading = (local) => ({ kind: 'wall-clock', local });

function findZone(tzid: string, definition: string[] | undefined): ZoneReading {
  const name = ianaZone(tzid) ?? offsetZone(tzid);
  if (name !== undefined) {
    return (local) => ({ kind: 'instant', at: DateTime.fromISO(local, { zone: name }).toMillis(), zone: name });
  }
  if (definition === undefined || !isYearlyRule(definition)) return undefinedZone;
  try {
    const component = ICAL.Component.fromString([...definition, 'END:VTIMEZONE'].join('\r\n'));
    const timezone = new ICAL.Timezone({ component, tzid });
    return (local) => {
      const offset = timezone.utcOffset(ICAL.Time.fromDateTimeString(local)) / 60;
      const at = DateTime.fromISO(local, { zone: 'utc' }).toMillis() - offset * 60_000;
      return { kind: 'instant', at, zone: formatOffset(offset) };
    };
  } catch {
    return undefinedZone;
  }
}

/** Accepts date lists, and rules like "the last Sunday of March, every year"; with others ical.js could hang. */
function isYearlyRule(definition: string[]): boolean {
  return definition
    .filter((line) => /^RRULE/i.test(line))
    .every((line) =>
      /^RRULE:(?=.*BYMONTH=)(?=.*BYDAY=)(?:;?(?:FREQ=YEARLY|BYMONTH=\d+|BYDAY=-?[1-4][A-Z]{2}|UNTIL=\w+|WKST=\w\w|INTERVAL=1))+$/i.test(
        line,
      ),
    );
}

export function propertyMoment(properties: CalendarProperties, name: string, parseTime: ParseTime): Moment | undefined {
  const property = properties.get(name)?.[0];
  return property === undefined ? undefined : parseTime(property.values[0], property.tzid);
}

export function propertyMoments(properties: CalendarProperties, name: string, parseTime: ParseTime): Moment[] {
  const all: CalendarProperty[] = properties.get(name) ?? [];
  return all.flatMap(({ values, tzid }) => values.flatMap((value) => parseTime(value, tzid) ?? []));
}
