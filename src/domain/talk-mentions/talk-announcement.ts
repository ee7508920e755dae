import { isFiller } from '#domain/language/small-talk.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize, type Word } from '#domain/language/tokenize.ts';
import { findUrls } from '#domain/language/urls.ts';
import type { Note } from '#domain/notes/note.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { creditOf, isAnnouncing } from './attribution.ts';
import { matchName, nameParts } from './speaker-names.ts';
import {
  contentWords,
  ENOUGH_OF_TITLE,
  isTitleWord,
  mayReferTo,
  type NamedTalk,
  type TalkWords,
  titleCoverage,
  wordsOfTalk,
} from './talk-titles.ts';

/** What a note says about a talk that is starting. */
export interface Opener {
  /** The note only names the talk (title, speaker, "is up next", "notes in here"), so it isn't a point. */
  isOpener: boolean;
  /** Affiliation next to the speaker's name: `VM Farms` in "Hany Fahim of VM Farms is up". */
  affiliation?: string;
  /** Text after the part that names the talk, as written. */
  rest?: string;
}

/** How an affiliation follows a speaker's name: in brackets, after a comma, or with a preposition. */
const AFFILIATION_FORMS = [
  /^\s*[([]([^()[\]\n]{2,60})[)\]]/u,
  /^\s*(?:,?\s(?:of|from|at|with|von|vom|bei|aus|de|del|du|chez|da|di|van|bij|från)\s(?:(?:the|der|dem|den|la|le|les|los|las|il|lo)\s)?|,?\s?@\s?|,\s)(\S[^,:()\n]{0,60}?)(?=\s*(?:[,:([\n]|\s[-–—|]\s|[–—]|[.!]?\s*$)|\s(?:is|are|on|about|now|next|starts|ist|est|es|jetzt)\b)/u,
];

/** The last result per note, because both summarizing and composing need it. */
const cache = new WeakMap<Announcement, { talk: NamedTalk; opener: Opener }>();

type Announcement = Pick<Note, 'text'> & Partial<Pick<Note, 'talkId' | 'threadTs'>>;

/** Parses what a note says about its talk. Only its first {@link MOST_CHARACTERS} characters can name the talk. */
export function parseOpener(note: Announcement, talk: NamedTalk): Opener {
  const cached = cache.get(note);
  if (cached?.talk === talk) return cached.opener;
  const opener = parseUncached(note, talk);
  cache.set(note, { talk, opener });
  return opener;
}

function parseUncached(note: Announcement, talk: NamedTalk): Opener {
  const known = wordsOfTalk(talk);
  const text = note.text;
  const head = text.slice(0, MOST_CHARACTERS);
  const label = findNameLabel(note, known.speakers);
  if (!mayReferTo(head, known) && label === null) return { isOpener: false };
  const words = tokenize(head);
  const speaker = label ?? findSpeakerRange(words, head, known);
  if (speaker === null && titleCoverage(words, head, known) < ENOUGH_OF_TITLE) return { isOpener: false };
  const affiliation = speaker === null ? undefined : findAffiliation(head.slice(speaker.end), known);
  const ignored = ignoredRanges(head, speaker, affiliation);
  const isInName = ({ start, end }: Word) => speaker !== null && speaker.start <= start && end <= speaker.end;
  const marks = words.map((word) => (isInName(word) ? 'speaker' : markWord(word, known, ignored)));
  const opener: Opener = {
    isOpener:
      text.length <= MOST_CHARACTERS && namesOnly(words, marks, { text: head, known, namesSpeaker: speaker !== null }),
    ...omitUndefined({ affiliation: affiliation?.text }),
  };
  if (!opener.isOpener) {
    const start = startOfRest(words, marks, { text: head, known });
    if (start !== null) opener.rest = text.slice(start).trim();
  }
  return opener;
}

/** Long enough for a title, its speakers and an announcement; longer notes say more than that. */
const MOST_CHARACTERS = 400;

/** Role of a word in a note: part of the speaker's name or of the title, announcing, ignored, or new information. */
type Mark = 'ignored' | 'speaker' | 'title' | 'announcing' | 'new';

interface Range {
  start: number;
  end: number;
}

/** Finds where a speaker is named: by full name, by family name, or by any part of it in a label: "Notes from Ada's talk:". */
function findSpeakerRange(words: Word[], text: string, { speakers }: TalkWords): Range | null {
  const folded = words.map((word) => fold(word.text).replace(/'s?$/u, ''));
  for (const name of speakers) {
    const at = name.length === 0 ? -1 : folded.findIndex((_, i) => name.every((part, j) => folded[i + j] === part));
    if (at !== -1) return { start: words[at]!.start, end: words[at + name.length - 1]!.end };
  }
  for (const name of speakers) {
    const family = name.at(-1);
    const at = folded.findIndex(
      (word, index) =>
        (word === family && word.length > 2 && startsLikeName(words[index]!.text)) ||
        (name.includes(word) && !isFunctionWord(word) && creditOf(text, words[index]!) === 'label'),
    );
    if (at !== -1) return { start: words[at]!.start, end: words[at]!.end };
  }
  return null;
}

const NAME_LABEL = /^\s*(\p{L}[\p{L}\p{M}'’. -]{1,40}?)\s*[:：]\s/u;

/**
 * Finds a label that is a speaker's name or a part of it: "García: …". "Tobbias: …" is a misspelled name if the note was
 * assigned to the talk, and not by its thread; "Books: …" isn't Brooks.
 */
function findNameLabel({ text, talkId, threadTs }: Announcement, speakers: readonly string[][]): Range | null {
  const match = NAME_LABEL.exec(text);
  if (match === null || !/[\p{Lu}\p{Lo}]/u.test(match[1]!)) return null;
  const words = nameParts(match[1]!);
  const isName = speakers.some((name) => {
    const fit = matchName(words, nameParts(name.join(' ')));
    return fit?.kind === 'exact' || (fit?.kind === 'typo' && (talkId ?? null) !== null && threadTs === undefined);
  });
  const start = match[0].indexOf(match[1]!);
  return isName ? { start, end: start + match[1]!.length } : null;
}

/** Returns whether a word starts with a capital, or a letter of a script without case. */
function startsLikeName(word: string): boolean {
  const first = word.charAt(0);
  return first !== first.toLowerCase() || first === first.toUpperCase();
}

function findAffiliation(behind: string, known: TalkWords): (Range & { text: string }) | undefined {
  for (const form of AFFILIATION_FORMS) {
    const match = form.exec(behind);
    const text = match?.[1]?.trim();
    if (match !== null && text !== undefined && isAffiliation(text, known)) {
      const start = match.index + match[0].lastIndexOf(text);
      return { text, start, end: start + text.length };
    }
  }
  return undefined;
}

/** Returns whether a text is an affiliation: a few words, the first and last capitalized, not the talk's title or "Room 2". */
function isAffiliation(text: string, known: TalkWords): boolean {
  const words = tokenize(text);
  const first = words[0]?.text;
  if (first === undefined || words.length > 5 || text.startsWith('@')) return false;
  const isName = (word: string) => word !== word.toLowerCase() || startsLikeName(word);
  if (!isName(first) || !isName(words.at(-1)!.text)) return false;
  const says = contentWords(text).filter((word) => !isAnnouncing(word) && !/^\p{N}+$/u.test(word));
  return says.some((word) => !isTitleWord(word, known)) && !known.speakers.some((name) => name.includes(says[0]!));
}

/** Finds ranges to ignore: the speaker, the affiliation, bracketed remarks, URLs and emoji. */
function ignoredRanges(text: string, speaker: Range | null, affiliation: Range | undefined): Range[] {
  const ranges: Range[] = [];
  if (speaker !== null) {
    ranges.push(speaker);
    if (affiliation !== undefined) {
      ranges.push({ start: speaker.end + affiliation.start, end: speaker.end + affiliation.end });
    }
  }
  for (const { index, 0: match } of text.matchAll(/\([^()\n]*\)|:[a-z0-9_+-]+:/giu)) {
    ranges.push({ start: index, end: index + match.length });
  }
  return [...ranges, ...findUrls(text)];
}

function markWord({ text, start, end }: Word, known: TalkWords, ignored: Range[]): Mark {
  const folded = fold(text);
  // A speaker or title in brackets names the talk as well.
  if (known.speakers.some((name) => name.includes(folded) && folded.length > 1)) return 'speaker';
  if (!isFunctionWord(folded) && isTitleWord(folded, known)) return 'title';
  if (ignored.some((range) => range.start <= start && end <= range.end)) return 'ignored';
  if (isAnnouncing(folded) || /^(?:\p{N}+(?:st|nd|rd|th)|[a-z])$/u.test(folded)) return 'announcing';
  return isFunctionWord(folded) || isFiller(folded) ? 'ignored' : 'new';
}

/** Returns whether a number counts a room, day or time ("Room 2", "20 minutes"); others are what the note says. */
function isAnnouncedNumber(words: Word[], marks: Mark[], index: number): boolean {
  return /^\p{N}+$/u.test(words[index]!.text) && [marks[index - 1], marks[index + 1]].includes('announcing');
}

/** Share of the title's words from which on a note repeats all of the title. */
const MOST_OF_TITLE = 0.8;

/** Leaves out the parts of the title that may stand for it. */
function withMainTitle(known: TalkWords): TalkWords {
  return { ...known, titles: known.titles.slice(0, 1), phrases: new Set<string>() };
}

function namesOnly(
  words: Word[],
  marks: Mark[],
  { text, known, namesSpeaker }: { text: string; known: TalkWords; namesSpeaker: boolean },
): boolean {
  const isNew = (_: Word, index: number) => marks[index] === 'new' && !isAnnouncedNumber(words, marks, index);
  const fresh = new Set(words.filter(isNew).map((word) => fold(word.text))).size;
  const announces = marks.includes('announcing') || words.some((word) => fold(word.text) === 'now');
  if (titleCoverage(words, text, known) >= ENOUGH_OF_TITLE && (marks.includes('title') || !namesSpeaker)) {
    // "Byron: 300 engines" says more than its title "Engines for the city", "Byron, Mills: Engines for the city" doesn't.
    const isWhole = titleCoverage(words, text, withMainTitle(known)) > MOST_OF_TITLE;
    return fresh <= (namesSpeaker && isWhole ? 1 : 0) + (announces ? 1 : 0);
  }
  return namesSpeaker && fresh === 0;
}

/**
 * Finds where a note continues after naming its talk; returns null if it doesn't start with the speaker or the whole
 * title. In a talk called "Agile databases and you", a note "Agile databases: …" defines a term.
 */
function startOfRest(words: Word[], marks: Mark[], { text, known }: { text: string; known: TalkWords }): number | null {
  const wholeTitle = withMainTitle(known);
  let start: number | null = null;
  let read = 0;
  let namesSpeaker = false;
  for (const boundary of text.matchAll(/:\s+|\s+[-–—|]+\s+|[–—]|[.!?]\s+|\n\s*|$/gu)) {
    while (read < words.length && words[read]!.end <= boundary.index) {
      if (marks[read] === 'new') return start;
      namesSpeaker ||= marks[read] === 'speaker';
      read++;
    }
    const end = boundary.index + boundary[0].length;
    const head = text.slice(0, boundary.index);
    if (end >= text.length) return start;
    if (namesSpeaker || titleCoverage(words.slice(0, read), head, wholeTitle) >= ENOUGH_OF_TITLE) start = end;
  }
  return start;
}
