import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import type { WorkKind } from '#domain/reading-list/work.ts';
import type { TalkTitles } from '#domain/talk-mentions/talk-titles.ts';
import type { BookPage } from '#text/book-links/link-target.ts';
import {
  ASKED,
  AUTHORED_BEFORE,
  BOOK_AFTER,
  BOOK_BEFORE,
  BOOK_DIRECTLY_AFTER,
  BOOK_EARLIER,
  BOOK_FEATURE_BEFORE,
  BOOK_LABEL_BEFORE,
  BOOK_NOUN_BEFORE,
  IS_NOUN,
  nounNextTo,
  OWNED_BEFORE,
  READ_AFTER,
  READ_BEFORE,
  READ_EARLIER,
  READING_LABEL_BEFORE,
  RECOMMEND_AFTER,
  RECOMMEND_BEFORE,
  RECOMMENDS,
  SOURCE_LABEL_BEFORE,
  type WorkNoun,
  YEAR_AFTER,
} from './cue-patterns.ts';
import type { TitleMark } from './note-lines.ts';
import { mayBePerson, type TiedAuthors } from './title-authors.ts';

/** A possible book title and its surroundings. */
export interface TitleCandidate {
  title: string;
  mark: TitleMark;
  /** The sentence before the title. */
  before: string;
  /** Text after the title, and text after the title and its author. */
  afterTitle: string;
  after: string;
  authors?: TiedAuthors | undefined;
  page?: BookPage | undefined;
  isbn13?: string | undefined;
  /** It links to a page that is not about a book. */
  hasOtherPage: boolean;
  /** It starts a list item. */
  startsItem: boolean;
  /** It is marked, or the first words of its line or of one of several titles in the line. */
  isItem: boolean;
  /** Its line has only the title and its author. */
  fillsLine: boolean;
}

/** What a list under a heading contains, and how strong a sign the heading is that each item is such a work. */
export interface ReadingHeading {
  kind: Extract<WorkKind, 'book' | 'article'>;
  weight: number;
  /** It asks people what they read, so an item may be a sentence or start with a name: "Ana: Some Title". */
  asksPeople: boolean;
}

/** What surrounds a line. */
export interface LineContext {
  heading?: ReadingHeading | undefined;
  talks: TalkTitles;
  /** The line itself is a heading. */
  isHeading: boolean;
}

export interface BookScore {
  /** Above zero if the title is a recommended book. */
  weight: number;
  /** The noun next to the title for what it is, such as "article". */
  noun: WorkNoun | undefined;
  /** Nearby words about books or reading suggest it. */
  hasCue: boolean;
}

/**
 * Weights in log odds: positive for a recommended book, negative against it. The prior says that most titles in
 * conference notes are not books. Set by judgment, not fitted.
 */
const PRIOR = -3;
/** Style guides set books in italics and short works in quotation marks; 《》 and 『』 are only for titles. */
const MARKS: Record<TitleMark, number> = {
  ...{ bracketed: 3, italic: 1.5, quoted: 1, link: 0.5, code: 0.5, bold: 0, plain: 0 },
};
const TIES: Record<TiedAuthors['tie'], number> = {
  ...{ by: 1.5, brackets: 1.5, dash: 0.75, comma: 0.5, before: 0.5, possessive: 0.5 },
};
const PAGES = { certain: 7, likely: 2.25, possible: 1.75 };
const OTHER_PAGE = -2.5;
const CALLED_BOOK = 4;
const NAMED_BOOK = 3;
const BOOK_IN_SENTENCE = 2.5;
const READ = 2.5;
const READING_LABEL = 3.25;
const SOURCE_LABEL = 2;
const RECOMMENDED = 1.5;
const FEATURE = 2.75;
const YEAR = 1.25;
const KNOWN_TALK = -8;
const BY_SPEAKER = -3;
const OTHER_THAN_TALKS = 1.5;
const CALLED_OTHERWISE = -3;
const MERELY_WRITTEN = -5;
const HEADING_LINE = -6;
const LIKE_ANNOUNCEMENT = -1.5;

