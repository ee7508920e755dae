import { DateTime } from 'luxon';
import { z } from 'zod';
import type { CalendarDate } from '#domain/conference/conference.ts';
import type { Speaker } from '#domain/conference/talk.ts';
import type { EventDraft } from '#schedule/draft-session.ts';
import {
  addressField,
  booleanField,
  isRecord,
  lineField,
  listField,
  paragraphs,
  rawField,
  textField,
} from '#schedule/fields.ts';
import { type Moment, minutesOf, momentOf } from '#schedule/parse-datetime.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

/**
 * An event as frab and pretalx write it, in JSON or in XML, old or new
 * (https://github.com/voc/schedule/blob/master/validator/json/schema.json).
 */
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

/** Where an event stands: its room's name and, for events that give only the time of day, its day's date. */
export interface FrabPlace {
  place: string;
  room: string | undefined;
  date: string | undefined;
}

export function readFrabEvent(value: unknown, { place, room, date }: FrabPlace): EventDraft {
  const event = eventSchema.parse(isRecord(value) ? value : {});
  return {
    place,
    id: event.guid ?? event.code ?? event.id,
    slug: event.slug,
    title: event.title,
    speakers: event.persons.flatMap((person) => readPerson(person) ?? []),
    room: event.room ?? room,
    track: event.track,
    type: event.type,
    url: event.url,
    abstract: paragraphs(event.subtitle, event.abstract, event.description),
    doNotRecord: event.do_not_record,
    start: event.date === undefined ? momentOnDay(event.start, date) : momentOf(event.date),
    end: momentOf(event.end),
    minutes: minutesOf(event.duration),
  };
}

function readPerson(value: unknown): Speaker | undefined {
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

/** `25:00` doesn't occur: what starts before three in the morning stands on the day before, in frab and pretalx. */
function momentOnDay(time: string | undefined, day: CalendarDate | undefined): Moment | undefined {
  const clock = /^(\d{1,2}):\d{2}/.exec(time ?? '');
  const date = DateTime.fromISO(day ?? '', { zone: 'utc' });
  if (clock === null || !date.isValid) return momentOf(time);
  const calendarDate = Number(clock[1]) < 3 ? date.plus({ days: 1 }) : date;
  return momentOf(`${calendarDate.toISODate()} ${time}`);
}
