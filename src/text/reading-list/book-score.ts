import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import type { WorkKind } from '#domain/reading-list/work.ts';
import type { TalkTitles } from '#domain/talk-mentions/talk-index.ts';
import type { BookPage } from '#text/book-links/bookstore-urls.ts';
import {
  AFTER_SEVERAL_BOOKS,
  AUTHORED_BEFORE,
  BOOK_AFTER,
  BOOK_BEFORE,
  BOOK_DIRECTLY_AFTER,
  BOOK_EARLIER,
  BOOK_FEATURE_AFTER,
  BOOK_FEATURE_BEFORE,
  BOOK_LABEL_BEFORE,
  BOOK_LATER,
  nounNextTo,
  OWNED_BEFORE,
  READ_AFTER,
  READ_BEFORE,
  READING_LABEL_BEFORE,
  RECOMMEND_AFTER,
  RECOMMEND_BEFORE,
  REFERENCE_BEFORE,
  type WorkNoun,
  YEAR_AFTER,
} from './cue-patterns.ts';
import type { TitleMark } from './note-lines.ts';
import { mayBePerson, type TiedAuthors } from './title-authors.ts';

/** A possible title of a book, with its surroundings. */
export interface TitleCandidate {
  title: string;
  mark: TitleMark;
  /** The sentence up to the title. */
  before: string;
  /** What follows the title. */
  afterTitle: string;
  /** What follows the title and its author. */
  after: string;
  authors?: TiedAuthors | undefined;
  page?: BookPage | undefined;
  isbn13?: string | undefined;
  /** It links to a page that is not about a book. */
  hasOtherPage: boolean;
  /** It starts a list item. */
  startsItem: boolean;
  /** Its line has nothing but the title and its author. */
  fillsLine: boolean;
}

/** What a list under a heading contains, and how strongly the heading suggests that each item is one. */
export interface ReadingHeading {
  kind: Extract<WorkKind, 'book' | 'article'>;
  weight: number;
}

/** What surrounds a line. */
export interface LineContext {
  heading?: ReadingHeading | undefined;
  talks: TalkTitles;
  /** The line itself is a heading, or the only line of a note and bold. */
  isHeading: boolean;
  /** A heading above names the talk being noted, with its speaker. */
  isInsideTalk: boolean;
}

export interface BookScore {
  /** Above zero if the title is a recommended book. */
  weight: number;
  /** What the words next to it call it. */
  noun: WorkNoun | undefined;
  /** Words about books or reading suggest it. */
  hasCue: boolean;
}

/**
 * Weights like log odds: evidence for a recommended book adds, evidence against it subtracts, and the prior says that
 * most titles in conference notes are not books. Set by judgment, not fitted.
 */
const PRIOR = -3;
/** Style guides set books in italics and short works in quotation marks; 《》 and 『』 are only for titles. */
const MARKS: Record<TitleMark, number> = {
  bracketed: 3,
  italic: 1.5,
  quoted: 1,
  link: 0.5,
  bold: 0,
  plain: 0,
};
const CALLED_BOOK = 4;
const BOOK_IN_SENTENCE = 2.5;
const NAMED_BOOK = 3;
const BOOK_LATER_ON = 1.5;
const READ = 2.5;
const RECOMMENDED = 1.5;
const FEATURE = 1.75;
const YEAR = 1.25;
const CERTAIN_PAGE = 7;
const LIKELY_PAGE = 2.25;
const POSSIBLE_PAGE = 1.75;
const SEVERAL_AUTHORS = 1;
const OTHER_PAGE = -2.5;
const KNOWN_TALK = -8;
const BY_SPEAKER = -3;
const OTHER_THAN_TALKS = 1.5;
const CALLED_OTHERWISE = -3;
const MERELY_WRITTEN = -5;
const HEADING_LINE = -6;
const LIKE_ANNOUNCEMENT = -2;
const LIKE_UNSCHEDULED_ANNOUNCEMENT = -1;

