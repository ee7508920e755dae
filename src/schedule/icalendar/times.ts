import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import { isTimeZone, type Moment, momentOf, zoneOfOffset } from '#schedule/parse-datetime.ts';
import { quoted, type Warnings } from '#schedule/schedule-draft.ts';
import type { CalendarProperties, CalendarProperty } from './parse-calendar.ts';

/** A date-time in jCal form (`2026-07-22T12:00:00`, with a Z for UTC) and the zone named beside it ─► a moment. */
export type ReadTime = (value: string | undefined, tzid: string | undefined) => Moment | undefined;

/** Reckoning with a zone of the calendar's own takes time, and no calendar has more. */
const MOST_ZONES = 20;

/**
 * Reads times in the zones that a calendar names: those of the IANA database by it, others by the calendar's own
 * definition of them (VTIMEZONE). What is in no known zone stays wall-clock time, with one warning a zone.
 */
export function createReadTime(timezones: string[][], warnings: Warnings): ReadTime {
  const definitions = new Map<string, string[]>();
  for (const lines of timezones.slice(0, MOST_ZONES)) {
    const tzid = /^TZID(?:;[^:]*)?:(.*)$/im.exec(lines.join('\n'))?.[1]?.trim();
    if (tzid !== undefined) definitions.set(tzid, lines);
  }
  const known = new Map<string, ZoneReading>();
  const zoneFor = (tzid: string): ZoneReading => {
    let zone = known.get(tzid);
    if (zone === undefined) {
      zone = findZone(tzid, definitions.get(tzid));
      if (zone === undefinedZone) {
        warnings.add(`the time zone ${quoted(tzid)} is not known: times in it are read as the conference's own`);
      }
      known.set(tzid, zone);
    }
    return zone;
  };
  return (value, tzid) => {
    const moment = momentOf(value);
    return moment?.kind === 'wall-clock' && tzid !== undefined ? zoneFor(tzid)(moment.local) : moment;
  };
}

type ZoneReading = (local: string) => Moment;

const undefinedZone: ZoneReading = (local) => ({ kind: 'wall-clock', local });

function findZone(tzid: string, definition: string[] | undefined): ZoneReading {
  const iana = ianaZone(tzid);
  if (iana !== undefined) {
    return (local) => ({
      kind: 'instant',
      at: DateTime.fromISO(local, { zone: iana }).toMillis(),
      zone: iana,
    });
  }
  if (definition === undefined || !isReckonable(definition)) return undefinedZone;
  try {
    const component = ICAL.Component.fromString([...definition, 'END:VTIMEZONE'].join('\r\n'));
    const timezone = new ICAL.Timezone({ component, tzid });
    return (local) => {
      const offset = timezone.utcOffset(ICAL.Time.fromDateTimeString(local)) / 60;
      const at = DateTime.fromISO(local, { zone: 'utc' }).toMillis() - offset * 60_000;
      return { kind: 'instant', at, zone: zoneOfOffset(offset) };
    };
  } catch {
    return undefinedZone;
  }
}

/** The zone that a name means; some programs put their own before it: `/citadel.org/20210210_1/Europe/Berlin`. */
export function ianaZone(tzid: string): string | undefined {
  const name = /^\/.*?([A-Z]\w+\/[A-Z][\w+-]+(?:\/[A-Z][\w+-]+)?)$/.exec(tzid)?.[1] ?? tzid;
  return isTimeZone(name) ? name : undefined;
}

/** Only the rules that zones have, "the last Sunday of March, every year": others could keep the machine busy for ever. */
function isReckonable(definition: string[]): boolean {
  return definition
    .filter((line) => /^(?:RRULE|RDATE)/i.test(line))
    .every((line) =>
      /^RRULE:(?=.*BYMONTH=)(?=.*BYDAY=)(?:;?(?:FREQ=YEARLY|BYMONTH=\d+|BYDAY=-?[1-4][A-Z]{2}|UNTIL=\w+|WKST=\w\w|INTERVAL=1))+$/i.test(
        line,
      ),
    );
}

/** The moment of a property, of its first value. */
export function momentOfProperty(properties: CalendarProperties, name: string, readTime: ReadTime): Moment | undefined {
  const property = properties.get(name)?.[0];
  return property === undefined ? undefined : readTime(property.values[0], property.tzid);
}

/** Every moment of a property that may stand several times with several values. */
export function momentsOfProperty(properties: CalendarProperties, name: string, readTime: ReadTime): Moment[] {
  const all: CalendarProperty[] = properties.get(name) ?? [];
  return all.flatMap(({ values, tzid }) => values.flatMap((value) => readTime(value, tzid) ?? []));
}
