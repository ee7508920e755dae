import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { forwardBackward } from './forward-backward.ts';
import { createForwardSteps } from './online-placer.ts';
import { linkThreads, type Placement, type PlacementCase, shareInTalks, unlinkDiaryThreads } from './placement.ts';
import { PlacementModel } from './placement-model.ts';
import { PLACEMENT_WEIGHTS, type PlacementWeights } from './placement-weights.ts';
import { MINUTE } from './talk-calendar.ts';

/**
 * How often an author's recent notes are placed again in the first pass. The bot does so with each note; here, the rounds
 * that follow smooth the whole day, and other authors' notes benefit almost as much.
 */
const REVISION_MS = 10 * MINUTE;

/**
 * Places all notes of a conference (or of some days) with hindsight. First, each note is placed as it arrived
 * (online-placer.ts). Then, over a few rounds, each author's path through each day is smoothed forward and backward,
 * using what all notes together say about the talks. `timezone` is an IANA zone. Takes linear time; returns placements
 * in the order of `notes`.
 */
export function placeNotes(notes: Note[], talks: Talk[], options: { timezone: string }): Placement[] {
  return placeWithWeights(notes, talks, options.timezone, PLACEMENT_WEIGHTS);
}

/** Like {@link placeNotes}, but with other weights, to measure how much each kind of evidence contributes. */
export function placeWithWeights(
  notes: Note[],
  talks: Talk[],
  timezone: string,
  weights: PlacementWeights,
): Placement[] {
  const model = new PlacementModel(talks, timezone, weights);
  const cases = notes.map((note) => model.open(note));
  const inTime = cases.toSorted((a, b) => a.note.at - b.note.at || (a.note.id < b.note.id ? -1 : 1));
  const forward = createForwardSteps(model);
  const revised = new Map<string, number>();
  for (const one of inTime) {
    const { authorId, at } = one.note;
    forward.place(one);
    const since = revised.get(authorId);
    if (since !== undefined && at - since < REVISION_MS) continue;
    revised.set(authorId, at);
    if (since !== undefined) forward.placeAgain(authorId, 2 * REVISION_MS);
  }
  for (const one of inTime) {
    one.root = undefined;
    one.replies = [];
  }
  linkThreads(inTime);
  unlinkDiaryThreads(inTime, weights.settling);
  const byAuthor = [...Map.groupBy(inTime, ({ day, note }) => `${day} ${note.authorId}`).values()];
  for (let round = 0; round < weights.rounds; round++) {
    swapParallelTalks(model, inTime);
    for (const one of inTime) if (one.root !== undefined) one.subjects = one.root.subjects;
    model.forget();
    for (const one of inTime) model.learn(one);
    learnHabits(model, byAuthor);
    for (const list of byAuthor) forwardBackward(model, list);
  }
  return cases.map((one) => model.decide(one));
}

/** Estimates, from the placements so far, how often people write notes after a talk and whether they stay in a room. */
function learnHabits(model: PlacementModel, byAuthor: PlacementCase[][]): void {
  const { weights, calendar, chat } = model;
  let late = 0;
  let all = 0;
  for (const list of byAuthor) {
    for (const [index, { during, root, subjects, note }] of list.entries()) {
      if (!during || root !== undefined) continue;
      all += shareInTalks(subjects, chat);
      const previous = list[index - 1];
      const isRun = previous !== undefined && note.at - previous.note.at < weights.runMinutes * MINUTE;
      for (const [talk, share] of subjects) {
        if (talk >= chat || calendar.ends[talk]! >= note.at - 3 * MINUTE) continue;
        // A run counts once.
        late += Math.max(0, share - (isRun ? (previous.subjects.get(talk) ?? 0) : 0));
      }
    }
  }
  const adapted = (late + weights.late * weights.latePrior) / (all + weights.latePrior);
  model.late = Math.max(0.02, Math.min(0.3, adapted));
  model.learnRooms();
}

/** The notes placed in one talk so far: their terms, and how many of them each author wrote. */
interface Cluster {
  terms: Map<number, number>;
  authors: Map<string, number>;
}

