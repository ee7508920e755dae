import { conferenceDay } from '#domain/conference/conference-day.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { contentTerms, contentTermsOf } from '#domain/language/stem.ts';
import { type KnownLanguage, languageOf } from '#domain/language/stop-words.ts';
import { fold, tokenize, type Word } from '#domain/language/tokenize.ts';
import type { Note } from '#domain/notes/note.ts';
import {
  createTalkIndex,
  findTalkMentions,
  type TalkIndex,
  type TalkMention,
} from '#domain/talk-mentions/talk-mentions.ts';
import { type Placement, type PlacementCase, type Subjects, shareInTalks } from './placement.ts';
import type { PlacementWeights } from './placement-weights.ts';
import { smallTalkScore } from './small-talk-score.ts';
import { createTalkCalendar, MINUTE, type TalkCalendar } from './talk-calendar.ts';
import { TalkLanguageModel } from './talk-language-model.ts';

const NO_NAMES: Map<number, number> = new Map();
const WORDLESS_START = /^\P{L}*/u;
const ADDRESS_HOST = /\bhttps?:\/\/[^\s/]+/g;
/** Minimum probability of a subject for the model to learn from it. */
const LEAST_LEARNED = 0.05;
/** Log odds of a talk that a person chose for a note: more than words or rooms can outweigh. */
const GIVEN_ODDS = 30;
/** A mention counts as leading ("now: …") if at most this many letters come before it. */
const LEADING_LETTERS = 8;
const LEADING_CHARACTERS = 40;

/**
 * The placement model of a conference: its talks, their words and the authors' habits. From these it derives what a
 * note is about (note-likelihood.ts), depending on where its author is (attendance.ts). It learns from placed notes,
 * weighted by the probability of each placement.
 */
export class PlacementModel {
  readonly calendar: TalkCalendar;
  readonly lexicon: TalkLanguageModel;
  readonly weights: PlacementWeights;
  /** Subject numbers of small talk and the hallway, which follow those of the talks. */
  readonly chat: number;
  readonly hallway: number;
  /** How often people at this conference write about earlier talks, and how often they stay in a room. */
  late: number;
  sameRoom = 0.5;
  readonly #index: TalkIndex;
  readonly #languages: (KnownLanguage | undefined)[];
  readonly #numbers: Map<string, number>;
  readonly #timezone: string;
  readonly #days = new Map<number, string>();
  #authors = new Map<string, AuthorHabits>();
  /** How often all authors stayed in a room or changed it from one talk to the next. */
  #moves = { stayed: 0, changed: 0 };
  /** All authors' notes on talks, and the talks that each surely attended. */
  #sums = { notes: 0, talks: 0 };

  constructor(talks: Talk[], timezone: string, weights: PlacementWeights) {
    this.calendar = createTalkCalendar(talks, timezone);
    this.lexicon = new TalkLanguageModel(talks, weights);
    this.weights = weights;
    this.chat = talks.length;
    this.hallway = talks.length + 1;
    this.late = weights.late;
    this.#index = createTalkIndex(talks);
    this.#numbers = new Map(talks.map(({ id }, number) => [id, number]));
    this.#languages = talks.map(({ title, abstract = '' }) => languageOfWords(tokenize(`${title} ${abstract}`)));
    this.#timezone = timezone;
  }

  /** Creates the case of a note, using only the note itself. */
  open(note: Note): PlacementCase {
    const { text, photos, at } = note;
    const { weights } = this;
    const words = tokenize(text);
    const given = this.#givenSubject(note);
    const names =
      given === undefined || given >= this.chat ? this.#weighNames(text, words) : new Map([[given, GIVEN_ODDS]]);
    const start = text.replace(WORDLESS_START, '');
    const initial = /^I\P{L}/u.test(start) ? '' : String.fromCodePoint(start.codePointAt(0) ?? 0x20);
    const hasCase = initial.toLowerCase() !== initial.toUpperCase();
    const announced = this.#nearestOfBest(names, at);
    let chat = smallTalkScore(note) - weights.nameAgainstChat * Math.max(0, ...names.values());
    if (photos.length > 0) chat = Math.min(0, chat) - weights.photoAgainstChat;
    return {
      note,
      day: this.#dayOf(at),
      during: this.calendar.near(at).some((talk) => this.calendar.isOn(talk, at)),
      terms: this.lexicon.numberTerms(
        text.includes('://') ? contentTerms(text.replace(ADDRESS_HOST, ' ')) : contentTermsOf(words),
      ),
      language: languageOfWords(words),
      given,
      names,
      announces: announced !== undefined && names.get(announced)! >= weights.announcing ? announced : undefined,
      chat: Math.max(weights.chatLeast, Math.min(weights.chatMost, chat)),
      lowerCase: hasCase ? initial === initial.toLowerCase() : undefined,
      root: undefined,
      replies: [],
      isolationOdds: 1,
      subjects: new Map(),
    };
  }

