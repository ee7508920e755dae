import ICAL from 'ical.js';
import { plainLine } from '#schedule/plain-text.ts';

/** A property of an event: its parameters' values in lower-case names, its values as jCal (RFC 7265) writes them. */
export interface CalendarProperty {
  tzid: string | undefined;
  values: string[];
}

export type CalendarProperties = Map<string, CalendarProperty[]>;

const READ = new Set(
  (
    'UID SUMMARY DTSTART DTEND DURATION LOCATION CATEGORIES DESCRIPTION URL STATUS RRULE RDATE EXDATE ' +
    'RECURRENCE-ID'
  ).split(' '),
);

/** The properties that a talk is made of, those of alarms and other inner components left out. */
export function readProperties(lines: string[]): CalendarProperties {
  const properties: CalendarProperties = new Map();
  let depth = 0;
  for (const line of lines) {
    const name = /^[\w-]+/.exec(line)?.[0].toUpperCase() ?? '';
    if (name === 'BEGIN') depth += 1;
    else if (name === 'END') depth -= 1;
    if (depth !== 1 || !READ.has(name)) continue;
    const same = properties.get(name);
    if (same === undefined) properties.set(name, [readProperty(line)]);
    else same.push(readProperty(line));
  }
  return properties;
}

const MOMENT_TYPES = new Set(['date', 'date-time']);
const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z?)?$/;

/** Values that break the standard are kept as written: whoever reads them says what is wrong and where. */
function readProperty(line: string): CalendarProperty {
  const asWritten = { tzid: undefined, values: [line.slice(line.indexOf(':') + 1)] };
  try {
    const property = ICAL.Property.fromString(line);
    const tzid = property.getParameter('tzid');
    const [, , type, ...all] = property.toJSON() as unknown[];
    const values = all.map(asText);
    // The library cuts dates out of any text.
    if (MOMENT_TYPES.has(String(type)) && !values.every((value) => MOMENT.test(value))) return asWritten;
    return { tzid: typeof tzid === 'string' ? tzid : undefined, values };
  } catch {
    return asWritten;
  }
}

/** Recurrence rules and periods are objects and lists in jCal. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The first value of a property as written, undefined where it is absent or empty. */
export function firstValue(properties: CalendarProperties, name: string): string | undefined {
  return properties.get(name)?.[0]?.values[0] || undefined;
}

/** The first value of a property as one line of plain text. */
export function firstLine(properties: CalendarProperties, name: string): string | undefined {
  return plainLine(firstValue(properties, name) ?? '') || undefined;
}
