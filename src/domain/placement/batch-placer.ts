import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { placesAt, updated } from './attendance.ts';
import { measureLoneliness } from './isolated-note-odds.ts';
import { type Evidence, weighNote, weighReplier } from './note-likelihood.ts';
import { createForwardStep } from './online-placer.ts';
import type { Placement } from './placement.ts';
import { type PlacementCase, settle, shareInTalks, tieThreads, untieDiaries } from './placement-candidates.ts';
import { PlacementModel } from './placement-model.ts';
import { PLACEMENT_WEIGHTS, type PlacementWeights } from './placement-weights.ts';
import { type Moves, movesTo } from './room-transitions.ts';
import { exchangeTalks } from './swap-parallel-talks.ts';
import { MINUTE } from './talk-calendar.ts';

/**
 * Tells which talk each note belongs to, with hindsight: from all notes of a conference (or of some days) at
 * once, in the order given. First each note is placed as it came (note-placer.ts); then, over a few rounds, each
 * author's way through each day is smoothed forward and backward, with what all notes then tell about the talks.
 * `timezone` is IANA. Takes time in proportion to the notes.
 */
export function placeNotes(notes: Note[], talks: Talk[], options: { timezone: string }): Placement[] {
  return placeWithWeights(notes, talks, options.timezone, PLACEMENT_WEIGHTS);
}

/** {@link placeNotes} with other numbers, for measuring what each kind of evidence is worth. */
export function placeWithWeights(
  notes: Note[],
  talks: Talk[],
  timezone: string,
  weights: PlacementWeights,
): Placement[] {
  const model = new PlacementModel(talks, timezone, weights);
  const cases = notes.map((note) => model.open(note));
  const inTime = cases.toSorted((a, b) => a.note.at - b.note.at || (a.note.id < b.note.id ? -1 : 1));
  const stepForward = createForwardStep(model);
  for (const one of inTime) stepForward(one);
  for (const one of inTime) {
    one.root = undefined;
    one.replies = [];
  }
  tieThreads(inTime);
  untieDiaries(inTime, weights.settling);
  const byAuthor = [...Map.groupBy(inTime, ({ day, note }) => `${day} ${note.authorId}`).values()];
  for (let round = 0; round < weights.rounds; round++) {
    exchangeTalks(model, inTime);
    for (const one of inTime) if (one.root !== undefined) one.subjects = one.root.subjects;
    model.forget();
    for (const one of inTime) model.learn(one);
    learnHabits(model, inTime, byAuthor);
    measureLoneliness(model, inTime, byAuthor);
    for (const list of byAuthor) smooth(model, list);
  }
  return cases.map((one) => model.decide(one));
}

/** What the placements so far tell about the conference: how often people note late, and whether they stay in a room. */
function learnHabits(model: PlacementModel, cases: PlacementCase[], byAuthor: PlacementCase[][]): void {
  const { weights, calendar, chat } = model;
  let late = 0;
  let all = 0;
  for (const { during, root, subjects, note } of cases) {
    if (!during || root !== undefined) continue;
    all += shareInTalks(subjects, chat);
    for (const [talk, share] of subjects) {
      if (talk < chat && calendar.ends[talk]! < note.at - 3 * MINUTE) late += share;
    }
  }
  const adapted = (late + weights.late * weights.latePrior) / (all + weights.latePrior);
  model.late = Math.max(0.02, Math.min(0.3, adapted));
  let stayed = 0;
  let changed = 0;
  for (const list of byAuthor) {
    const { attended, rooms } = model.author(list[0]!.note.authorId);
    const seen = [...attended]
      .filter(([talk, share]) => share > 0.6 && calendar.days[talk] === list[0]!.day && calendar.rooms[talk] !== -1)
      .map(([talk]) => talk)
      .sort((a, b) => calendar.starts[a]! - calendar.starts[b]! || a - b);
    for (const [index, talk] of seen.entries()) {
      const room = calendar.rooms[talk]!;
      rooms.set(room, (rooms.get(room) ?? 0) + 1);
      const before = seen[index - 1];
      if (before === undefined || calendar.ends[before]! > calendar.starts[talk]!) continue;
      if (calendar.rooms[before] === room) stayed++;
      else changed++;
    }
  }
  model.sameRoom = (stayed + 2) / (stayed + changed + 4);
}

/** Goes through one author's notes of a day forward and back, and sets what each is about. */
function smooth(model: PlacementModel, list: PlacementCase[]): void {
  const { rooms } = model.author(list[0]!.note.authorId);
  const habits = { sameRoom: model.sameRoom, rooms };
  const steps: {
    moves: Moves;
    likelihood: number[];
    prior: number[];
    evidence: Evidence | undefined;
  }[] = [];
  let before: { at: number; places: number[] } | undefined;
  let shares = [1];
  for (const [index, one] of list.entries()) {
    const { at } = one.note;
    const places = placesAt(model.calendar, at);
    const moves = movesTo(
      model.calendar,
      model.weights,
      habits,
      before,
      { at, loneliness: one.loneliness, announces: one.announces },
      places,
    );
    const neighbours = [list[index - 1], list[index + 1]]
      .filter((other) => other !== undefined)
      .map(({ note, subjects }) => ({ at: note.at, subjects }));
    const evidence = one.root === undefined ? weighNote(model, one, places, neighbours) : undefined;
    const likelihood = evidence?.likelihood ?? weighReplier(model, one, places);
    const prior = moves.forward(shares);
    shares = updated(prior, likelihood);
    steps.push({ moves, likelihood, prior, evidence });
    before = { at, places };
  }
  let later = shares.map(() => 1);
  const found = steps.map(() => undefined as PlacementCase['subjects'] | undefined);
  for (let index = steps.length - 1; index >= 0; index--) {
    const { moves, likelihood, prior, evidence } = steps[index]!;
    const here = prior.map((share, place) => share * later[place]!);
    if (evidence !== undefined) found[index] = evidence.subjectsFor(here);
    later = moves.back(likelihood.map((value, place) => value * later[place]!));
  }
  for (const [index, subjects] of found.entries())
    if (subjects !== undefined) list[index]!.subjects = settle(list[index]!, subjects);
}
