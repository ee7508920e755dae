import { OUTSIDE } from './attendance.ts';
import type { PlacementCase, Subjects } from './placement.ts';
import { type AuthorHabits, type PlacementModel, styleLogOdds } from './placement-model.ts';
import { MINUTE } from './talk-calendar.ts';
import type { WordEvidence } from './talk-language-model.ts';

/**
 * The likelihood of a note for each place where its author may be. People in a talk write about it, sometimes about an
 * earlier one, about the hallway, or chat; people outside do only the latter three.
 */
export interface Evidence {
  /** Likelihood of the note in each place, up to a factor. */
  likelihood: number[];
  /** Returns the note's subjects, given how likely its author is in each place. */
  subjectsFor(shares: number[]): Subjects;
}

/** The author's previous or next note, and its subjects. */
export interface Neighbour {
  at: number;
  subjects: Subjects;
}

/** Less likely subjects are dropped. */
const LEAST_SHARE = 0.02;
/** Probability from which on an author counts as having attended an earlier talk. */
const ATTENDED = 0.2;
const BURST_MILLISECONDS = 90_000;
/** How close in time talks may be parallel to the current one. */
const NEARBY = 3 * 60 * MINUTE;
const NOWHERE: number[] = [];
/** How many replies are considered for a thread's subject. */
const MOST_REPLIES = 12;
/** Bounds so that no subject of a place is excluded, and late notes are never all. */
const LEAST_OF_PLACE = 0.01;
const MOST_LATE = 0.9;
const MOST_LATE_EACH = 0.5;

/**
 * Computes the likelihood of a note with its thread. `places` are as in {@link candidatePlaces}, {@link OUTSIDE} last;
 * `neighbours` are its author's previous and next notes.
 */
