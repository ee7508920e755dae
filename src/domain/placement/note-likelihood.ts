import type { Note } from '#domain/notes/note.ts';
import { candidatePlaces, createRoomTransition } from './attendance.ts';
import { type Belief, type BeliefTransition, createBeliefTransition, type Recalled } from './late-notes.ts';
import type { PlacementCase, Subjects } from './placement.ts';
import type { AuthorHabits, PlacementModel } from './placement-model.ts';
import type { PlacementWeights } from './placement-weights.ts';
import { isWholeTalk } from './small-talk-score.ts';
import { MINUTE } from './talk-calendar.ts';
import type { WordEvidence } from './talk-language-model.ts';

/**
 * The likelihood of a note for each place where its author may be, and for each earlier talk that it may be about.
 * People in a talk write about the talk or the hallway, or they chat. People outside do only the latter two.
 */
interface Evidence {
  /** Likelihood up to a constant factor, with rows and columns as in a {@link Belief}. */
  likelihood: number[][];
  /** Returns the note's subjects, given the probability of each state. */
  subjectsFor(shares: number[][]): Subjects;
}

/** Minimum probability of a subject; less likely ones are dropped. */
const LEAST_SHARE = 0.02;
/** Only talks within this time of a note are considered for parallel ones. */
const NEARBY = 3 * 60 * MINUTE;
const NOWHERE: number[] = [];
/** How many replies are considered for a thread's subject. */
const MOST_REPLIES = 12;
/** Messages of a run follow each other within this time. */
const RUN_GAP = MINUTE;
/** Maximum typing speed in characters per second; a note that arrives faster was pasted. */
const FASTEST_TYPING = 7;
/** Probability from which on an author counts as having attended a talk, and so none parallel to it. */
const ATTENDED = 0.5;
/** How long after its end people write about a talk without naming it. */
const REACH = 60 * MINUTE;
/** Minimum probability for an earlier talk to stay a candidate for the author's next note. */
const LEAST_CARRIED = 0.05;

/**
 * Computes the likelihood of a note and its thread. `places` are as in {@link candidatePlaces}, with {@link OUTSIDE}
 * last; `recalled` are the talks that it may be about, wherever its author is.
 */
interface Expected {
  places: number[];
  recalled: Recalled[];
  /** The talk that the run announces, and the log odds that it goes on. */
  heading: number | undefined;
  headed: number;
}

function noteLikelihood(
  model: PlacementModel,
  one: PlacementCase,
  { places, recalled, heading, headed }: Expected,
): Evidence {
  const { weights } = model;
  const habits = model.author(one.note.authorId);
  const here = places.length - 1;
  const talks = [...new Set([...places.slice(0, here), ...recalled.map(({ talk }) => talk)])];
  const nearby = notedNearby(model, one);
  const words = talks.map((talk, index) => weighWords(model, one, talk, index < here ? nearby : NOWHERE));
  const languages = talks.map((talk) => model.languageLogOdds(habits, one, talk));
  const scores = talks.map(
    (talk, index) =>
      words[index]!.score +
      (one.names.get(talk) ?? 0) +
      languages[index]! -
      Math.max(...languages) +
      (talk === heading ? headed : 0) +
      weighReplies(model, one, talk),
  );
  const chatScore = weighChat(model, one, habits) - (one.replies.length > 0 ? 1 : 0);
  const hallwayScore = Math.max(-1, Math.min(1, weights.hallwayChat * one.chat));
  const highest = Math.max(chatScore, hallwayScore, ...scores);
  const fits = scores.map((score) => Math.exp(score - highest));
  const chatFit = Math.exp(chatScore - highest);
  const hallwayFit = Math.exp(hallwayScore - highest);
  const strange = words.map(({ floor }) => Math.exp(floor));
  const floors = words.slice(0, here).map(({ floor }) => floor);
  const outside = floors.length === 0 ? 1 : Math.exp((Math.min(...floors) + Math.max(...floors)) / 2);
  const chat = (habits.chats + weights.chat * weights.chatPrior) / (habits.chats + habits.notes + weights.chatPrior);
  const kinds = weights.outsideChat + weights.outsideHallway;
  const chatOutside = outside * (weights.outsideChat / kinds) * chatFit;
  const hallwayOutside = outside * (weights.outsideHallway / kinds) * hallwayFit;
  const own = 1 - chat - weights.hallway;

  const rows = recalled.map(({ talk }) => {
    const index = talks.indexOf(talk);
    return { index, fit: own * fits[index]!, chat: chat * strange[index]! * chatFit };
  });
  return {
    likelihood: [
      places.map((_, place) =>
        place < here
          ? own * fits[place]! + strange[place]! * (chat * chatFit + weights.hallway * hallwayFit)
          : chatOutside + hallwayOutside,
      ),
      ...rows.map((row) => places.map(() => row.fit + row.chat)),
    ],
    subjectsFor([live = [], ...late]) {
      const found = talks.map((_, index) => (index < here ? own * fits[index]! * live[index]! : 0));
      let chatShare = live[here]! * chatOutside;
      let hallwayShare = live[here]! * hallwayOutside;
      for (let place = 0; place < here; place++) {
        chatShare += chat * live[place]! * strange[place]! * chatFit;
        hallwayShare += weights.hallway * live[place]! * strange[place]! * hallwayFit;
      }
      for (const [row, { index, fit, chat: chatFitHere }] of rows.entries()) {
        const share = sumOf(late[row]!);
        found[index]! += share * fit;
        chatShare += share * chatFitHere;
      }
      found.push(chatShare, hallwayShare);
      const sum = sumOf(found);
      const subjects: Subjects = new Map();
      for (const [index, value] of found.entries()) {
        if (value >= LEAST_SHARE * sum && sum > 0)
          subjects.set(talks[index] ?? model.chat + index - talks.length, value / sum);
      }
      if (subjects.size === 0) subjects.set(model.hallway, 1);
      return subjects;
    },
  };
}

