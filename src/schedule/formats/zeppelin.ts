import { dateStyleOf } from '#schedule/records/parse-table-times.ts';
import { readRecords } from '#schedule/records/records.ts';
import type { ScheduleFormat } from '#schedule/schedule-draft.ts';
import { isObject, type JsonObject, objectsOf } from '#shared/json-guards.ts';

/**
 * Data of sites made with Zeppelin (`_data/schedule.yml` with `sessions.yml` and `speakers.yml`) or Hoverboard (one
 * JSON file): days with time slots, each with a list of session ids, one per track.
 */
export const zeppelin: ScheduleFormat = {
  id: 'zeppelin',
  label: 'Zeppelin and Hoverboard YAML or JSON',
  detect: ({ data }) => daysOf(data).some((day) => Array.isArray(day.timeslots)),
  read: (source) => {
    const { data } = source;
    const days = Object.fromEntries(daysOf(data).map((day) => [String(day.date), extendSessions(day)]));
    // Hoverboard's file also has tickets, videos and more.
    const { sessions, speakers } = isObject(data) ? data : {};
    return { events: readRecords({ schedule: days, sessions, speakers }, { style: dateStyleOf(source) }) };
  },
  looksFor: { start: 'timeslots[].startTime', speakers: 'sessions[].speakers' },
};

function daysOf(data: unknown): JsonObject[] {
  const schedule = isObject(data) && 'schedule' in data ? data.schedule : data;
  if (Array.isArray(schedule)) return objectsOf(schedule);
  return isObject(schedule)
    ? Object.entries(schedule).flatMap(([date, day]) => (isObject(day) ? [{ date, ...day }] : []))
    : [];
}

/** Sets the times of sessions that last several slots: with `extend: 2`, until the end of the next slot. */
function extendSessions(day: JsonObject): JsonObject {
  const slots = objectsOf(day.timeslots);
  const timeslots = slots.map((slot, index) => {
    if (!objectsOf(slot.sessions).some(({ extend }) => Number(extend) > 1)) return slot;
    const sessions = objectsOf(slot.sessions).map((session) => {
      const last = slots[index + Number(session.extend ?? 1) - 1];
      return { startTime: slot.startTime, endTime: last?.endTime ?? slot.endTime, ...session };
    });
    return { ...slot, sessions };
  });
  return { ...day, timeslots };
}
