import { type PlacementCase, shareInTalks } from './placement-candidates.ts';
import type { PlacementModel } from './placement-model.ts';
import { MINUTE } from './talk-calendar.ts';

/** The chance that a second note follows at once, for somebody who is not in a talk. */
const FOLLOWS_OUTSIDE = 0.25;

/**
 * Sets how lonely each note is: who takes twenty notes in a talk has hardly sat there for a single one. Takes
 * all cases in order of time, and the same by author and day.
 */
export function measureLoneliness(model: PlacementModel, cases: PlacementCase[], byAuthor: PlacementCase[][]): void {
  const { weights, chat } = model;
  const around = (list: PlacementCase[]): number[] => {
    const shares = list.map(({ subjects }) => shareInTalks(subjects, chat));
    let from = 0;
    let to = 0;
    let sum = 0;
    return list.map(({ note }) => {
      const span = weights.lonelyMinutes * MINUTE;
      while (to < list.length && list[to]!.note.at <= note.at + span) sum += shares[to++]!;
      while (list[from]!.note.at < note.at - span) sum -= shares[from++]!;
      return sum;
    });
  };
  const byEverybody = around(cases);
  const everybody = new Map(cases.map((one, index) => [one, byEverybody[index]!]));
  const usual = notesPerTalk(byAuthor, chat);
  for (const list of byAuthor) {
    const perTalk = usual(list[0]!.note.authorId);
    for (const [index, sum] of around(list).entries()) {
      const one = list[index]!;
      const mine = 1 + Math.max(0, sum - shareInTalks(one.subjects, chat));
      const others = Math.min(1, Math.max(0, everybody.get(one)! - sum));
      const quiet = 1 + (weights.quiet - 1) * (1 - others);
      const odds = quiet * (1 - FOLLOWS_OUTSIDE) * perTalk * FOLLOWS_OUTSIDE ** (mine - 1);
      one.loneliness = Math.max(1, Math.min(weights.lonelyMost, odds));
    }
  }
}

/** How many notes an author takes in a talk, leaning on everybody's where he has been in few. */
function notesPerTalk(byAuthor: PlacementCase[][], chat: number): (author: string) => number {
  const sums = new Map<string, { talks: number; notes: number }>();
  let talks = 0;
  let notes = 0;
  for (const list of byAuthor) {
    const perTalk = new Map<number, number>();
    for (const { subjects } of list) {
      for (const [talk, share] of subjects) if (talk < chat) perTalk.set(talk, (perTalk.get(talk) ?? 0) + share);
    }
    const author = list[0]!.note.authorId;
    const sum = sums.get(author) ?? { talks: 0, notes: 0 };
    for (const count of perTalk.values()) {
      if (count <= 0.5) continue;
      sum.talks++;
      sum.notes += count;
      talks++;
      notes += count;
    }
    sums.set(author, sum);
  }
  const mean = (notes + 6) / (talks + 3);
  return (author) => {
    const sum = sums.get(author)!;
    return (sum.notes + 2 * mean) / (sum.talks + 2);
  };
}