const NOTHING: Cluster = { terms: new Map(), authors: new Map() };
/** Notes placed with a smaller probability don't count towards a cluster. */
const LEAST_SHARE = 0.3;

/**
 * Swaps the notes of two parallel talks if their titles, speakers' names and people's rooms then fit better. Placing
 * one author at a time can't detect that two rooms were swapped as a whole, because the authors confirm each other.
 * Notes that name their talk are not moved.
 */
function swapParallelTalks(model: PlacementModel, cases: PlacementCase[]): void {
  const { calendar, lexicon, weights, chat } = model;
  const clusters = new Map<number, Cluster>();
  const announced = new Map<string, Map<number, number>>();
  for (const { subjects, names, note, terms } of cases) {
    for (const [talk, odds] of names) {
      if (odds < 2) continue;
      const ofAuthor = announced.get(note.authorId) ?? new Map<number, number>();
      ofAuthor.set(talk, Math.min(8, (ofAuthor.get(talk) ?? 0) + odds));
      announced.set(note.authorId, ofAuthor);
    }
    for (const [talk, share] of subjects) {
      if (talk >= chat || share < LEAST_SHARE || (names.get(talk) ?? 0) > weights.settling) continue;
      let cluster = clusters.get(talk);
      if (cluster === undefined) {
        cluster = { terms: new Map(), authors: new Map() };
        clusters.set(talk, cluster);
      }
      for (const term of terms) cluster.terms.set(term, (cluster.terms.get(term) ?? 0) + share);
      cluster.authors.set(note.authorId, (cluster.authors.get(note.authorId) ?? 0) + share);
    }
  }

  /** Scores how well a cluster fits a talk. Authors who wrote in both clusters count less. */
  const fit = (cluster: Cluster, talk: number, other: Cluster): number => {
    let sum = lexicon.affinity(cluster.terms, talk);
    for (const [author, notes] of cluster.authors) {
      const share = notes / (notes + (other.authors.get(author) ?? 0));
      const { rooms } = model.author(author);
      let visits = 0;
      for (const count of rooms.values()) visits += count;
      const habit = Math.log(((rooms.get(calendar.rooms[talk]!) ?? 0) + 1) / (visits + 3));
      sum += share * ((announced.get(author)?.get(talk) ?? 0) + weights.exchangeRoom * habit);
    }
    return sum;
  };

  const movedTo = new Map<number, number>();
  for (const [one, other] of parallelPairs(model)) {
    const here = clusters.get(one) ?? NOTHING;
    const there = clusters.get(other) ?? NOTHING;
    if (here === there) continue;
    const gain = fit(here, other, there) + fit(there, one, here) - fit(here, one, there) - fit(there, other, here);
    if (gain <= weights.exchange) continue;
    clusters.set(one, there);
    clusters.set(other, here);
    const origin = (talk: number): number => movedTo.get(talk) ?? talk;
    const [originOfOne, originOfOther] = [origin(one), origin(other)];
    movedTo.set(one, originOfOther);
    movedTo.set(other, originOfOne);
  }
  if (movedTo.size === 0) return;
  const destination = new Map([...movedTo].map(([talk, origin]) => [origin, talk]));
  for (const one of cases) {
    if (one.root !== undefined) continue;
    one.subjects = new Map(
      [...one.subjects].map(([talk, share]) => {
        const stays = (one.names.get(talk) ?? 0) > weights.settling;
        return [stays ? talk : (destination.get(talk) ?? talk), share];
      }),
    );
  }
}

/** Lists pairs of parallel talks in order of time, twice, so that swaps among three or more talks can settle. */
function parallelPairs({ calendar }: PlacementModel): [number, number][] {
  const byStart = calendar.starts
    .map((start, talk) => ({ start, talk }))
    .filter(({ start }) => !Number.isNaN(start))
    .sort((a, b) => a.start - b.start || a.talk - b.talk);
  const pairs: [number, number][] = [];
  for (const [index, { talk }] of byStart.entries()) {
    for (let next = index + 1; next < byStart.length && byStart[next]!.start < calendar.ends[talk]!; next++) {
      const other = byStart[next]!.talk;
      if (calendar.parallel(talk, other)) pairs.push([talk, other]);
    }
  }
  return [...pairs, ...pairs];
}
