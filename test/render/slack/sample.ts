import { readFileSync } from 'node:fs';
import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { makeConference } from '#test/fakes/make-conference.ts';

const file = new URL('../../../examples/devopsdays-toronto-2016/recap.json', import.meta.url);

/** The sample conference's recap, its notes with made-up addresses as a workspace's have them. */
export function sampleRecap(): Recap {
  const recap: Recap = JSON.parse(readFileSync(file, 'utf8'));
  const notes = recap.notes.map((note) => ({
    ...note,
    permalink: `https://example.slack.com/archives/${note.channel}/p${note.ts.replace('.', '')}`,
  }));
  return { ...recap, notes };
}

/** What of a recap is of one day, as a digest gets it. */
export function recapOfDay(recap: Recap, date: CalendarDate): Recap {
  const days = recap.days.filter((day) => day.date === date);
  const notes = recap.notes.filter(({ day }) => day === date);
  const ids = new Set(notes.map(({ id }) => id));
  const talkIds = new Set(days.flatMap(({ talks }) => talks.map(({ id }) => id)));
  const counted = Map.groupBy(
    notes.filter(({ kind }) => kind !== 'small-talk'),
    ({ author }) => author,
  );
  return {
    ...recap,
    headlines: days.flatMap(({ headlines }) => headlines),
    days,
    readingList: recap.readingList
      .map((item) => ({ ...item, recommendedBy: item.recommendedBy.filter(({ noteId }) => ids.has(noteId)) }))
      .filter(({ recommendedBy }) => recommendedBy.length > 0),
    contributors: [...counted]
      .map(([author, own]) => ({ author, notes: own.length }))
      .sort((a, b) => b.notes - a.notes),
    notCovered: recap.notCovered.filter((id) => talkIds.has(id)),
    notes,
  };
}

export function trackedConference(recap: Recap, more: Partial<TrackedConference> = {}): TrackedConference {
  return makeConference({ ...recap.conference, id: 'conf-1', ...more });
}
