import type { Talk, TalkId } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { forwardBackward } from './forward-backward.ts';
import { type Belief, posterior } from './late-notes.ts';
import { weighNote } from './note-likelihood.ts';
import { linkThreads, type Placement, type PlacementCase, settle, shareInTalks } from './placement.ts';
import { PlacementModel } from './placement-model.ts';
import { PLACEMENT_WEIGHTS } from './placement-weights.ts';
import { MINUTE } from './talk-calendar.ts';

/** Places notes as they arrive, using only what is known from earlier ones. */
export interface NotePlacer {
  place(note: Note): Placement;
  /**
   * Places an author's recent notes again after their latest one, because the next notes often tell which talk somebody
   * is in. Returns those that belong to another talk than was last said, maybe the latest one too, and the replies of
   * their threads.
   */
  placeAgain(authorId: string): MovedNote[];
}

export interface MovedNote extends Pick<Note, 'channel' | 'ts'>, Placement {}

/** First messages of threads, and each author's last notes of a day with the belief at the last one. */
interface Memory {
  roots: Map<string, PlacementCase>;
  authors: Map<string, { day: string; belief: Belief; steps: Step[] }>;
}

/** A placed note, and the belief at the note before it. */
interface Step {
  one: PlacementCase;
  before: Belief | undefined;
}

/** How long a note may be placed again as its author writes further ones. */
const REVISED_MS = 45 * MINUTE;
const MOST_REVISED = 40;

/**
 * Creates a placer for the notes of a conference, in the order in which they arrive. Notes may arrive out of order of
 * time. `timezone` is an IANA zone. Memory grows with the number of words in the notes.
 */
export function createNotePlacer(talks: Talk[], options: { timezone: string }): NotePlacer {
  const model = new PlacementModel(talks, options.timezone, PLACEMENT_WEIGHTS);
  const { place, placeAgain } = createForwardSteps(model);
  const said = new Map<PlacementCase, TalkId | null>();
  return {
    place: (note) => {
      const one = model.open(note);
      place(one);
      const placement = model.decide(one);
      said.set(one, placement.talkId);
      return placement;
    },
    placeAgain: (authorId) =>
      placeAgain(authorId, REVISED_MS)
        .flatMap((one) => [one, ...one.replies])
        .flatMap((one) => {
          const placement = model.decide(one);
          if (placement.talkId === said.get(one)) return [];
          said.set(one, placement.talkId);
          return [{ channel: one.note.channel, ts: one.note.ts, ...placement }];
        }),
  };
}

/** Places cases as they arrive. */
interface ForwardSteps {
  /** Finds a note's subjects from what is known so far, and then learns from the note. */
  place(one: PlacementCase): void;
  /** Finds the subjects of the author's notes of the last `ms` milliseconds again, and returns these notes. */
  placeAgain(authorId: string, ms: number): PlacementCase[];
}

export function createForwardSteps(model: PlacementModel): ForwardSteps {
  const memory: Memory = { roots: new Map(), authors: new Map() };

  function place(one: PlacementCase): void {
    const { note, day } = one;
    tieToThread(one, memory, model);
    model.lexicon.observe(one.terms);
    const known = memory.authors.get(note.authorId);
    const isSameDay = known?.day === day;
    // A thread that is captured later contains notes from before the author's last one.
    const isLater = isSameDay && known.belief.at > note.at;
    const before = isSameDay && !isLater ? known.belief : undefined;
    const { places, recalled, heading, transition, likelihood, subjectsFor } = weighNote(model, one, before);
    const prior = transition.forward(before?.shares ?? [[1]]);
    one.subjects = settle(one, subjectsFor?.(prior) ?? one.root!.subjects);
    const shares = posterior(prior, likelihood);
    if (!isLater) {
      const steps = isSameDay ? known.steps : [];
      steps.push({ one, before });
      if (steps.length > MOST_REVISED) steps.shift();
      const belief = { at: note.at, places, recalled, heading, shares };
      memory.authors.set(note.authorId, { day, belief, steps });
    }
    const sure = model.surelyAttended(note.authorId);
    model.learn(one);
    if (model.surelyAttended(note.authorId) !== sure) model.learnRooms(note.authorId);
  }

  function placeAgain(authorId: string, ms: number): PlacementCase[] {
    const known = memory.authors.get(authorId);
    if (known === undefined) return [];
    const recent = known.steps.filter(({ one }) => one.note.at >= known.belief.at - ms);
    const cases = recent.map(({ one }) => one);
    const learned = cases.map(({ subjects }) => subjects);
    known.belief = forwardBackward(model, cases, recent[0]!.before);
    for (const [index, one] of cases.entries()) model.learnAgain(one, learned[index]!);
    return cases;
  }

  return { place, placeAgain };
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
