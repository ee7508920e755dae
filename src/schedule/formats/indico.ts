import { readLine } from '#schedule/read-fields.ts';
import { readRecords } from '#schedule/records/records.ts';
import type { ScheduleFormat } from '#schedule/schedule-draft.ts';
import { isObject, type JsonObject, objectsOf } from '#shared/json-guards.ts';

/** Indico's `/export/timetable/ID.json` and `/export/event/ID.json?detail=contributions`. */
export const indico: ScheduleFormat = {
  id: 'indico',
  label: 'Indico JSON',
  detect: ({ data }) => isObject(data) && data._type === 'HTTPAPIResult',
  read: ({ data, text }) => {
    const { results } = data as JsonObject;
    // Parse the contributions of an event, or the days of a timetable by event id.
    const [event] = objectsOf(results);
    return {
      name: readLine(event?.title),
      // A timetable names it with each time.
      timezone: readLine(event?.timezone) ?? /"tz":\s*"([\w\\/+-]+)"/.exec(text)?.[1]?.replaceAll('\\', ''),
      events: readRecords(event === undefined ? results : { contributions: event.contributions }),
    };
  },
  looksFor: { start: 'startDate', speakers: 'speakers, presenters', room: 'room, roomFullname' },
};
