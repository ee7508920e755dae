import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';
import type { Speaker } from '#domain/conference/talk.ts';
import { LocalizedError } from '#errors.ts';
import { type Moment, parseDuration, parseMoment } from '#schedule/parse-datetime.ts';
import {
  paragraphs,
  readBoolean,
  readFields,
  readLine,
  readList,
  readRaw,
  readText,
  readUrl,
} from '#schedule/read-fields.ts';
import type { EventDraft, ScheduleDraft, ScheduleFormat, Warnings } from '#schedule/schedule-draft.ts';
import { getAttribute, getChildren, getChildText, getText, parseXml, rootElement } from '#schedule/xml.ts';
import { isObject, type JsonObject } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

const conferenceFields = {
  title: readLine,
  acronym: readLine,
  start: readRaw,
  end: readRaw,
  time_zone_name: readRaw,
  days: readList,
};

export const frabJson: ScheduleFormat = {
  id: 'frab-json',
  label: 'schedule.json of pretalx or frab',
  detect: ({ data }) => {
    if (!isObject(data)) return false;
    const { conference, events } = isObject(data.schedule) ? data.schedule : data;
    return isObject(conference) && (isObject(data.schedule) || Array.isArray(conference.days) || Array.isArray(events));
  },
  read: ({ data }, warnings) => parseJson(data as JsonObject, warnings),
};

/** Parses a schedule.json. Events are in the rooms of its days; in version 2 of c3voc's schema also in one list. */
function parseJson(data: JsonObject, warnings: Warnings): ScheduleDraft {
  const schedule = isObject(data.schedule) ? data.schedule : data;
  const conference = readFields(schedule.conference, conferenceFields);
  const listed = readList(schedule.events);
  if (conference.days.length === 0) warnings.add('part-missing', { place: 'schedule.conference', field: 'days' });
  const events = listed.map((event, index) =>
    parseEvent(event, { place: `schedule.events[${index}]`, room: undefined, date: undefined }),
  );
  for (const [dayIndex, day] of conference.days.entries()) {
    const rooms = isObject(day) ? day.rooms : undefined;
    if (!isObject(rooms)) {
      if (listed.length > 0) continue;
      // PHP and Ruby programs write an empty hash as an empty array.
      if (!Array.isArray(rooms) || rooms.length > 0)
        warnings.add('part-missing', { place: `days[${dayIndex}]`, field: 'rooms' });
      continue;
    }
    const date = readRaw(isObject(day) ? day.date : undefined);
    for (const [room, roomEvents] of Object.entries(rooms)) {
      const place = `days[${dayIndex}].rooms[${JSON.stringify(room)}]`;
      if (!Array.isArray(roomEvents)) {
        warnings.add('part-missing', { place, field: '[…]' });
        continue;
      }
      const name = readLine(room);
      for (const [index, event] of roomEvents.entries()) {
        events.push(parseEvent(event, { place: `${place}[${index}]`, room: name, date }));
      }
    }
  }
  return {
    name: conference.title ?? conference.acronym,
    timezone: conference.time_zone_name,
    from: conference.start,
    to: conference.end,
    events,
  };
}

export const frabXml: ScheduleFormat = {
  id: 'frab-xml',
  label: 'schedule.xml of pretalx or frab',
  detect: ({ text }) => text.startsWith('<') && rootElement(text) === 'schedule',
  read: ({ text }, warnings) => parseFrabXml(text, warnings),
};

/**
 * Parses a schedule.xml of frab or pretalx
 * (https://github.com/voc/schedule/blob/master/validator/xsd/schedule.xml.xsd).
 */
function parseFrabXml(xml: string, warnings: Warnings): ScheduleDraft {
  const schedule = parseXml(xml).schedule;
  const conference = getChildren(schedule, 'conference')[0];
  const days = getChildren(schedule, 'day');
  if (conference === undefined && days.length === 0) {
    throw new LocalizedError('bad-input', 'schedule-not-frab');
  }
  if (days.length === 0) warnings.add('part-missing', { place: '/schedule', field: 'day' });
  if (!/<\/schedule\s*>\s*(?:<!--[^>]*-->\s*)?$/.test(xml.slice(-1000))) {
    warnings.add('schedule-cut');
  }
  const events = days.flatMap((day, dayIndex) => {
    const date = getAttribute(day, 'date');
    const place = `/schedule/day[${dayIndex + 1}]`;
    const inRooms = getChildren(day, 'room').flatMap((room, roomIndex) =>
      // XPath counts from one.
      parseEvents(room, { place: `${place}/room[${roomIndex + 1}]`, room: getAttribute(room, 'name'), date }),
    );
    return [...inRooms, ...parseEvents(day, { place, room: undefined, date })];
  });
  return {
    name: readLine(getChildText(conference, 'title') ?? getChildText(conference, 'acronym')),
    timezone: getChildText(conference, 'time_zone_name'),
    from: getChildText(conference, 'start'),
    to: getChildText(conference, 'end'),
    events,
  };
}