/** Lists the talks around the time of a note that its author wrote notes on. */
function notedNearby({ lexicon, calendar }: PlacementModel, { note }: PlacementCase): number[] {
  const { starts, ends } = calendar;
  const nearby: number[] = [];
  for (const talk of lexicon.talksOf(note.authorId)) {
    if (starts[talk]! < note.at + NEARBY && ends[talk]! > note.at - NEARBY) nearby.push(talk);
  }
  return nearby;
}

/**
 * Scores how well a note's words fit a talk. What an author wrote in one time slot belongs together, in whichever of
 * the parallel talks: talks of `nearby` that are parallel to `talk` count as well.
 */
function weighWords(model: PlacementModel, one: PlacementCase, talk: number, nearby: number[]): WordEvidence {
  const run = nearby.filter((other) => model.calendar.parallel(other, talk));
  return model.lexicon.weigh(one, talk, run);
}

function weighReplies(model: PlacementModel, one: PlacementCase, talk: number): number {
  if (one.replies.length === 0) return 0;
  const { weights, calendar } = model;
  let sum = 0;
  for (const reply of one.replies.slice(0, MOST_REPLIES)) {
    const { score } = weighWords(model, reply, talk, notedNearby(model, reply));
    sum += weights.reply * (score + (reply.names.get(talk) ?? 0));
    const { at } = reply.note;
    if (at >= calendar.starts[talk]! && at <= calendar.ends[talk]! + 10 * MINUTE) sum += weights.replyInTime;
  }
  return Math.max(-weights.repliesMost, Math.min(weights.repliesMost, sum));
}

/**
 * Returns the log odds that a note is small talk because its form differs from its author's usual style: somebody who
 * always starts with a capital and suddenly doesn't is probably chatting.
 */
function styleLogOdds(habits: AuthorHabits, one: PlacementCase, weights: PlacementWeights): number {
  const lower = (habits.lowerCase + 1) / (habits.lowerCase + habits.upperCase + 2);
  const { chatLowerCase, styleLeast, styleMost } = weights;
  let odds = 0;
  if (one.lowerCase === true) odds = Math.log(chatLowerCase / lower);
  else if (one.lowerCase === false) odds = Math.log((1 - chatLowerCase) / (1 - lower));
  return Math.max(styleLeast, Math.min(styleMost, odds));
}

function weighChat(model: PlacementModel, one: PlacementCase, habits: AuthorHabits): number {
  const { weights, lexicon } = model;
  const { score } = lexicon.weigh(one, lexicon.chat, []);
  const words = Math.max(-0.5, Math.min(weights.chatWordsMost, weights.chatWords * score));
  return one.chat + styleLogOdds(habits, one, weights) + words;
}

/**
 * Lists the talks that a note may be about wherever its author is: talks that have started and ended at most an hour
 * ago, talks that it names, and talks that the author's previous note was probably about. `before` is the belief at
 * that note.
 */