export function noteLikelihood(
  model: PlacementModel,
  one: PlacementCase,
  places: number[],
  neighbours: Neighbour[],
): Evidence {
  const { weights } = model;
  const habits = model.author(one.note.authorId);
  // Current talks come first, as in `places`.
  const talks = candidates(model, one, habits, places);
  const here = places.length - 1;
  const nearby = notedNearby(model, one);
  const words = talks.map((talk, index) => weighWords(model, one, talk, index < here ? nearby : NOWHERE));
  const scores = talks.map(
    (talk, index) => words[index]!.score + (one.names.get(talk) ?? 0) + weighReplies(model, one, talk),
  );
  const chatScore = weighChat(model, one, habits) - (one.replies.length > 0 ? 1 : 0);
  const hallwayScore = Math.max(-1, Math.min(1, weights.hallwayChat * one.chat));
  const highest = Math.max(chatScore, hallwayScore, ...scores);
  const fits = scores.map((score) => Math.exp(score - highest));
  const chatFit = Math.exp(chatScore - highest);
  const hallwayFit = Math.exp(hallwayScore - highest);
  const strange = strangeness(words.slice(0, here));

  const recalled = recall(model, one, habits, talks);
  const bursts = carriedOver(model, one, talks, neighbours);
  const late = recalled.map((share, index) => Math.min(MOST_LATE_EACH, model.late * share + bursts[index]!));
  const lateOutside = recalled.map((share, index) =>
    Math.min(MOST_LATE_EACH, weights.outsideLate * share + bursts[index]!),
  );
  const chat = (habits.chats + weights.chat * weights.chatPrior) / (habits.chats + habits.notes + weights.chatPrior);
  const allLate = sumOf(late);
  const lateFit = late.reduce((sum, share, index) => sum + share * fits[index]!, 0);
  const ofPlace = late
    .slice(0, here)
    .map((share) => Math.max(LEAST_OF_PLACE, 1 - Math.min(MOST_LATE, allLate - share) - chat - weights.hallway));
  const restOutside = 1 - Math.min(MOST_LATE, sumOf(lateOutside));
  const kinds = weights.outsideChat + weights.outsideHallway;
  const chatOutside = (restOutside * weights.outsideChat) / kinds;
  const hallwayOutside = (restOutside * weights.outsideHallway) / kinds;

  const likelihood = places.map((_, place) =>
    place < here
      ? ofPlace[place]! * fits[place]! +
        lateFit -
        late[place]! * fits[place]! +
        strange[place]! * (chat * chatFit + weights.hallway * hallwayFit)
      : lateOutside.reduce((sum, share, index) => sum + share * fits[index]!, 0) +
        strange[here]! * (chatOutside * chatFit + hallwayOutside * hallwayFit),
  );

  return {
    likelihood,
    subjectsFor(shares) {
      const outside = shares[here]!;
      const inside = sumOf(shares) - outside;
      const found = talks.map((_, index) => {
        const inTalk = index < here ? shares[index]! : 0;
        const own = index < here ? ofPlace[index]! * inTalk : 0;
        return fits[index]! * (late[index]! * (inside - inTalk) + own + lateOutside[index]! * outside);
      });
      let strangeInside = 0;
      for (let place = 0; place < here; place++) strangeInside += shares[place]! * strange[place]!;
      const strangeOutside = outside * strange[here]!;
      found.push(chatFit * (chat * strangeInside + chatOutside * strangeOutside));
      found.push(hallwayFit * (weights.hallway * strangeInside + hallwayOutside * strangeOutside));
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

/**
 * Small talk and hallway notes share no words with a talk: in each place they get the score of a note without known
 * words, and outside the middle of these.
 */
function strangeness(words: WordEvidence[]): number[] {
  const floors = words.map(({ floor }) => floor);
  const outside = floors.length === 0 ? 0 : (Math.min(...floors) + Math.max(...floors)) / 2;
  return [...floors, outside].map((floor) => Math.exp(floor));
}

/** Lists the talks that a note may be about: those around it, those its author attended that day, those it mentions. */
function candidates(model: PlacementModel, one: PlacementCase, habits: AuthorHabits, places: number[]): number[] {
  const talks = new Set(places);
  talks.delete(OUTSIDE);
  for (const [talk, probability] of habits.attended) {
    if (probability > ATTENDED && model.calendar.days[talk] === one.day) talks.add(talk);
  }
  for (const talk of one.names.keys()) talks.add(talk);
  return [...talks];
}

/** Lists the talks around a note in which its author has notes. */
function notedNearby({ lexicon, calendar }: PlacementModel, { note }: PlacementCase): number[] {
  const { starts, ends } = calendar;
  const nearby: number[] = [];
  for (const talk of lexicon.talksOf(note.authorId)) {
    if (starts[talk]! < note.at + NEARBY && ends[talk]! > note.at - NEARBY) nearby.push(talk);
  }
  return nearby;
}

/**
 * Scores a note's words for a talk. What an author wrote in one slot belongs together, whichever of the parallel talks
 * it is: of `nearby`, those parallel to `talk` count, too.
 */
function weighWords(model: PlacementModel, one: PlacementCase, talk: number, nearby: number[]): WordEvidence {
  const run = nearby.filter((other) => model.calendar.parallel(other, talk));
  return model.lexicon.weigh(one.terms, one.note.authorId, talk, run, one.subjects);
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

function weighChat(model: PlacementModel, one: PlacementCase, habits: AuthorHabits): number {
  const { weights, lexicon } = model;
  const { score } = lexicon.weigh(one.terms, one.note.authorId, lexicon.chat, [], one.subjects);
  const words = Math.max(-0.5, Math.min(weights.chatWordsMost, weights.chatWords * score));
  return one.chat + styleLogOdds(habits, one, weights) + words;
}

/** Returns how likely the author writes about each talk that is over; sums to at most 1. */
function recall(model: PlacementModel, one: PlacementCase, habits: AuthorHabits, talks: number[]): number[] {
  const { starts, ends, days } = model.calendar;
  const recalled = talks.map((talk) => {
    const named = one.names.has(talk);
    if (one.note.at < starts[talk]!) return named ? 0.005 : 0;
    if (days[talk] !== one.day) return named ? 0.01 : 0;
    const minutes = (one.note.at - ends[talk]!) / MINUTE;
    const fading = minutes < 0 ? 0.3 : 0.6 * Math.exp(-minutes / 20) + 0.3 * Math.exp(-minutes / 120) + 0.1;
    return fading * Math.max(habits.attended.get(talk) ?? 0, named ? 0.15 : 0.01);
  });
  const sum = sumOf(recalled);
  return sum > 1 ? recalled.map((value) => value / sum) : recalled;
}

/** Returns how much each talk carries over from the previous and next notes: late notes come in bursts. */
function carriedOver(model: PlacementModel, one: PlacementCase, talks: number[], neighbours: Neighbour[]): number[] {
  const carried = talks.map(() => 0);
  for (const { at, subjects } of neighbours) {
    const gap = Math.abs(one.note.at - at) / BURST_MILLISECONDS;
    if (gap > 5) continue;
    const share = model.weights.burst * Math.exp(-gap);
    for (const [index, talk] of talks.entries()) {
      if (one.note.at <= model.calendar.ends[talk]!) continue;
      carried[index] = Math.max(carried[index]!, share * (subjects.get(talk) ?? 0));
    }
  }
  return carried;
}

/** Returns how likely somebody replies in a thread from each place. */
export function replyLikelihood(model: PlacementModel, reply: PlacementCase, places: number[]): number[] {
  const { replierThere } = model.weights;
  const { subjects } = reply.root!;
  let known = 0;
  for (const place of places) known += subjects.get(place) ?? 0;
  return places.map((place) => 1 - replierThere * known + replierThere * (subjects.get(place) ?? 0));
}

function sumOf(values: number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
