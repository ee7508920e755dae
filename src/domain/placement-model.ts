import { type AuthorHabits, createAuthorHabits, observeAuthor, weighStyle } from './author-habits.ts';
import { conferenceDay } from './conference-day.ts';
import type { Note } from './note.ts';
import type { Placement } from './placement.ts';
import { type PlacementCase, type Subjects, shareInTalks } from './placement-case.ts';
import type { PlacementWeights } from './placement-weights.ts';
import { smallTalkScore } from './small-talk.ts';
import type { Talk } from './talk.ts';
import { createTalkCalendar, MINUTE, type TalkCalendar } from './talk-calendar.ts';
import { TalkLexicon, type WordEvidence } from './talk-lexicon.ts';
import { createTalkNameIndex, findTalkNames, type TalkName, type TalkNameIndex } from './talk-names.ts';
import { OUTSIDE } from './whereabouts.ts';

/** What a note says about its subject, for each place where its author may be. */
export interface Evidence {
  subjects: number[];
  /** One row a place, one column a subject: probability of the subject there, times likelihood of the note. */
  joint: number[][];
  /** Likelihood of the note in each place, up to a factor. */
  likelihood: number[];
}

/** A note's neighbour in time by the same author, and what it was about. */
export interface Neighbour {
  at: number;
  subjects: Subjects;
}

const WORDLESS_START = /^\P{L}*/u;
const ADDRESS_HOST = /\bhttps?:\/\/[^\s/]+/g;
/** Subjects less likely than this are forgotten. */
const LEAST_SHARE = 0.02;
/** An earlier talk is on somebody's mind if he attended it with at least this probability. */
const ATTENDED = 0.05;
const BURST_MILLISECONDS = 90_000;
/** Replies that tell what a thread is about; more say nothing new. */
const MOST_REPLIES = 12;

/**
 * The joint model of a conference: which talks there are, what words they use, who writes how, and from these
 * what a note is about. A note's subject depends on where its author sits; see whereabouts.ts for how people
 * move. What the model learns from placed notes it learns by the probability of each placement.
 */
export class PlacementModel {
  readonly calendar: TalkCalendar;
  readonly lexicon: TalkLexicon;
  readonly weights: PlacementWeights;
  /** The numbers of two subjects that are no talk. */
  readonly chat: number;
  readonly hallway: number;
  /** Habits of the whole conference: notes of earlier talks, and staying in a room. */
  late: number;
  sameRoom = 0.5;
  readonly #names: TalkNameIndex;
  readonly #numbers: Map<string, number>;
  readonly #timezone: string;
  #authors = new Map<string, AuthorHabits>();

  constructor(talks: Talk[], timezone: string, weights: PlacementWeights) {
    this.calendar = createTalkCalendar(talks, timezone);
    this.lexicon = new TalkLexicon(talks, weights);
    this.weights = weights;
    this.chat = talks.length;
    this.hallway = talks.length + 1;
    this.late = weights.late;
    this.#names = createTalkNameIndex(talks);
    this.#numbers = new Map(talks.map(({ id }, number) => [id, number]));
    this.#timezone = timezone;
  }