export function scoreBook(candidate: TitleCandidate, context: LineContext): BookScore {
  const { mark, title, before, page, isbn13 } = candidate;
  const noun = nounNextTo(before, candidate.after) ?? nounNextTo('', candidate.afterTitle);
  const book = bookCueScore(candidate);
  const reading = readingCueScore(candidate);
  const cue = Math.max(book, reading) + (book > 0 && reading > 0 ? 0.5 : 0);
  let weight = PRIOR + MARKS[mark] + titleShapeScore(title) + cue + authorScore(candidate, context);
  if (isbn13 !== undefined || page?.isBook === 'certain') weight += CERTAIN_PAGE;
  else if (page !== undefined) weight += page.isBook === 'likely' ? LIKELY_PAGE : POSSIBLE_PAGE;
  else if (candidate.hasOtherPage && cue < CALLED_BOOK) weight += OTHER_PAGE;
  if (
    BOOK_FEATURE_BEFORE.test(before) ||
    BOOK_FEATURE_AFTER.test(candidate.afterTitle) ||
    BOOK_FEATURE_AFTER.test(candidate.after)
  )
    weight += FEATURE;
  if (YEAR_AFTER.test(candidate.after) || YEAR_AFTER.test(candidate.afterTitle)) weight += YEAR;
  if (context.heading?.kind === 'book') weight += context.heading.weight;
  if (OTHER_LABEL.test(title)) weight += CALLED_OTHERWISE;
  if (noun !== undefined && book < CALLED_BOOK) weight += CALLED_OTHERWISE;
  if (context.talks.has(title)) weight += KNOWN_TALK;
  const isMerelyWritten = AUTHORED_BEFORE.test(before) || OWNED_BEFORE.test(before);
  if (isMerelyWritten && reading === 0) weight += MERELY_WRITTEN;
  if (context.isHeading) weight += HEADING_LINE;
  else if (cue === 0 && context.heading === undefined && looksLikeAnnouncement(candidate)) {
    weight += context.talks.areKnown ? LIKE_UNSCHEDULED_ANNOUNCEMENT : LIKE_ANNOUNCEMENT;
  }
  return { weight, noun, hasCue: cue > 0 };
}

function bookCueScore({ mark, title, before, afterTitle, after }: TitleCandidate): number {
  const isMarked = mark !== 'plain';
  const isCalled = BOOK_BEFORE.test(before) || BOOK_LABEL_BEFORE.test(before);
  if (isCalled && !AFTER_SEVERAL_BOOKS.test(before)) return CALLED_BOOK;
  if (BOOK_AFTER.test(afterTitle) || BOOK_AFTER.test(after)) {
    return isMarked || titleShapeScore(title) >= 0 || /^\P{L}*(?:book|buch|livre|libro|livro)\P{L}*$/iu.test(after)
      ? CALLED_BOOK
      : 0;
  }
  // In "Jane Doe book" the name is as likely the author's.
  if (BOOK_DIRECTLY_AFTER.test(afterTitle)) return isMarked ? CALLED_BOOK : mayBePerson(title) ? 0 : NAMED_BOOK;
  if (!isMarked) return 0;
  if (BOOK_EARLIER.test(before)) return titleShapeScore(title) > 0 ? BOOK_IN_SENTENCE : BOOK_LATER_ON;
  return BOOK_LATER.test(after) ? BOOK_LATER_ON : 0;
}

function readingCueScore({ before, after, afterTitle }: TitleCandidate): number {
  if (READING_LABEL_BEFORE.test(before)) return READ;
  if (READ_BEFORE.test(before) || READ_AFTER.test(afterTitle) || READ_AFTER.test(after)) return READ;
  const isRecommended = RECOMMEND_BEFORE.test(before) || RECOMMEND_AFTER.test(after) || REFERENCE_BEFORE.test(before);
  return isRecommended ? RECOMMENDED : 0;
}

function authorScore({ authors, mark, title, startsItem }: TitleCandidate, context: LineContext): number {
  if (authors === undefined) return 0;
  const { tie, names, areFull, areSeveral } = authors;
  let weight = TIE_WEIGHTS[tie] * (areFull ? 1 : 0.6);
  // In "‹sentence›" – somebody, the person said it.
  if (tie === 'dash' && (mark === 'quoted' || !startsItem)) weight = 0;
  // "Jane Doe (Some Company)" is not a title with its author.
  if (tie === 'brackets' && mark === 'plain' && (mayBePerson(title) || /^\p{Lu}\S+ \p{Lu}$/u.test(title))) return 0;
  if (areSeveral) weight += SEVERAL_AUTHORS;
  if (/^(?:the|an?)\s/i.test(title) && areFull && mark !== 'quoted') weight += 0.5;
  if (!areFull) return weight;
  if (names.some((name) => context.talks.isSpeaker(name))) return weight + BY_SPEAKER;
  // Somebody who isn't a speaker gave no talk here. Without a schedule a heading suggests so, more weakly.
  const isOther = context.talks.areKnown || (context.isInsideTalk && mark !== 'quoted');
  const isSetOff = mark !== 'plain' || tie === 'by' || (tie === 'dash' && startsItem);
  return isOther && isSetOff && titleShapeScore(title) > 0 ? weight + OTHER_THAN_TALKS : weight;
}

