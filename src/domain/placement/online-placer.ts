import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { weighNote } from './note-likelihood.ts';
import { linkThreads, type Placement, type PlacementCase, settle, shareInTalks } from './placement.ts';
import { PlacementModel } from './placement-model.ts';
import { PLACEMENT_WEIGHTS } from './placement-weights.ts';
import { type Belief, posterior } from './recall.ts';

/** Places notes as they arrive, using only what is known from earlier ones. */
export interface NotePlacer {
  place(note: Note): Placement;
}

/** First messages of threads, and what is known about each author's last note. */
interface Memory {
  roots: Map<string, PlacementCase>;
  authors: Map<string, { day: string; belief: Belief }>;
}

/**
 * Creates a placer for the notes of a conference, in the order in which they arrive. Notes may arrive out of order of
 * time. `timezone` is an IANA zone. Memory grows with the number of words in the notes.
 */
export function createNotePlacer(talks: Talk[], options: { timezone: string }): NotePlacer {
  const model = new PlacementModel(talks, options.timezone, PLACEMENT_WEIGHTS);
  const step = createForwardStep(model);
  return {
    place: (note) => {
      const one = model.open(note);
      step(one);
      return model.decide(one);
    },
  };
}

/** Creates the step that finds a note's subjects from what is known so far, and then learns from the note. */
export function createForwardStep(model: PlacementModel): (one: PlacementCase) => void {
  const memory: Memory = { roots: new Map(), authors: new Map() };
  return (one) => {
    const { note, day } = one;
    tieToThread(one, memory, model);
    model.lexicon.observe(one.terms);
    const known = memory.authors.get(note.authorId);
    // A thread that is captured later contains notes from before the author's last one.
    const isLater = known?.day === day && known.belief.at > note.at;
    const before = known?.day === day && !isLater ? known.belief : undefined;
    const { places, recalled, heading, transition, likelihood, subjectsFor } = weighNote(model, one, before);
    const prior = transition.forward(before?.shares ?? [[1]]);
    one.subjects = settle(one, subjectsFor?.(prior) ?? one.root!.subjects);
    const shares = posterior(prior, likelihood);
    if (!isLater)
      memory.authors.set(note.authorId, { day, belief: { at: note.at, places, recalled, heading, shares } });
    const sure = model.surelyAttended(note.authorId);
    model.learn(one);
    if (model.surelyAttended(note.authorId) !== sure) model.learnRooms(note.authorId);
  };
}

/** Links a reply to its thread, unless the thread started before the current talks and isn't about a talk. */
function tieToThread(one: PlacementCase, memory: Memory, model: PlacementModel): void {
  const { channel, ts, threadTs, at } = one.note;
  const key = `${channel}:${threadTs ?? ts}`;
  const root = memory.roots.get(key);
  if (root === undefined) {
    memory.roots.set(key, one);
    return;
  }
  if (one.given !== undefined) return;
  const { starts } = model.calendar;
  const stale = model.calendar.near(at).every((talk) => root.note.at < starts[talk]!);
  if (one.during && stale && shareInTalks(root.subjects, model.chat) < 0.5) return;
  linkThreads([root, one]);
}