  /** Reads a note by itself. */
  open(note: Note): PlacementCase {
    const { text, photos, at } = note;
    const { weights } = this;
    const names = this.#weighNames(text);
    const start = text.replace(WORDLESS_START, '');
    const initial = /^I\P{L}/u.test(start) ? '' : String.fromCodePoint(start.codePointAt(0) ?? 0x20);
    const hasCase = initial.toLowerCase() !== initial.toUpperCase();
    let chat = smallTalkScore(note) - weights.nameAgainstChat * Math.max(0, ...names.values());
    if (photos.length > 0) chat = Math.min(0, chat) - weights.photoAgainstChat;
    return {
      note,
      day: conferenceDay(at, this.#timezone),
      during: this.calendar.near(at).some((talk) => this.calendar.isOn(talk, at)),
      terms: this.lexicon.numberTerms(text.replace(ADDRESS_HOST, ' ')),
      names,
      chat: Math.max(weights.chatLeast, Math.min(weights.chatMost, chat)),
      lowerCase: hasCase ? initial === initial.toLowerCase() : undefined,
      fullStop: /[^.…][.。]\s*$/.test(text),
      root: undefined,
      replies: [],
      loneliness: 1,
      subjects: new Map(),
    };
  }

  #weighNames(text: string): Map<number, number> {
    const { weights } = this;
    const odds: Record<TalkName['kind'], number> = {
      speaker: weights.speaker,
      title: weights.title,
      'family-name': weights.familyName,
      'given-name': weights.givenName,
      hashtag: weights.hashtag,
      'title-words': weights.titleWords,
    };
    const names = new Map<number, number>();
    for (const { talkId, kind, start, end, weight } of findTalkNames({ text }, this.#names)) {
      const leads = text.slice(0, start).replace(/[^\p{L}\p{N}]/gu, '').length <= 8;
      const covers = end - start > text.length / 2;
      const value = weight * (odds[kind] + (leads ? weights.leading : 0) + (covers ? weights.covering : 0));
      const talk = this.#numbers.get(talkId)!;
      if (value > (names.get(talk) ?? 0)) names.set(talk, value);
    }
    return names;
  }

  author(id: string): AuthorHabits {
    let habits = this.#authors.get(id);
    if (habits === undefined) {
      habits = createAuthorHabits();
      this.#authors.set(id, habits);
    }
    return habits;
  }

  /** Learns from a placed note: the words of its talk, and its author's habits. */
  learn(one: PlacementCase): void {
    const author = one.note.authorId;
    for (const [subject, share] of one.subjects) {
      if (subject !== this.hallway) this.lexicon.learn(one.terms, author, subject, share);
    }
    observeAuthor(this.author(author), one, this.chat);
  }

  /** Unlearns all placements. */
  forget(): void {
    this.lexicon.forget();
    this.#authors = new Map();
  }

  /** Weighs what a note (with its thread) may be about. `neighbours` are its author's notes next in time. */
  weigh(one: PlacementCase, places: number[], neighbours: Neighbour[]): Evidence {
    const { weights } = this;
    const habits = this.author(one.note.authorId);
    const talks = this.#candidates(one, habits, places);
    const earlier = this.#recall(one, habits, talks);
    const bursts = this.#bursts(one, talks, neighbours);
    const scores: number[] = [];
    const floors: number[] = [];
    let [least, most] = [0, Number.NEGATIVE_INFINITY];
    for (const [index, talk] of talks.entries()) {
      const { score, floor } = this.#weighWords(one, talk, places);
      scores.push(score + (one.names.get(talk) ?? 0) + this.#weighReplies(one, talk));
      floors.push(floor);
      // The talks around come first.
      if (index < places.length - 1) [least, most] = [Math.min(least, floor), Math.max(most, floor)];
    }
    scores.push(this.#weighChat(one, habits) - (one.replies.length > 0 ? 1 : 0));
    scores.push(Math.max(-1, Math.min(1, weights.hallwayChat * one.chat)));
    const highest = Math.max(...scores);
    const likelihoods = scores.map((score) => Math.exp(score - highest));
    const joint: number[][] = [];
    const likelihood: number[] = [];
    for (const [index, place] of places.entries()) {
      // What isn't about a talk shares no word with it: it gets what an unknown note of that talk would get.
      const outside = places.length === 1 ? 0 : (least + most) / 2;
      const strange = Math.exp(place === OUTSIDE ? outside : floors[index]!);
      const row = this.#subjectsAt(place, talks, earlier, bursts, habits);
      let sum = 0;
      for (let subject = 0; subject < row.length; subject++) {
        row[subject]! *= likelihoods[subject]! * (subject < talks.length ? 1 : strange);
        sum += row[subject]!;
      }
      joint.push(row);
      likelihood.push(sum);
    }
    return { subjects: [...talks, this.chat, this.hallway], joint, likelihood };
  }

  /** The talks that a note may be about: those around it, those that its author heard that day, those named. */
  #candidates(one: PlacementCase, habits: AuthorHabits, places: number[]): number[] {
    const talks = new Set(places.filter((place) => place !== OUTSIDE));
    for (const [talk, probability] of habits.attended) {
      if (probability > ATTENDED && this.calendar.days[talk] === one.day) talks.add(talk);
    }
    for (const talk of one.names.keys()) talks.add(talk);
    return [...talks];
  }

  #weighWords(one: PlacementCase, talk: number, places: number[]): WordEvidence {
    const author = one.note.authorId;
    const run: number[] = [];
    if (places.includes(talk)) {
      // What he wrote in this slot is of one piece, in whichever of the parallel talks he sits.
      for (const other of this.lexicon.talksOf(author)) {
        if (other !== this.chat && this.calendar.parallel(other, talk)) run.push(other);
      }
    }
    return this.lexicon.weigh(one.terms, author, talk, run, one.subjects);
  }

  #weighReplies(one: PlacementCase, talk: number): number {
    if (one.replies.length === 0) return 0;
    const { weights, calendar } = this;
    let sum = 0;
    for (const reply of one.replies.slice(0, MOST_REPLIES)) {
      const { score } = this.#weighWords(reply, talk, [talk]);
      sum += weights.reply * (score + (reply.names.get(talk) ?? 0));
      const { at } = reply.note;
      if (at >= calendar.starts[talk]! && at <= calendar.ends[talk]! + 10 * MINUTE)
        sum += weights.replyInTime;
    }
    return Math.max(-weights.repliesMost, Math.min(weights.repliesMost, sum));
  }

