import ICAL from 'ical.js';
import { plainLine } from '#schedule/plain-text.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

interface CalendarParts {
  /** The calendar's own properties by name in upper case; the first of each name. */
  properties: Map<string, string>;
  events: string[][];
  timezones: string[][];
}

const KEPT = new Set(['VEVENT', 'VTIMEZONE']);

/**
 * Splits an iCalendar stream without parsing its components, so that a malformed event only affects itself. A component
 * without an end stops where the next one starts.
 */
export function splitCalendar(text: string): CalendarParts {
  const parts: CalendarParts = { properties: new Map(), events: [], timezones: [] };
  const list = (name: string) => (name === 'VEVENT' ? parts.events : parts.timezones);
  let open: { name: string; lines: string[] } | undefined;
  const close = () => {
    if (open === undefined) return;
    list(open.name).push(closeInner(open.lines));
    open = undefined;
  };
  for (const line of unfold(text)) {
    const [, edge, written] = /^(BEGIN|END):\s*([\w-]+)\s*$/i.exec(line) ?? [];
    const name = written?.toUpperCase() ?? '';
    if (edge?.toUpperCase() === 'BEGIN' && (KEPT.has(name) || name === 'VCALENDAR')) {
      close();
      if (KEPT.has(name)) open = { name, lines: [`BEGIN:${name}`] };
    } else if (open !== undefined && name === open.name) {
      close();
    } else if (open !== undefined && name !== 'VCALENDAR') {
      open.lines.push(line);
    } else if (edge !== undefined) {
      close();
    } else {
      addProperty(parts.properties, line);
    }
  }
  close();
  return parts;
}

/** Joins folded lines: a line that starts with white space continues the one before (RFC 5545, 3.1). */
function unfold(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/** Adds the missing `END:` lines of the component and of those nested in it, such as alarms. */
function closeInner(lines: string[]): string[] {
  const open: string[] = [];
  for (const line of lines) {
    const [, edge, name] = /^(BEGIN|END):\s*([\w-]+)\s*$/i.exec(line) ?? [];
    if (edge?.toUpperCase() === 'BEGIN') open.push(name!);
    else if (edge !== undefined) open.pop();
  }
  return [...lines, ...open.toReversed().map((name) => `END:${name}`)];
}

function addProperty(properties: Map<string, string>, line: string): void {
  const [, name, value] = /^([\w-]+)(?:;[^:]*)?:(.*)$/.exec(line) ?? [];
  if (name !== undefined && !properties.has(name.toUpperCase())) {
    properties.set(name.toUpperCase(), value!.replace(/\\([\\;,])/g, '$1').trim());
  }
}

/** A property with its values as jCal (RFC 7265). */
export interface CalendarProperty {
  tzid: string | undefined;
  /** The person's name (CN) of an attendee or organizer. */
  person?: string;
  values: string[];
}

export type CalendarProperties = Map<string, CalendarProperty[]>;

const READ = new Set(
  (
    'UID SUMMARY DTSTART DTEND DURATION LOCATION CATEGORIES DESCRIPTION X-ALT-DESC URL STATUS RRULE RDATE EXDATE ' +
    'RECURRENCE-ID ATTENDEE ORGANIZER'
  ).split(' '),
);

export function parseProperties(lines: string[]): CalendarProperties {
  const properties: CalendarProperties = new Map();
  let depth = 0;
  for (const line of lines) {
    const name = /^[\w-]+(?=[:;])/.exec(line)?.[0].toUpperCase() ?? '';
    if (name === 'BEGIN') depth += 1;
    else if (name === 'END') depth -= 1;
    if (depth !== 1 || !READ.has(name)) continue;
    const same = properties.get(name);
    if (same === undefined) properties.set(name, [parseProperty(line)]);
    else same.push(parseProperty(line));
  }
  return properties;
}

const MOMENT_TYPES = new Set(['date', 'date-time']);
const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z?)?$/;

/** Parses a property. Invalid values are kept as written, so that the warning can quote them. */
function parseProperty(line: string): CalendarProperty {
  const asWritten = { tzid: undefined, values: [line.slice(line.indexOf(':') + 1)] };
  try {
    const property = ICAL.Property.fromString(line);
    const tzid = property.getParameter('tzid');
    const person = personOf(property);
    const [, , type, ...all] = property.toJSON() as unknown[];
    const values = all.map(toText);
    // ical.js parses dates from any text, valid or not.
    if (MOMENT_TYPES.has(String(type)) && !values.every((value) => MOMENT.test(value))) return asWritten;
    return { tzid: typeof tzid === 'string' ? tzid : undefined, ...omitUndefined({ person }), values };
  } catch {
    return asWritten;
  }
}

/** Returns the name of an attendee or organizer if it is a person who wasn't merely invited. */
function personOf(property: ICAL.Property): string | undefined {
  const text = (name: string) => String(property.getParameter(name) ?? '');
  if (/^(?:ROOM|RESOURCE|GROUP)$/i.test(text('cutype')) || /^true$/i.test(text('rsvp'))) return undefined;
  const name = plainLine(text('cn'));
  return name === '' || name.includes('@') ? undefined : name;
}

/** Converts a value to text; recurrence rules and periods are objects and lists in jCal. */
function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function firstValue(properties: CalendarProperties, name: string): string | undefined {
  return properties.get(name)?.[0]?.values[0] || undefined;
}

export function firstLine(properties: CalendarProperties, name: string): string | undefined {
  return plainLine(firstValue(properties, name) ?? '') || undefined;
}
