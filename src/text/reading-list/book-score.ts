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
  nounBeside,
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
import type { TalkTitles } from './exclude-talk-titles.ts';
import type { ReadingHeading } from './reading-headings.ts';
import { mayBePerson, type TiedAuthors } from './title-authors.ts';
import { weighTitleShape } from './title-likeness.ts';
import type { TitleMark } from './title-marks.ts';

/** A title that a note may name, with what stands round it. */
export interface TitleCandidate {
  title: string;
  mark: TitleMark;
  /** The sentence up to the title, and what follows the title, and its author where one follows. */
  before: string;
  afterTitle: string;
  after: string;
  authors?: TiedAuthors | undefined;
  page?: BookPage | undefined;
  isbn13?: string | undefined;
  /** Does it link to a page that is none about a book? */
  hasOtherPage: boolean;
  /** Does it begin an item of a list? */
  startsItem: boolean;
  /** Is there nothing on its line but the title and its author? */
  fillsLine: boolean;
}

/** What surrounds a line. */
export interface LineContext {
  heading?: ReadingHeading | undefined;
  talks: TalkTitles;
  /** Is the line itself a heading, or the only line of a note, set in bold? */
  isHeading: boolean;
  /** Does a heading above name the talk that is being noted, with its speaker? */
  isInsideTalk: boolean;
}

export interface Verdict {
  /** Above zero, the title is a book's that somebody recommends. */
  weight: number;
  /** What the words beside it call it. */
  noun: WorkNoun | undefined;
  /** Do words about books or reading speak for it? */
  hasCue: boolean;
}

/**
 * Weights in the manner of log-odds: what speaks for a title being a recommended book adds, what speaks against it
 * subtracts, and the prior says that most titles in conference notes are none. They are judged, not fitted.
 */
const PRIOR = -3;
/** Style guides set books in italics and short works in quotation marks; 《》 and 『』 are for titles alone. */
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
const LIKE_OPENER = -2;
const LIKE_UNSCHEDULED_OPENER = -1;

export function weighBook(candidate: TitleCandidate, context: LineContext): Verdict {
  const { mark, title, before, page, isbn13 } = candidate;
  const noun = nounBeside(before, candidate.after) ?? nounBeside('', candidate.afterTitle);
  const book = weighBookCues(candidate);
  const reading = weighReadingCues(candidate);
  const cue = Math.max(book, reading) + (book > 0 && reading > 0 ? 0.5 : 0);
  let weight = PRIOR + MARKS[mark] + weighTitleShape(title) + cue + weighAuthors(candidate, context);
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
  else if (cue === 0 && context.heading === undefined && isLikeOpener(candidate)) {
    weight += context.talks.areKnown ? LIKE_UNSCHEDULED_OPENER : LIKE_OPENER;
  }
  return { weight, noun, hasCue: cue > 0 };
}

function weighBookCues({ mark, title, before, afterTitle, after }: TitleCandidate): number {
  const isMarked = mark !== 'plain';
  const isCalled = BOOK_BEFORE.test(before) || BOOK_LABEL_BEFORE.test(before);
  if (isCalled && !AFTER_SEVERAL_BOOKS.test(before)) return CALLED_BOOK;
  if (BOOK_AFTER.test(afterTitle) || BOOK_AFTER.test(after)) {
    return isMarked || weighTitleShape(title) >= 0 || /^\P{L}*(?:book|buch|livre|libro|livro)\P{L}*$/iu.test(after)
      ? CALLED_BOOK
      : 0;
  }
  // "Jane Doe book": a name in front of the noun is as likely the author's.
  if (BOOK_DIRECTLY_AFTER.test(afterTitle)) return isMarked ? CALLED_BOOK : mayBePerson(title) ? 0 : NAMED_BOOK;
  if (!isMarked) return 0;
  if (BOOK_EARLIER.test(before)) return weighTitleShape(title) > 0 ? BOOK_IN_SENTENCE : BOOK_LATER_ON;
  return BOOK_LATER.test(after) ? BOOK_LATER_ON : 0;
}

function weighReadingCues({ before, after, afterTitle }: TitleCandidate): number {
  if (READING_LABEL_BEFORE.test(before)) return READ;
  if (READ_BEFORE.test(before) || READ_AFTER.test(afterTitle) || READ_AFTER.test(after)) return READ;
  const isRecommended = RECOMMEND_BEFORE.test(before) || RECOMMEND_AFTER.test(after) || REFERENCE_BEFORE.test(before);
  return isRecommended ? RECOMMENDED : 0;
}

function weighAuthors({ authors, mark, title, startsItem }: TitleCandidate, context: LineContext): number {
  if (authors === undefined) return 0;
  const { tie, names, areFull, areSeveral } = authors;
  let weight = WEIGHT_OF_TIE[tie] * (areFull ? 1 : 0.6);
  // "‹sentence›" – somebody: the person is who said it.
  if (tie === 'dash' && (mark === 'quoted' || !startsItem)) weight = 0;
  // "Jane Doe (Some Company)" is no title with its author.
  if (tie === 'brackets' && mark === 'plain' && (mayBePerson(title) || /^\p{Lu}\S+ \p{Lu}$/u.test(title))) return 0;
  if (areSeveral) weight += SEVERAL_AUTHORS;
  if (/^(?:the|an?)\s/i.test(title) && areFull && mark !== 'quoted') weight += 0.5;
  if (!areFull) return weight;
  if (names.some((name) => context.talks.isSpeaker(name))) return weight + BY_SPEAKER;
  // Whoever is no speaker here gave no talk here. Without a schedule a heading says so, more weakly.
  const isOther = context.talks.areKnown || (context.isInsideTalk && mark !== 'quoted');
  const isSetOff = mark !== 'plain' || tie === 'by' || (tie === 'dash' && startsItem);
  return isOther && isSetOff && weighTitleShape(title) > 0 ? weight + OTHER_THAN_TALKS : weight;
}

const WEIGHT_OF_TIE: Record<TiedAuthors['tie'], number> = {
  by: 1.5,
  brackets: 1.5,
  dash: 0.75,
  comma: 0.5,
  before: 0.5,
  possessive: 0.5,
};

/** "Speaker: Jane Doe": the label says what the rest is. */
const OTHER_LABEL =
  /^(?:speakers?|presenters?|hosts?|moderators?|talk|session|keynote|title|topic|track|room|location|date|time|next|now|abstract|agenda|demo|question|answer|note|todo|[qa]|tl;?dr)\s*:/i;

/** A line that is nothing but a title and a name announces who speaks; as an item of a list it rather refers. */
function isLikeOpener({ fillsLine, startsItem, mark, authors, page }: TitleCandidate): boolean {
  return (
    fillsLine &&
    !startsItem &&
    page === undefined &&
    mark !== 'italic' &&
    mark !== 'bracketed' &&
    authors?.areFull === true
  );
}