  #weighChat(one: PlacementCase, habits: AuthorHabits): number {
    const { weights } = this;
    const { score } = this.lexicon.weigh(one.terms, one.note.authorId, this.chat, [], one.subjects);
    const words = Math.max(-0.5, Math.min(weights.chatWordsMost, weights.chatWords * score));
    return one.chat + weighStyle(habits, one, weights) + words;
  }

  /** How present each talk is in its author's mind as one that is over; sums to 1 at most. */
  #recall(one: PlacementCase, habits: AuthorHabits, talks: number[]): number[] {
    const { starts, ends, days } = this.calendar;
    const recalled = talks.map((talk) => {
      const named = one.names.has(talk);
      if (one.note.at < starts[talk]!) return named ? 0.005 : 0;
      if (days[talk] !== one.day) return named ? 0.01 : 0;
      const minutes = (one.note.at - ends[talk]!) / MINUTE;
      const fading = minutes < 0 ? 0.3 : 0.6 * Math.exp(-minutes / 20) + 0.3 * Math.exp(-minutes / 120) + 0.1;
      return fading * Math.max(habits.attended.get(talk) ?? 0, named ? 0.15 : 0.01);
    });
    const sum = recalled.reduce((total, value) => total + value, 0);
    return sum > 1 ? recalled.map((value) => value / sum) : recalled;
  }

  /** How far each talk carries over from the notes just before and after: late notes come in bursts. */
  #bursts(one: PlacementCase, talks: number[], neighbours: Neighbour[]): number[] {
    const bursts = talks.map(() => 0);
    for (const { at, subjects } of neighbours) {
      const gap = Math.abs(one.note.at - at) / BURST_MILLISECONDS;
      if (gap > 5) continue;
      const carried = this.weights.burst * Math.exp(-gap);
      for (const [index, talk] of talks.entries()) {
        if (one.note.at <= this.calendar.ends[talk]!) continue;
        bursts[index] = Math.max(bursts[index]!, carried * (subjects.get(talk) ?? 0));
      }
    }
    return bursts;
  }

  /** What people in a place write about: probabilities over `talks`, then small talk and hallway. */
  #subjectsAt(
    place: number,
    talks: number[],
    earlier: number[],
    bursts: number[],
    habits: AuthorHabits,
  ): number[] {
    const { weights } = this;
    const outside = place === OUTSIDE;
    const late = outside ? weights.outsideLate : this.late;
    const shares: number[] = [];
    let lateShare = 0;
    for (let index = 0; index < talks.length; index++) {
      const share = talks[index] === place ? 0 : Math.min(0.5, late * earlier[index]! + bursts[index]!);
      shares.push(share);
      lateShare += share;
    }
    lateShare = Math.min(0.9, lateShare);
    if (outside) {
      const rest = (1 - lateShare) / (weights.outsideChat + weights.outsideHallway);
      shares.push(rest * weights.outsideChat, rest * weights.outsideHallway);
      return shares;
    }
    const chat =
      (habits.chats + weights.chat * weights.chatPrior) / (habits.chats + habits.notes + weights.chatPrior);
    shares[talks.indexOf(place)] = Math.max(0.01, 1 - lateShare - chat - weights.hallway);
    shares.push(chat, weights.hallway);
    return shares;
  }

  /** How likely somebody replies in a thread from each place. */
  weighReplier(reply: PlacementCase, places: number[]): number[] {
    const { replierThere } = this.weights;
    const { subjects } = reply.root!;
    const known = places.reduce((sum, place) => sum + (subjects.get(place) ?? 0), 0);
    return places.map((place) => 1 - replierThere * known + replierThere * (subjects.get(place) ?? 0));
  }

  /** What a note is about, given how likely its author is in each place. */
  subjectsOf({ subjects, joint }: Evidence, shares: number[]): Subjects {
    const totals = subjects.map(() => 0);
    let sum = 0;
    for (const [place, row] of joint.entries()) {
      for (let subject = 0; subject < row.length; subject++) {
        totals[subject]! += shares[place]! * row[subject]!;
        sum += shares[place]! * row[subject]!;
      }
    }
    const found: Subjects = new Map();
    for (const [index, subject] of subjects.entries()) {
      const share = sum > 0 ? totals[index]! / sum : 0;
      if (share >= LEAST_SHARE) found.set(subject, share);
    }
    if (found.size === 0) found.set(this.hallway, 1);
    return found;
  }

  /** The placement that a case's subjects come to. A reply goes where its thread goes. */
  decide(one: PlacementCase): Placement {
    const { subjects } = one.root ?? one;
    const talks = [...subjects]
      .filter(([subject]) => subject < this.chat)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const none = Math.max(0, 1 - shareInTalks(subjects, this.chat));
    const best = talks[0];
    const inTalk = best !== undefined && best[1] > none;
    const chatty = one.root === undefined ? (subjects.get(this.chat) ?? 0) > none / 2 : one.chat > 0;
    const others = inTalk ? talks.slice(1) : talks;
    const idOf = (talk: number): string => this.calendar.talks[talk]!.id;
    return {
      noteId: one.note.id,
      talkId: inTalk ? idOf(best[0]) : null,
      smallTalk: !inTalk && chatty,
      confidence: Math.min(1, inTalk ? best[1] : none),
      alternatives: others.slice(0, 3).map(([talk, confidence]) => ({ talkId: idOf(talk), confidence })),
    };
  }
}
