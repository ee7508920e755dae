import { type Belief, posterior } from './late-notes.ts';
import { type WeighedNote, weighNote } from './note-likelihood.ts';
import { type PlacementCase, type Subjects, settle, shareInTalks } from './placement.ts';
import type { PlacementModel } from './placement-model.ts';
import { MINUTE } from './talk-calendar.ts';

/**
 * Finds the subjects of an author's notes from all of them together, by forward-backward smoothing. `list` holds notes of
 * one day in order of time, and `from` is the belief at the note before the first. Returns the belief at the last.
 */
export function forwardBackward(model: PlacementModel, list: PlacementCase[], from?: Belief): Belief {
  estimateIsolation(model, list);
  const steps: { note: WeighedNote; prior: number[][] }[] = [];
  let before = from;
  for (const [index, one] of list.entries()) {
    const note = weighNote(model, one, before, list[index + 1]?.note);
    const prior = note.transition.forward(before?.shares ?? [[1]]);
    steps.push({ note, prior });
    const { places, recalled, heading, likelihood } = note;
    before = { at: one.note.at, places, recalled, heading, shares: posterior(prior, likelihood) };
  }
  const last = before!;
  let later = last.shares.map((row) => row.map(() => 1));
  const found: (Subjects | undefined)[] = [];
  for (const { note, prior } of steps.toReversed()) {
    found.push(note.subjectsFor?.(posterior(prior, later)));
    later = note.transition.back(posterior(note.likelihood, later));
  }
  for (const [index, subjects] of found.reverse().entries())
    if (subjects !== undefined) list[index]!.subjects = settle(list[index]!, subjects);
  return last;
}

/** Probability that another note follows soon if the author is not in a talk. */
const FOLLOWS_OUTSIDE = 0.25;

/**
 * Estimates for each note the odds that its author is outside because it is isolated in time: somebody who takes twenty
 * notes per talk was hardly in a talk for a single one.
 */
function estimateIsolation(model: PlacementModel, list: PlacementCase[]): void {
  const { weights, chat } = model;
  const shares = list.map(({ subjects }) => shareInTalks(subjects, chat));
  const span = weights.isolationMinutes * MINUTE;
  const perTalk = model.notesPerTalk(list[0]!.note.authorId);
  let from = 0;
  let to = 0;
  let sum = 0;
  for (const [index, one] of list.entries()) {
    while (to < list.length && list[to]!.note.at <= one.note.at + span) sum += shares[to++]!;
    while (list[from]!.note.at < one.note.at - span) sum -= shares[from++]!;
    const mine = 1 + Math.max(0, sum - shares[index]!);
    const odds = (1 - FOLLOWS_OUTSIDE) * perTalk * FOLLOWS_OUTSIDE ** (mine - 1);
    one.isolationOdds = Math.max(1, Math.min(weights.isolationMost, odds));
  }
}
