import type { EventDraft, ScheduleDraft } from '#schedule/draft-session.ts';
import { isRecord, lineField } from '#schedule/fields.ts';
import type { Warnings } from '#schedule/warnings.ts';
import { readSelfContainedSession } from './session.ts';

/** Sessionize's GridSmart view: an array of days, each with its rooms and their sessions; `[]` until published. */
export function readSessionizeGrid(days: unknown[], warnings: Warnings): ScheduleDraft {
  if (days.length === 0) {
    warnings.add('the schedule is empty: Sessionize answers so until the organisers publish theirs');
  }
  const events: EventDraft[] = [];
  for (const [dayIndex, day] of days.entries()) {
    const rooms = isRecord(day) ? day.rooms : undefined;
    if (!Array.isArray(rooms)) {
      warnings.add(`[${dayIndex}]: no rooms, left out`);
      continue;
    }
    for (const [roomIndex, room] of rooms.entries()) {
      const place = `[${dayIndex}].rooms[${roomIndex}]`;
      const sessions = isRecord(room) ? room.sessions : undefined;
      if (!Array.isArray(sessions)) {
        warnings.add(`${place}: no sessions, left out`);
        continue;
      }
      const name = lineField.parse(room.name);
      for (const [index, session] of sessions.entries()) {
        events.push(readSelfContainedSession(session, `${place}.sessions[${index}]`, name));
      }
    }
  }
  return { format: 'sessionize-grid', events };
}