  /** Returns the talk that a note names most clearly: of several with one title, the nearest in time. */
  #nearestOfBest(names: ReadonlyMap<number, number>, at: number): number | undefined {
    const best = Math.max(...names.values());
    const distance = (talk: number) => Math.abs(this.calendar.starts[talk]! - at);
    return [...names.keys()]
      .filter((talk) => names.get(talk)! > best - 0.01)
      .reduce<number | undefined>(
        (one, talk) => (one === undefined || distance(talk) < distance(one) ? talk : one),
        undefined,
      );
  }

  /** Returns the subject that a person or thread assigned. Ignores a talk that is no longer on the schedule. */
  #givenSubject({ talkId }: Note): number | undefined {
    if (talkId === undefined) return undefined;
    return talkId === null ? this.hallway : this.#numbers.get(talkId);
  }

  /** Returns the conference day, cached by quarter hour, because days start on a quarter hour in every zone. */
  #dayOf(at: number): string {
    const quarter = Math.floor(at / (15 * MINUTE));
    let day = this.#days.get(quarter);
    if (day === undefined) {
      day = conferenceDay(at, this.#timezone);
      this.#days.set(quarter, day);
    }
    return day;
  }

  #weighNames(text: string, words: Word[]): Map<number, number> {
    const found = findTalkMentions({ text }, this.#index, words);
    if (found.length === 0) return NO_NAMES;
    const { weights } = this;
    const odds: Record<TalkMention['kind'], number> = {
      speaker: weights.speaker,
      title: weights.title,
      'family-name': weights.familyName,
      'given-name': weights.givenName,
      hashtag: weights.hashtag,
      'title-words': weights.titleWords,
    };
    const names = new Map<number, number>();
    for (const { talkId, kind, start, end, weight, isCredited } of found) {
      const leads =
        start < LEADING_CHARACTERS && text.slice(0, start).replace(/[^\p{L}\p{N}]/gu, '').length <= LEADING_LETTERS;
      const covers = end - start > text.length / 2;
      const form = (leads || covers ? weights.leading : 0) + (isCredited ? weights.credited : 0);
      const talk = this.#numbers.get(talkId)!;
      names.set(talk, Math.max(names.get(talk) ?? 0, weight * (odds[kind] + form)));
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

  /** Learns from a placed note: the words of its talk and the habits of its author. */
  learn(one: PlacementCase): void {
    this.#learnWords(one, one.subjects, 1);
    const habits = this.author(one.note.authorId);
    const { notes, sure } = habits;
    observeAuthor(habits, one, this.chat);
    this.#observeLanguage(habits, one);
    this.#sums.notes += habits.notes - notes;
    this.#sums.talks += habits.sure - sure;
  }

  #observeLanguage(habits: AuthorHabits, { language, subjects }: PlacementCase): void {
    if (language === undefined) return;
    for (const [subject, share] of subjects) {
      const spoken = this.#languages[subject];
      if (spoken === undefined || share < LEAST_SHARE) continue;
      if (spoken === language) habits.sameLanguage += share;
      else habits.otherLanguage += share;
    }
  }

  /**
   * Returns the log odds that a note on a talk is in this note's language rather than the talk's, 0 if either is unknown.
   * Somebody who always writes in another language than the talks' doesn't give anything away.
   */
  languageLogOdds({ sameLanguage, otherLanguage }: AuthorHabits, { language }: PlacementCase, talk: number): number {
    const spoken = this.#languages[talk];
    if (language === undefined || spoken === undefined || spoken === language) return 0;
    const { otherLanguagePrior, otherLanguageLeast } = this.weights;
    const odds = Math.log((otherLanguage + otherLanguagePrior) / (sameLanguage + 1));
    return Math.max(otherLanguageLeast, Math.min(0, odds));
  }

  /** Learns the words of a note that was learned with other subjects before. */
  learnAgain(one: PlacementCase, before: Subjects): void {
    this.#learnWords(one, before, -1);
    this.#learnWords(one, one.subjects, 1);
  }

  #learnWords({ terms, note }: PlacementCase, subjects: Subjects, weight: number): void {
    for (const [subject, share] of subjects) {
      if (subject !== this.hallway && share >= LEAST_LEARNED)
        this.lexicon.learn(terms, note.authorId, subject, weight * share);
    }
  }

  /** Returns how many notes an author takes per talk, shrunk towards the mean of all authors. */
  notesPerTalk(author: string): number {
    const mean = (this.#sums.notes + 6) / (this.#sums.talks + 3);
    const own = this.author(author);
    return (own.notes + 2 * mean) / (own.sure + 2);
  }

  /** Returns the number of talks that an author attended. */
  surelyAttended(author: string): number {
    return this.author(author).sure;
  }

  /**
   * Learns from the talks attended so far in which rooms people are, and whether they stay there. `author` is the only
   * one whose talks have changed since the last time; default: all may have.
   */
  learnRooms(author?: string): void {
    const { starts, ends, days, rooms } = this.calendar;
    const moves = this.#moves;
    for (const habits of author === undefined ? this.#authors.values() : [this.author(author)]) {
      moves.stayed -= habits.stayed;
      moves.changed -= habits.changed;
      Object.assign(habits, { rooms: new Map(), stayed: 0, changed: 0 });
      const seen = [...habits.attended]
        .filter(([talk, share]) => share > SURE && rooms[talk] !== -1)
        .map(([talk]) => talk)
        .sort((a, b) => starts[a]! - starts[b]! || a - b);
      for (const [index, talk] of seen.entries()) {
        const room = rooms[talk]!;
        habits.rooms.set(room, (habits.rooms.get(room) ?? 0) + 1);
        const before = seen[index - 1];
        if (before === undefined || ends[before]! > starts[talk]! || days[before] !== days[talk]) continue;
        if (rooms[before] === room) habits.stayed++;
        else habits.changed++;
      }
      moves.stayed += habits.stayed;
      moves.changed += habits.changed;
    }
    this.sameRoom = (moves.stayed + 2) / (moves.stayed + moves.changed + 4);
  }

  /** Forgets everything learned from placements. */
  forget(): void {
    this.lexicon.forget();
    this.#authors = new Map();
    this.#moves = { stayed: 0, changed: 0 };
    this.#sums = { notes: 0, talks: 0 };
  }

  /** Converts the subjects of a case to a placement. A reply is placed with its thread. */
  decide(one: PlacementCase): Placement {
    const { subjects } = one.given === undefined ? (one.root ?? one) : one;
    const talks = [...subjects].filter(([subject]) => subject < this.chat).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const none = Math.max(0, 1 - shareInTalks(subjects, this.chat));
    const best = talks[0];
    const inTalk = best !== undefined && none < 0.5;
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

/** Habits of an author: sums over their notes, weighted by the probability that each is about a talk. */
export interface AuthorHabits {
  /** Probability that the author wrote at least one note on each talk. */
  attended: Map<number, number>;
  /** Number of talks that the author surely attended. */
  sure: number;
  /** Number of small-talk notes during talks, and of notes about talks. */
  chats: number;
  notes: number;
  /** How notes on talks start. */
  lowerCase: number;
  upperCase: number;
  /** Number of notes in the language of their talk's title and abstract, and in another. */
  sameLanguage: number;
  otherLanguage: number;
  /** Talks attended, by room. */
  rooms: Map<number, number>;
  /** How often the author stayed in a room or changed it from one talk to the next. */
  stayed: number;
  changed: number;
}

/** From this probability on an author counts as having attended a talk. */
const SURE = 0.6;
/** Smaller probabilities are ignored, so that many of them don't add up to attendance. */
const LEAST_SHARE = 0.1;

function languageOfWords(words: Word[]): KnownLanguage | undefined {
  return languageOf(words.map(({ text }) => fold(text)));
}

function createAuthorHabits(): AuthorHabits {
  return {
    attended: new Map(),
    sure: 0,
    chats: 0,
    notes: 0,
    lowerCase: 0,
    upperCase: 0,
    sameLanguage: 0,
    otherLanguage: 0,
    rooms: new Map(),
    stayed: 0,
    changed: 0,
  };
}

/** Updates an author's habits with a placed note; `chat` is the subject number of small talk. */
function observeAuthor(habits: AuthorHabits, one: PlacementCase, chat: number): void {
  for (const [subject, share] of one.subjects) {
    if (subject >= chat || share < LEAST_SHARE) continue;
    const before = habits.attended.get(subject) ?? 0;
    const now = 1 - (1 - before) * (1 - share);
    habits.attended.set(subject, now);
    if (before <= SURE && now > SURE) habits.sure++;
  }
  const share = shareInTalks(one.subjects, chat);
  habits.notes += share;
  if (one.during) habits.chats += one.subjects.get(chat) ?? 0;
  if (one.lowerCase === true) habits.lowerCase += share;
  else if (one.lowerCase === false) habits.upperCase += share;
}