function recallTalks(
  model: PlacementModel,
  one: PlacementCase,
  before: Belief | undefined,
  isPasted: boolean,
): Recalled[] {
  const { calendar, weights } = model;
  const { starts, ends, days } = calendar;
  const { attended } = model.author(one.note.authorId);
  const talks = new Set([...calendar.near(one.note.at), ...calendar.near(one.note.at - REACH / 2)]);
  for (const [talk, odds] of one.names) if (odds >= weights.settling) talks.add(talk);
  for (const [row, talk] of (before?.recalled ?? []).entries()) {
    // A note on a talk to come doesn't say what its author's next notes are about.
    if (one.note.at < starts[talk]!) continue;
    if (sumOf(before!.shares[row + 1]!) >= LEAST_CARRIED) talks.add(talk);
  }
  const isLong = isWholeTalk(one.note.text);
  const elsewhere = [...attended].filter(([, share]) => share > ATTENDED).map(([talk]) => talk);
  const found = [...talks].map((talk) => {
    const named = (one.names.get(talk) ?? 0) >= weights.settling;
    if (one.note.at < starts[talk]!) return { talk, share: named ? 0.03 : 0 };
    if (days[talk] !== one.day) return { talk, share: named ? 0.01 : 0 };
    const minutes = (one.note.at - ends[talk]!) / MINUTE;
    if (minutes * MINUTE > REACH && !named) return { talk, share: 0 };
    if (named) return { talk, share: 0.3 };
    const fading = minutes < 0 ? 0.3 : 0.6 * Math.exp(-minutes / 20) + 0.3 * Math.exp(-minutes / 120) + 0.1;
    const isFree = minutes >= 0 && !elsewhere.some((other) => calendar.parallel(other, talk));
    const unseen = isLong ? weights.unseenByLong : isPasted ? weights.unseen : weights.missed;
    return { talk, share: fading * Math.max(attended.get(talk) ?? 0, isFree ? unseen : weights.missed) };
  });
  const sum = found.reduce((total, { share }) => total + share, 0);
  return sum > 1 ? found.map(({ talk, share }) => ({ talk, share: share / sum })) : found;
}

/** The evidence of a note, and the transition from its author's previous note. */
export interface WeighedNote extends Pick<Belief, 'places' | 'recalled' | 'heading'> {
  transition: BeliefTransition;
  likelihood: number[][];
  /** Absent for replies, which have the subjects of their thread. */
  subjectsFor?: Evidence['subjectsFor'];
}

/** Weighs an author's note, given the belief at the previous one of that day, and the next one if it is known. */
export function weighNote(
  model: PlacementModel,
  one: PlacementCase,
  before: Belief | undefined,
  next?: Note,
): WeighedNote {
  const { calendar, weights, sameRoom, late } = model;
  const { at, text } = one.note;
  const habits = { sameRoom, rooms: model.author(one.note.authorId).rooms };
  const places = candidatePlaces(calendar, at);
  const arrival = { at, isolationOdds: one.isolationOdds };
  const moves = createRoomTransition(calendar, weights, habits, { before, arrival, places });
  const isPasted = isFast(text, at - (before?.at ?? 0));
  const beginsPaste = next !== undefined && isFast(next.text, next.at - at);
  const recalled = one.root === undefined ? recallTalks(model, one, before, isPasted || beginsPaste) : [];
  const transition = createBeliefTransition(moves, weights, before, { at, places, recalled, late, isPasted });
  const heading = findHeading(model, one, before);
  const gap = (at - (before?.at ?? 0)) / MINUTE;
  const headed = weights.headed * (isPasted ? 1 : Math.exp(-gap / weights.paceMinutes));
  const evidence =
    one.root === undefined
      ? noteLikelihood(model, one, { places, recalled, heading, headed })
      : { likelihood: [replyLikelihood(model, one, places)] };
  return { places, recalled: recalled.map(({ talk }) => talk), heading, transition, ...evidence };
}

/** Returns how likely it is that somebody replies in a thread from each place. */
function replyLikelihood(model: PlacementModel, reply: PlacementCase, places: number[]): number[] {
  const { replierThere } = model.weights;
  const { subjects } = reply.root!;
  let known = 0;
  for (const place of places) known += subjects.get(place) ?? 0;
  return places.map((place) => 1 - replierThere * known + replierThere * (subjects.get(place) ?? 0));
}

/** Finds the talk, now over, that a note or the first one of its run announces. */
function findHeading({ calendar }: PlacementModel, one: PlacementCase, before: Belief | undefined): number | undefined {
  const { at } = one.note;
  if (one.announces !== undefined) return calendar.ends[one.announces]! < at ? one.announces : undefined;
  return before !== undefined && at - before.at < RUN_GAP ? before.heading : undefined;
}

/** Returns whether nobody types a text in so many milliseconds. */
function isFast(text: string, milliseconds: number): boolean {
  return text.length / Math.max(1, milliseconds / 1000) > FASTEST_TYPING;
}

function sumOf(values: number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
