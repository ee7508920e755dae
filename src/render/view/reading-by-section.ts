import type { CalendarDate } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { Recap, RecapNote } from '#domain/recap/recap.ts';

/** What was recommended in each talk, and in each day's hallway: works with only those recommendations. */
export interface ReadingByPlace {
  byTalk: Map<TalkId, ReadingItem[]>;
  byDay: Map<CalendarDate, ReadingItem[]>;
}

/** The reading list taken apart into the talks and hallways where works were recommended. */
export function groupReading({ readingList }: Recap, noteById: ReadonlyMap<NoteId, RecapNote>): ReadingByPlace {
  const byTalk = new Map<TalkId, ReadingItem[]>();
  const byDay = new Map<CalendarDate, ReadingItem[]>();
  for (const item of readingList) {
    for (const [talkId, recommendedBy] of Map.groupBy(item.recommendedBy, ({ talkId }) => talkId)) {
      if (talkId !== undefined) {
        append(byTalk, talkId, { ...item, recommendedBy });
        continue;
      }
      for (const [day, ofDay] of Map.groupBy(recommendedBy, ({ noteId }) => noteById.get(noteId)?.day)) {
        if (day !== undefined) append(byDay, day, { ...item, recommendedBy: ofDay });
      }
    }
  }
  return { byTalk, byDay };
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
