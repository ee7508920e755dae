import { type PlacementCase, shareInTalks } from './placement-candidates.ts';
import type { PlacementWeights } from './placement-weights.ts';

/** What is known of somebody who writes: sums over his notes, each with the probability that it is about a talk. */
export interface AuthorHabits {
  /** Probability that he wrote at least one note of a talk. */
  attended: Map<number, number>;
  /** His notes during talks: small talk, and about talks. */
  chats: number;
  notes: number;
  /** How his notes of talks begin and end. */
  lowerCase: number;
  upperCase: number;
  fullStops: number;
  openEnds: number;
  /** Talks attended, by room. */
  rooms: Map<number, number>;
}

/** A slight chance each time is no attendance, however often it comes. */
const LEAST_SHARE = 0.1;

export function createAuthorHabits(): AuthorHabits {
  return {
    attended: new Map(),
    chats: 0,
    notes: 0,
    lowerCase: 0,
    upperCase: 0,
    fullStops: 0,
    openEnds: 0,
    rooms: new Map(),
  };
}

/** Adds what a placed note tells of its author; `chat` is the number of small talk. */
export function observeAuthor(habits: AuthorHabits, one: PlacementCase, chat: number): void {
  for (const [subject, share] of one.subjects) {
    if (subject >= chat || share < LEAST_SHARE) continue;
    const before = habits.attended.get(subject) ?? 0;
    habits.attended.set(subject, 1 - (1 - before) * (1 - share));
  }
  const share = shareInTalks(one.subjects, chat);
  habits.notes += share;
  if (one.during) habits.chats += one.subjects.get(chat) ?? 0;
  if (one.fullStop) habits.fullStops += share;
  else habits.openEnds += share;
  if (one.lowerCase === true) habits.lowerCase += share;
  else if (one.lowerCase === false) habits.upperCase += share;
}

/**
 * Log odds for small talk from the way in which a note is written, against the way in which its author takes
 * notes: who always begins with a capital and suddenly doesn't is chatting.
 */
export function weighStyle(habits: AuthorHabits, one: PlacementCase, weights: PlacementWeights): number {
  const lower = (habits.lowerCase + 1) / (habits.lowerCase + habits.upperCase + 2);
  const stops = (habits.fullStops + 1) / (habits.fullStops + habits.openEnds + 4);
  const { chatLowerCase, chatFullStop, fullStop, styleLeast, styleMost } = weights;
  let odds = 0;
  if (one.lowerCase === true) odds = Math.log(chatLowerCase / lower);
  else if (one.lowerCase === false) odds = Math.log((1 - chatLowerCase) / (1 - lower));
  odds += fullStop * Math.log(one.fullStop ? chatFullStop / stops : (1 - chatFullStop) / (1 - stops));
  return Math.max(styleLeast, Math.min(styleMost, odds));
}