/** Parses the events of a room. Some programs call them entries and put them directly into the day. */
function parseEvents(parent: unknown, { place, room, date }: EventContext): EventDraft[] {
  return ['event', 'entry'].flatMap((name) =>
    getChildren(parent, name).map((event, index) =>
      parseEvent(toJsonEvent(event), { place: `${place}/${name}[${index + 1}]`, room: readLine(room), date }),
    ),
  );
}

const TEXTS = 'title subtitle slug date start duration end room track type url abstract description'.split(' ');

/** Converts an event element to its form in schedule.json. */
function toJsonEvent(event: unknown): Record<string, unknown> {
  const persons = [
    ...getChildren(getChildren(event, 'persons')[0], 'person'),
    ...getChildren(getChildren(event, 'speakers')[0], 'speaker'),
  ];
  const recording = getChildren(event, 'recording')[0];
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, getChildText(event, name)])),
    guid: getAttribute(event, 'guid'),
    code: getAttribute(event, 'code'),
    id: getAttribute(event, 'id'),
    do_not_record: getChildText(recording, 'optout'),
    persons: persons.map((person) => ({
      name: getText(person)?.trim() || getChildText(person, 'name'),
      affiliation: getAttribute(person, 'affiliation'),
    })),
  };
}

/** An event of any frab or pretalx (https://github.com/voc/schedule/blob/master/validator/json/schema.json). */
const eventFields = {
  guid: readLine,
  code: readLine,
  id: readLine,
  slug: readLine,
  title: readLine,
  subtitle: readLine,
  date: readRaw,
  start: readRaw,
  end: readRaw,
  duration: readRaw,
  room: readLine,
  track: readLine,
  type: readLine,
  url: readUrl,
  abstract: readText,
  description: readText,
  do_not_record: readBoolean,
  persons: readList,
};

const personFields = {
  name: readLine,
  public_name: readLine,
  full_public_name: readLine,
  affiliation: readLine,
  company: readLine,
  organization: readLine,
};

/** Context of an event: its room, and its day if the event only has a time. */
interface EventContext {
  place: string;
  room: string | undefined;
  date: string | undefined;
}

function parseEvent(value: unknown, { place, room, date }: EventContext): EventDraft {
  const event = readFields(value, eventFields);
  const hasTime = event.date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(event.date);
  return {
    place,
    id: event.guid ?? event.code ?? event.id,
    slug: event.slug,
    title: event.title,
    speakers: event.persons.flatMap((person) => parsePerson(person) ?? []),
    room: event.room ?? room,
    track: event.track,
    type: event.type,
    url: event.url,
    abstract: paragraphs(event.subtitle, event.abstract, event.description),
    doNotRecord: event.do_not_record,
    start: hasTime ? parseMoment(event.date) : parseMomentOnDay(event.start, event.date ?? date),
    clock: hasTime ? clockOf(event.start) : undefined,
    end: parseMoment(event.end),
    minutes: parseDuration(event.duration),
  };
}

function parsePerson(value: unknown): Speaker | undefined {
  if (!isObject(value)) {
    const name = readLine(value);
    return name === undefined ? undefined : { name };
  }
  const person = readFields(value, personFields);
  const name = person.name ?? person.public_name ?? person.full_public_name;
  if (name === undefined) return undefined;
  const affiliation = person.affiliation ?? person.company ?? person.organization;
  return { name, ...omitUndefined({ affiliation }) };
}

/** In frab and pretalx, events before three in the morning are listed on the day before. */
function parseMomentOnDay(time: string | undefined, day: CalendarDate | undefined): Moment | undefined {
  const clock = clockOf(time);
  const date = DateTime.fromISO(day ?? '', { zone: 'utc' });
  if (clock === undefined || !date.isValid) return parseMoment(time);
  const calendarDate = clock < '03:00' ? date.plus({ days: 1 }) : date;
  return parseMoment(`${calendarDate.toISODate()} ${clock}`);
}

/** Returns `09:30` for `9:30`, `0930` or `09:30:00`. */
function clockOf(time: string | undefined): string | undefined {
  const [, hours, minutes] = /^(\d{1,2}):?(\d{2})(?::\d{2})?$/.exec(time ?? '') ?? [];
  return hours === undefined ? undefined : `${hours.padStart(2, '0')}:${minutes}`;
}
