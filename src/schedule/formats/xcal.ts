import type { ScheduleFormat } from '#schedule/schedule-draft.ts';
import { getAttribute, getChildren, getText, parseXml, rootElement } from '#schedule/xml.ts';
import { isObject } from '#shared/json-guards.ts';
import { parseICalendar } from './icalendar/icalendar.ts';

/** iCalendar as XML: RFC 6321, and the older draft used by pentabarf, frab and pretalx. */
export const xcal: ScheduleFormat = {
  id: 'xcal',
  label: 'xCal',
  detect: ({ text }) => text.startsWith('<') && /^i[Cc]alendar$/.test(localName(rootElement(text))),
  read: ({ text }, warnings) => parseICalendar(toICalendar(parseXml(text)), warnings),
};

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const TIME = /^(?:DT|DURATION|RDATE|EXDATE|RRULE|RECURRENCE)/;

/** Converts the events to iCalendar lines, so that times, zones and recurrences are parsed in one place. */
function toICalendar(document: Record<string, unknown>): string {
  const root = Object.entries(document).find(([name]) => /^i[Cc]alendar$/.test(localName(name)))?.[1];
  const lines = getChildren(root, 'vcalendar').flatMap((calendar) => {
    const components = getChildren(calendar, 'components').concat(calendar);
    const events = components.flatMap((each) => getChildren(each, 'vevent'));
    return [
      ...propertyLines(calendar),
      ...events.flatMap((event) => ['BEGIN:VEVENT', ...propertyLines(event), 'END:VEVENT']),
    ];
  });
  return ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\n');
}

function propertyLines(component: unknown): string[] {
  const properties = getChildren(component, 'properties')[0] ?? component;
  if (!isObject(properties)) return [];
  return Object.entries(properties).flatMap(([tag, elements]) => {
    const name = localName(tag).toUpperCase();
    if (!/^[A-Z-]+$/.test(name) || /^(?:VEVENT|VTIMEZONE|COMPONENTS)$/.test(name)) return [];
    return [elements].flat().flatMap((element) => propertyLine(name, element) ?? []);
  });
}

function propertyLine(name: string, element: unknown): string | undefined {
  const value = textOf(element);
  if (value === undefined) return undefined;
  if (name === 'ATTENDEE') {
    // The older draft has only the name.
    const person = parameterOf(element, 'cn') ?? (value.includes(':') ? '' : value);
    return `ATTENDEE;CN="${person.replace(/["\n]/g, "'")}":invalid:nomail`;
  }
  const zone = parameterOf(element, 'tzid');
  if (TIME.test(name)) return `${name}${zone === undefined ? '' : `;TZID=${zone}`}:${value.replace(/\s+/g, '')}`;
  return `${name}:${name === 'URL' ? value : value.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')}`;
}

function parameterOf(element: unknown, name: string): string | undefined {
  const parameter = getChildren(getChildren(element, 'parameters')[0], name)[0];
  return (getAttribute(element, name) ?? textOf(parameter))?.trim();
}

/** Returns the text of a property, or of its first typed value such as `<date-time>`. */
function textOf(element: unknown): string | undefined {
  const own = getText(element)?.trim();
  if (own !== undefined && own !== '') return own;
  const typed = Object.entries(isObject(element) ? element : {}).filter(([tag]) => !/^[@#]|^parameters$/.test(tag));
  return typed.map(([, value]) => getText([value].flat()[0])?.trim()).find((text) => text !== undefined);
}
