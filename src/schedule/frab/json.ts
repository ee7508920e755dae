import { z } from 'zod';
import type { EventDraft, ScheduleDraft } from '#schedule/draft-session.ts';
import { isRecord, lineField, listField, rawField } from '#schedule/fields.ts';
import type { Warnings } from '#schedule/warnings.ts';
import { readFrabEvent } from './event.ts';

const conferenceSchema = z.object({
  title: lineField,
  acronym: lineField,
  start: rawField,
  end: rawField,
  time_zone_name: rawField,
  days: listField,
});

/** The value of `schedule.conference` in the schedule.json of frab or pretalx. */
export function readFrabJson(value: Record<string, unknown>, warnings: Warnings): ScheduleDraft {
  const conference = conferenceSchema.parse(value);
  if (conference.days.length === 0) warnings.add('schedule.conference: no days');
  const events: EventDraft[] = [];
  for (const [dayIndex, day] of conference.days.entries()) {
    const rooms = isRecord(day) ? day.rooms : undefined;
    if (!isRecord(rooms)) {
      // A day without talks: an empty PHP or Ruby hash is written as an empty array.
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
        events.push(readFrabEvent(event, { place: `${place}[${index}]`, room: name, date }));
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
