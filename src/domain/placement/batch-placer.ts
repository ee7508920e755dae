import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { candidatePlaces, createTransition, type Transition, updated } from './attendance.ts';
import { type Evidence, noteLikelihood } from './note-likelihood.ts';
import { createForwardStep } from './online-placer.ts';
import { linkThreads, type Placement, type PlacementCase, settle, unlinkDiaryThreads } from './placement.ts';
import { PlacementModel } from './placement-model.ts';
import { PLACEMENT_WEIGHTS, type PlacementWeights } from './placement-weights.ts';

/**
 * Places all notes of a conference (or of some days) with hindsight, in the order given. First each note is placed as
 * it came (online-placer.ts); then, over a few rounds, each author's path through each day is smoothed forward and
 * backward, with what all notes then say about the talks. `timezone` is IANA. Takes linear time.
 */
export function placeNotes(
  notes: Note[],
  talks: Talk[],
  { timezone, weights = PLACEMENT_WEIGHTS }: { timezone: string; weights?: PlacementWeights },
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
  linkThreads(inTime);
  unlinkDiaryThreads(inTime, weights.settling);
  const byAuthor = [...Map.groupBy(inTime, ({ day, note }) => `${day} ${note.authorId}`).values()];
  for (let round = 0; round < weights.rounds; round++) {
    for (const one of inTime) if (one.root !== undefined) one.subjects = one.root.subjects;
    model.forget();
    for (const one of inTime) model.learn(one);
    for (const list of byAuthor) smooth(model, list);
  }
  return cases.map((one) => model.decide(one));
}

/** Smooths one author's notes of a day forward and backward, and sets their subjects. */
function smooth(model: PlacementModel, list: PlacementCase[]): void {
  const steps: {
    moves: Transition;
    likelihood: number[];
    prior: number[];
    evidence: Evidence | undefined;
  }[] = [];
  let before: { at: number; places: number[] } | undefined;
  let shares = [1];
  for (const one of list) {
    const { at } = one.note;
    const places = candidatePlaces(model.calendar, at);
    const moves = createTransition(model, before, { at, places, announces: one.announces });
    // People reply in a talk's thread from anywhere.
    const evidence = one.root === undefined ? noteLikelihood(model, one, places) : undefined;
    const likelihood = evidence?.likelihood ?? places.map(() => 1);
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
