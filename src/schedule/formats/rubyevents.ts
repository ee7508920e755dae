import { readLine, readRaw } from '#schedule/read-fields.ts';
import { readRecords } from '#schedule/records/records.ts';
import type { ScheduleFormat } from '#schedule/schedule-draft.ts';
import { isObject, type JsonObject, objectsOf } from '#shared/json-guards.ts';

/**
 * A conference from rubyevents.org: `schedule.yml` has a grid of time slots for each day, which the talks of that day
 * in `videos.yml` fill in order.
 */
export const rubyevents: ScheduleFormat = {
  id: 'rubyevents',
  label: 'rubyevents YAML',
  detect: ({ data }) => objectsOf(scheduleOf(data).days).some((day) => Array.isArray(day.grid)),
  read: ({ data }, warnings) => {
    const { videos, event } = data as JsonObject;
    const talks = Map.groupBy(objectsOf(videos), (talk) => readRaw(talk.date));
    if (talks.size === 0) warnings.add('videos-missing');
    const days = objectsOf(scheduleOf(data).days);
    const sessions = days.flatMap((day) => {
      const date = readRaw(day.date);
      // The videos of one day may be dated by when they were published.
      const waiting = (talks.get(date) ?? (days.length === 1 ? objectsOf(videos) : [])).values();
      return objectsOf(day.grid).flatMap((slot) => fillSlot(slot, waiting).map((talk) => ({ ...talk, date })));
    });
    const about = isObject(event) ? event : {};
    return {
      name: readLine(about.title),
      timezone: readRaw(about.timezone),
      events: readRecords({ sessions }),
    };
  },
  looksFor: { start: 'days[].grid[].start_time', speakers: 'videos.yml: speakers' },
};

function scheduleOf(data: unknown): JsonObject {
  const schedule = isObject(data) && isObject(data.schedule) ? data.schedule : data;
  return isObject(schedule) ? schedule : {};
}

/** Fills a time slot. Slots with items of their own are breaks; others take as many talks as they have places. */
function fillSlot({ start_time, end_time, slots, items }: JsonObject, talks: IteratorObject<JsonObject>): JsonObject[] {
  const times = { start: start_time, end: end_time };
  if (Array.isArray(items)) {
    return items.map((item) => ({ ...(isObject(item) ? item : { title: item, service: true }), ...times }));
  }
  return talks
    .take(Math.max(0, Math.min(Number(slots) || 1, 50)))
    .map(({ date: _, ...talk }) => ({ ...talk, ...times }))
    .toArray();
}