const TIE_WEIGHTS: Record<TiedAuthors['tie'], number> = {
  by: 1.5,
  brackets: 1.5,
  dash: 0.75,
  comma: 0.5,
  before: 0.5,
  possessive: 0.5,
};

/** Labels that say what the rest is: "Speaker: Jane Doe". */
const OTHER_LABEL =
  /^(?:speakers?|presenters?|hosts?|moderators?|talk|session|keynote|title|topic|track|room|location|date|time|next|now|abstract|agenda|demo|question|answer|note|todo|[qa]|tl;?dr)\s*:/i;

/** Whether a line looks like a talk's announcement: nothing but a title and a name, and not in a list. */
function looksLikeAnnouncement({ fillsLine, startsItem, mark, authors, page }: TitleCandidate): boolean {
  return (
    fillsLine &&
    !startsItem &&
    page === undefined &&
    mark !== 'italic' &&
    mark !== 'bracketed' &&
    authors?.areFull === true
  );
}

/** How much a text looks like a title: above zero if it does; below -5 if it can't be one. */
export function titleShapeScore(title: string): number {
  if (!/\p{L}{2}/u.test(title) || ADDRESS.test(title) || title.includes('\uFFFC')) return -10;
  const words = tokenize(title);
  if (words.length > 16) return -10;
  const { content, capitals } = countCapitals(words.map(({ text }) => text));
  let weight = 0;
  if (words.length > 12) weight -= 1;
  if (STATEMENT.test(title)) weight -= 1.5;
  if (/^(?=.*\p{N})[\p{Lu}\p{N}_-]{5,}$/u.test(title)) weight -= 3;
  if (/:$|[<>{}=|\\~]|--/.test(title)) weight -= 2;
  if (/[.!?…]\s+\p{Ll}|[.…,;]$|^\W*\p{Ll}.*[.!]$/u.test(title)) weight -= 0.5;
  if (title.endsWith('?')) weight -= 0.5;
  // "Jane Doe's" something.
  if (/\p{L}['’]s$/u.test(title)) weight -= 3;
  if (/\p{Ll}|\p{Lu}/u.test(title)) {
    if (content > 1 && capitals / content >= MOSTLY) weight += 0.5;
    else if (content > 1) weight -= words.length > 6 ? 1 : 0.25;
    else if (capitals === 0) weight -= 1.5;
  }
  if (GENRE.test(title)) weight += 0.75;
  return weight;
}

const MOSTLY = 0.6;

/** Words that hardly anything but books has in its title. */
const GENRE = /\b(?:handbook|trilogy|manifesto|cookbook|primer|field guide|handbuch|manuel|manual de)\b/i;

/** `host.tld/path`, a file name, a command. */
const ADDRESS = /^\S+\.\S{2,}$|^\S*[/@\\]\S*$|https?:|www\./u;

/** Statements rather than titles: "we need more of this", "Acme has a new tool". */
const STATEMENT =
  /\s(?:is|are|was|were|has|have|had)\s(?:an?|the|not|no)\s|^(?:I|we|he|she|they|it|there|this|that|these|those|you|ich|wir|er|sie|es|je|nous|il|elle|yo|nosotros)(?:['’]\p{L}+)?\s+\p{Ll}/iu;

function countCapitals(words: readonly string[]): { content: number; capitals: number } {
  let content = 0;
  let capitals = 0;
  for (const word of words) {
    const isCapital = /^[\p{Lu}\p{Lt}\p{N}]/u.test(word) || /\p{Ll}\p{Lu}/u.test(word);
    if (!isCapital && isFunctionWord(fold(word))) continue;
    content++;
    if (isCapital) capitals++;
  }
  return { content, capitals };
}
