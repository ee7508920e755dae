import { DateTime } from 'luxon';
import { z } from 'zod';
import type { CalendarDate } from '#domain/conference/conference.ts';
import type { Speaker } from '#domain/conference/talk.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import {
  addressField,
  booleanField,
  isRecord,
  lineField,
  listField,
  paragraphs,
  rawField,
  textField,
} from './fields.ts';
import { type Moment, parseDuration, parseMoment } from './parse-datetime.ts';
import type { EventDraft, ScheduleDraft, Warnings } from './schedule-draft.ts';
import { getAttribute, getChildren, getChildText, getText, parseXml } from './xml.ts';

const conferenceSchema = z.object({
  title: lineField,
  acronym: lineField,
  start: rawField,
  end: rawField,
  time_zone_name: rawField,
  days: listField,
});

/** Parses `schedule.conference` of a schedule.json of frab or pretalx. */
export function parseFrabJson(value: Record<string, unknown>, warnings: Warnings): ScheduleDraft {
  const conference = conferenceSchema.parse(value);
  if (conference.days.length === 0) warnings.add('schedule.conference: no days');
  const events: EventDraft[] = [];
  for (const [dayIndex, day] of conference.days.entries()) {
    const rooms = isRecord(day) ? day.rooms : undefined;
    if (!isRecord(rooms)) {
      // An empty hash in PHP or Ruby is written as an empty array.
      if (!Array.isArray(rooms) || rooms.length > 0) warnings.add(`days[${dayIndex}]: no rooms, left out`);
      continue;
    }
    const date = rawField.parse(isRecord(day) ? day.date : undefined);
    for (const [room, roomEvents] of Object.entries(rooms)) {
      const place = `days[${dayIndex}].rooms[${JSON.stringify(room)}]`;
      if (!Array.isArray(roomEvents)) {
        warnings.add(`${place}: no list of events, left out`);
        continue;
      }
      const name = lineField.parse(room);
      for (const [index, event] of roomEvents.entries()) {
        events.push(parseEvent(event, { place: `${place}[${index}]`, room: name, date }));
      }
    }
  }
  return {
    format: 'frab-json',
    name: conference.title ?? conference.acronym,
    timezone: conference.time_zone_name,
    from: conference.start,
    to: conference.end,
    events,
  };
}

/**
 * Parses a schedule.xml of frab or pretalx
 * (https://github.com/voc/schedule/blob/master/validator/xsd/schedule.xml.xsd).
 */
export function parseFrabXml(xml: string, warnings: Warnings): ScheduleDraft {
  const schedule = parseXml(xml).schedule;
  const conference = getChildren(schedule, 'conference')[0];
  const days = getChildren(schedule, 'day');
  if (conference === undefined && days.length === 0) {
    throw new AppError(
      'bad-input',
      'The schedule is no schedule.xml of pretalx or frab: it has no conference and no days.',
    );
  }
  if (days.length === 0) warnings.add('/schedule: no days');
  if (!/<\/schedule\s*>\s*(?:<!--[^>]*-->\s*)?$/.test(xml.slice(-1000))) {
    warnings.add('the schedule breaks off before its end: what is there is read');
  }
  const events: EventDraft[] = [];
  for (const [dayIndex, day] of days.entries()) {
    const date = getAttribute(day, 'date');
    for (const [roomIndex, room] of getChildren(day, 'room').entries()) {
      const name = lineField.parse(getAttribute(room, 'name'));
      for (const [index, event] of getChildren(room, 'event').entries()) {
        // XPath counts from one.
        const place = `/schedule/day[${dayIndex + 1}]/room[${roomIndex + 1}]/event[${index + 1}]`;
        events.push(parseEvent(toJsonEvent(event), { place, room: name, date }));
      }
    }
  }
  return {
    format: 'frab-xml',
    name: lineField.parse(getChildText(conference, 'title') ?? getChildText(conference, 'acronym')),
    timezone: getChildText(conference, 'time_zone_name'),
    from: getChildText(conference, 'start'),
    to: getChildText(conference, 'end'),
    events,
  };
}

const TEXTS = 'title subtitle slug date start duration end room track type url abstract description'.split(' ');

/** Converts an event element to its form in schedule.json. */
function toJsonEvent(event: unknown): Record<string, unknown> {
  const persons = getChildren(getChildren(event, 'persons')[0], 'person');
  const recording = getChildren(event, 'recording')[0];
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, getChildText(event, name)])),
    guid: getAttribute(event, 'guid'),
    code: getAttribute(event, 'code'),
    id: getAttribute(event, 'id'),
    do_not_record: getChildText(recording, 'optout'),
    persons: persons.map((person) => ({
      name: getText(person),
      affiliation: getAttribute(person, 'affiliation'),
    })),
  };
}

/** An event of frab or pretalx, old or new (https://github.com/voc/schedule/blob/master/validator/json/schema.json). */
const eventSchema = z.object({
  guid: lineField,
  code: lineField,
  id: lineField,
  slug: lineField,
  title: lineField,
  subtitle: lineField,
  date: rawField,
  start: rawField,
  end: rawField,
  duration: rawField,
  room: lineField,
  track: lineField,
  type: lineField,
  url: addressField,
  abstract: textField,
  description: textField,
  do_not_record: booleanField,
  persons: listField,
});

const personSchema = z.object({
  name: lineField,
  public_name: lineField,
  full_public_name: lineField,
  affiliation: lineField,
  company: lineField,
  organization: lineField,
});

/** Context of an event: its room, and its day for events that give only a time. */
interface EventContext {
  place: string;
  room: string | undefined;
  date: string | undefined;
}

function parseEvent(value: unknown, { place, room, date }: EventContext): EventDraft {
  const event = eventSchema.parse(isRecord(value) ? value : {});
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
    start: event.date === undefined ? parseMomentOnDay(event.start, date) : parseMoment(event.date),
    end: parseMoment(event.end),
    minutes: parseDuration(event.duration),
  };
}

function parsePerson(value: unknown): Speaker | undefined {
  if (!isRecord(value)) {
    const name = lineField.parse(value);
    return name === undefined ? undefined : { name };
  }
  const person = personSchema.parse(value);
  const name = person.name ?? person.public_name ?? person.full_public_name;
  if (name === undefined) return undefined;
  const affiliation = person.affiliation ?? person.company ?? person.organization;
  return { name, ...omitUndefined({ affiliation }) };
}

/** In frab and pretalx, events before three in the morning are listed on the day before. */
function parseMomentOnDay(time: string | undefined, day: CalendarDate | undefined): Moment | undefined {
  const clock = /^(\d{1,2}):\d{2}/.exec(time ?? '');
  const date = DateTime.fromISO(day ?? '', { zone: 'utc' });
  if (clock === null || !date.isValid) return parseMoment(time);
  const calendarDate = Number(clock[1]) < 3 ? date.plus({ days: 1 }) : date;
  return parseMoment(`${calendarDate.toISODate()} ${time}`);
}