export function scoreBook(candidate: TitleCandidate, context: LineContext): BookScore {
  const { mark, title, before, after, afterTitle, authors, page, isbn13 } = candidate;
  const { heading, talks } = context;
  const noun = nounNextTo(before, after) ?? nounNextTo('', afterTitle);
  const book = bookCueScore(candidate);
  const reading = readingCueScore(candidate);
  const cue = Math.max(book, reading) + (book > 0 && reading > 0 ? 0.5 : 0);
  const hasYear = authors?.year !== undefined || YEAR_AFTER.test(after) || YEAR_AFTER.test(afterTitle);
  let weight = PRIOR + MARKS[mark] + titleShapeScore(title) + cue + authorScore(candidate, context);
  if (isbn13 !== undefined) weight += PAGES.certain;
  else if (page !== undefined) weight += PAGES[page.isBook];
  else if (candidate.hasOtherPage && cue < CALLED_BOOK) weight += OTHER_PAGE;
  // References are written as "Jane Doe - Some Title (1986)".
  if (hasYear) weight += authors?.tie === 'before' && authors.areFull ? 2 * YEAR : YEAR;
  if (heading?.kind === 'book' && candidate.isItem) weight += heading.weight;
  else if (heading?.asksPeople) weight += heading.weight - 0.25;
  if (mark === 'plain' && cue > 0) weight += plainTitleScore(candidate);
  // In "must-read paper: ‹title›" the nearer noun says what it is.
  const isArticle = noun === 'article' && !BOOK_BEFORE.test(before) && nounNextTo(before, '') === 'article';
  if (noun !== undefined && (book < CALLED_BOOK || isArticle)) weight += CALLED_OTHERWISE;
  if (talks.has(title)) weight += KNOWN_TALK;
  if ((AUTHORED_BEFORE.test(before) || OWNED_BEFORE.test(before)) && reading === 0) weight += MERELY_WRITTEN;
  if (context.isHeading) weight += HEADING_LINE;
  else if (cue === 0 && !hasYear && heading === undefined && looksLikeAnnouncement(candidate))
    weight += talks.areKnown ? LIKE_ANNOUNCEMENT / 2 : LIKE_ANNOUNCEMENT;
  return { weight, noun, hasCue: cue > 0 };
}

function bookCueScore({ mark, title, before, afterTitle, after, authors }: TitleCandidate): number {
  const isMarked = mark !== 'plain';
  const looksLikeTitle = titleShapeScore(title) >= 0;
  if (BOOK_BEFORE.test(before) || BOOK_LABEL_BEFORE.test(before)) return CALLED_BOOK;
  if ((BOOK_AFTER.test(afterTitle) || BOOK_AFTER.test(after)) && (isMarked || looksLikeTitle)) return CALLED_BOOK;
  // In "Jane Doe book", the name is probably the author's.
  if (BOOK_DIRECTLY_AFTER.test(afterTitle)) {
    return mayBePerson(title) || !looksLikeTitle || /\s\p{Ll}+$/u.test(title) ? 0 : NAMED_BOOK;
  }
  if (!(isMarked || authors?.areFull) || !BOOK_EARLIER.test(before)) return 0;
  return title.includes(' ') ? BOOK_IN_SENTENCE : BOOK_IN_SENTENCE - 1;
}

function readingCueScore({ before, after, afterTitle, mark }: TitleCandidate): number {
  if (ASKED.test(before)) return READ + 1;
  if (BOOK_FEATURE_BEFORE.test(before)) return FEATURE;
  if (READING_LABEL_BEFORE.test(before)) return READING_LABEL;
  if (SOURCE_LABEL_BEFORE.test(before)) return SOURCE_LABEL;
  if (READ_EARLIER.test(before) || READ_BEFORE.test(before)) return READ;
  if (READ_AFTER.test(afterTitle) || READ_AFTER.test(after)) return READ;
  if (RECOMMENDS.test(before)) return mark === 'plain' ? RECOMMENDED : RECOMMENDED + 0.5;
  if (!RECOMMEND_BEFORE.test(before) && !RECOMMEND_AFTER.test(after)) return 0;
  return mark === 'plain' ? RECOMMENDED / 2 : RECOMMENDED;
}

/** Scores how certain it is that the words of an unmarked title are one title, and nothing but the title. */
function plainTitleScore({ title, before }: TitleCandidate): number {
  const words = title.split(/[\s-]/u);
  // "the book Drive", "livre blanc": without a colon or "called", the next word may belong to the noun.
  if (words.length === 1) return BOOK_NOUN_BEFORE.test(before) ? -1.5 : 0;
  const hasArticle = /^(?:The|An?|Der|Die|Das|Le|La|Les|El|Los|Il)\s/u.test(title);
  const hasSmallWord = words
    .slice(1, -1)
    .some((word) => /^\p{Ll}/u.test(word) && !/^(?:and|or|vs|und|et|y|e)$/.test(word));
  const isCertain = hasArticle || hasSmallWord;
  // "Recommends Playwright over Cypress" compares two tools.
  if (/^\S+\s(?:over|vs\.?|versus)\s\S+$/u.test(title)) return -1;
  // In "Read Your Writes" the verb may belong to the words behind it.
  if (/(?:^|\s)Read(?:ing)?\s+$/u.test(before) && !isCertain) return -1;
  return (words.length >= 3 ? 0.5 : 0) + (isCertain ? 0.75 : 0);
}

