import { noteId } from '#domain/notes/note.ts';
import { placeWithWeights } from '#domain/placement/batch-placer.ts';
import { createNotePlacer } from '#domain/placement/online-placer.ts';
import type { Placement } from '#domain/placement/placement.ts';
import { PLACEMENT_WEIGHTS, type PlacementWeights } from '#domain/placement/placement-weights.ts';
import type { LabelledConference } from './labelled-conference.ts';
import { placeBySimpleRules } from './simple-rules.ts';

/** How well notes were placed. */
export interface Score {
  /** Notes that belong to a talk, and of these how many were placed with it. */
  inTalks: number;
  right: number;
  /** Notes that belong to none, and of these how many were put into a talk. */
  outside: number;
  putIn: number;
}

/** `placed` holds a talk id or '' for each note, in the notes' order. Notes without a label don't count. */
export function score({ notes, gold }: LabelledConference, placed: string[]): Score {
  const sum: Score = { inTalks: 0, right: 0, outside: 0, putIn: 0 };
  for (const [index, { id }] of notes.entries()) {
    const label = gold.get(id);
    if (label === undefined) continue;
    if (label === '') {
      sum.outside++;
      if (placed[index] !== '') sum.putIn++;
    } else {
      sum.inTalks++;
      if (placed[index] === label) sum.right++;
    }
  }
  return sum;
}

export function accuracy({ right, inTalks }: Score): number {
  return inTalks === 0 ? 1 : right / inTalks;
}

export function shareOfSmallTalk({ putIn, outside }: Score): number {
  return outside === 0 ? 0 : putIn / outside;
}

export function placeWithHindsight(
  { notes, talks, timezone }: LabelledConference,
  weights: PlacementWeights = PLACEMENT_WEIGHTS,
): Placement[] {
  return placeWithWeights(notes, talks, timezone, weights);
}

export function placeOnline({ notes, talks, timezone }: LabelledConference): Placement[] {
  const placer = createNotePlacer(talks, { timezone });
  return notes.map((note) => placer.place(note));
}

/** Where the bot has each note once its author's next notes have come (it moves earlier ones for up to 45 minutes). */
export function placeOnlineAgain({ notes, talks, timezone }: LabelledConference): Placement[] {
  const placer = createNotePlacer(talks, { timezone });
  const found = new Map<string, Placement>();
  for (const note of notes) {
    found.set(note.id, placer.place(note));
    for (const { channel, ts, talkId } of placer.placeAgain(note.authorId)) {
      const id = noteId(channel, ts);
      found.set(id, { ...found.get(id)!, talkId });
    }
  }
  return notes.map(({ id }) => found.get(id)!);
}

export const talkIds = (placements: Placement[]): string[] => placements.map(({ talkId }) => talkId ?? '');

/** The three ways of placing, each scored. */
export function scoreAll(conference: LabelledConference): { hindsight: Score; online: Score; rules: Score } {
  return {
    hindsight: score(conference, talkIds(placeWithHindsight(conference))),
    online: score(conference, talkIds(placeOnline(conference))),
    rules: score(conference, placeBySimpleRules(conference.notes, conference.talks)),
  };
}
