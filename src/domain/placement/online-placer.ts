import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { type AttendanceBelief, candidatePlaces, createRoomTransition, updated } from './attendance.ts';
import { type Neighbour, noteLikelihood, replyLikelihood } from './note-likelihood.ts';
import { linkThreads, type Placement, type PlacementCase, settle, shareInTalks } from './placement.ts';
import { PlacementModel } from './placement-model.ts';
import { PLACEMENT_WEIGHTS } from './placement-weights.ts';

/** Places notes as they arrive, each by what is known from those before it. */
export interface NotePlacer {
  place(note: Note): Placement;
}

/** Threads, and each author's last whereabouts. */
interface Memory {
  roots: Map<string, PlacementCase>;
  authors: Map<string, { day: string; where: AttendanceBelief; last: Neighbour }>;
}

/**
 * Creates a placer for the notes of a conference in the order in which they arrive. `timezone` is IANA. Its memory
 * grows with the notes' words; notes may come out of order.
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

/** Creates the step that finds a note's subjects from what is known so far, and learns from it. */
export function createForwardStep(model: PlacementModel): (one: PlacementCase) => void {
  const memory: Memory = { roots: new Map(), authors: new Map() };
  return (one) => {
    const { note, day } = one;
    tieToThread(one, memory, model);
    model.lexicon.observe(one.terms);
    const habits = model.author(note.authorId);
    const known = memory.authors.get(note.authorId);
    const before = known?.day === day ? known : undefined;
    const places = candidatePlaces(model.calendar, note.at);
    const roomHabits = { sameRoom: model.sameRoom, rooms: habits.rooms };
    const moves = createRoomTransition(
      model.calendar,
      model.weights,
      roomHabits,
      before?.where,
      { at: note.at, isolationOdds: one.isolationOdds, announces: one.announces },
      places,
    );
    const prior = moves.forward(before?.where.shares ?? [1]);
    let likelihood: number[];
    if (one.root !== undefined) {
      likelihood = replyLikelihood(model, one, places);
      one.subjects = settle(one, one.root.subjects);
    } else {
      const evidence = noteLikelihood(model, one, places, before === undefined ? [] : [before.last]);
      likelihood = evidence.likelihood;
      one.subjects = settle(one, evidence.subjectsFor(prior));
    }
    const shares = updated(prior, likelihood);
    memory.authors.set(note.authorId, {
      day,
      where: { at: note.at, places, shares },
      last: { at: note.at, subjects: one.subjects },
    });
    model.learn(one);
  };
}

/** Links a reply to its thread, unless the thread started before the current talks and is about none. */
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