function authorScore({ authors, mark, title, startsItem, afterTitle }: TitleCandidate, context: LineContext): number {
  if (authors === undefined) return 0;
  const { tie, names, areFull } = authors;
  // In "‹sentence›" – somebody, the person said the sentence.
  const isSaid = tie === 'dash' && (mark === 'quoted' || !startsItem);
  let weight = isSaid ? 0 : TIES[tie] * (areFull ? 1 : 0.6);
  // Talks and quotations have no authors "et al."
  if (/^[^()]{0,60}\bet al\b/.test(afterTitle)) weight += OTHER_THAN_TALKS;
  if (!areFull) return weight;
  if (/^(?:the|an?)\s/i.test(title) && mark !== 'quoted') weight += 0.5;
  if (names.some((name) => context.talks.isSpeaker(name))) return weight + BY_SPEAKER;
  // Somebody who isn't a speaker gave no talk here.
  const isSetOff = mark !== 'plain' || tie === 'by' || (tie === 'dash' && startsItem);
  return context.talks.areKnown && isSetOff && titleShapeScore(title) > 0 ? weight + OTHER_THAN_TALKS : weight;
}

/** Returns whether a line looks like the announcement of a talk: only a title and a name, and not in a list. */
function looksLikeAnnouncement({ fillsLine, startsItem, mark, authors, page }: TitleCandidate): boolean {
  const isTitleMark = mark === 'italic' || mark === 'bracketed';
  return fillsLine && !startsItem && page === undefined && !isTitleMark && authors?.areFull === true;
}

/** Score of a text with capitals on all words but the small ones. */
export const TITLE_CASE = 0.5;

/** Scores how much a text looks like a title: above zero if it does, below -5 if it can't be one. */
export function titleShapeScore(title: string): number {
  const words = tokenize(title);
  if (!/\p{L}{2}/u.test(title) || NO_TITLE.test(title) || IS_NOUN.test(title) || words.length > 16) return -10;
  const { content, capitals } = countCapitals(words.map(({ text }) => text));
  let weight = 0;
  if (STATEMENT.test(title)) weight -= 1.5;
  if (/:$|[<>{}=|\\~]|--/.test(title) || /^(?=.*\p{N})[\p{Lu}\p{N}_-]{5,}$/u.test(title)) weight -= 2;
  if (/[.!?…]\s+\p{Ll}|[.…,;?]$|^\W*\p{Ll}.*!$/u.test(title)) weight -= 0.5;
  if (words.length === 1 && isFunctionWord(fold(title))) weight -= 2;
  // "Jane Doe's" is not a title by itself.
  if (/\p{L}['’]s?$/u.test(title)) weight -= 3;
  if (/\p{Ll}|\p{Lu}/u.test(title)) {
    if (content > 1 && capitals / content >= MOSTLY) weight += capitals === content ? TITLE_CASE : 0.4;
    else if (content > 1) weight -= words.length > 6 ? 1 : 0.25;
    else if (capitals === 0) weight -= 1.5;
  }
  return weight;
}

const MOSTLY = 0.6;

/** Texts that can't be titles: `host.tld/path`, a file name, a command, a date, or the placeholder for marked words. */
const NO_TITLE =
  /^\S+\.\S{2,}$|^\S*[/@\\]\S*$|https?:|www\.|\uFFFC|^\d+\s+(?:of|aus|de|years?|days?|hours?|minutes?|\p{L}+\s+\d{4})(?!\p{L})/iu;

/** Statements rather than titles: "we need more of this", "Acme has a new tool". */
const STATEMENT =
  /\s(?:is|are|was|were|has|have|had)\s(?:an?|the|not|no)\s|^(?:I|we|he|she|they|it|there|this|that|these|those|you|ich|wir|er|sie|es|je|nous|elle|yo|nosotros)(?:['’]\p{L}+)?\s+\p{Ll}/iu;

function countCapitals(words: readonly string[]): { content: number; capitals: number } {
  const isCapital = (word: string) => /^[\p{Lu}\p{Lt}\p{N}]/u.test(word) || /\p{Ll}\p{Lu}/u.test(word);
  const capitals = words.filter(isCapital).length;
  return {
    content: capitals + words.filter((word) => !isCapital(word) && !isFunctionWord(fold(word))).length,
    capitals,
  };
}
