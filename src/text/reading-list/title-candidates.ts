import { isFullName, parseLeadingNames } from '#domain/language/person-names.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold } from '#domain/language/tokenize.ts';
import {
  ANNOUNCES,
  BOOK_AFTER,
  BOOK_BEFORE,
  BOOK_DIRECTLY_AFTER,
  BOOK_FEATURE_BEFORE,
  BOOK_LABEL_BEFORE,
  READ_AFTER,
  READ_BEFORE,
  READING_LABEL_BEFORE,
  RECOMMEND_AFTER,
  RECOMMENDS,
} from './cue-patterns.ts';
import type { ParsedLine, TitleMark } from './note-lines.ts';
import { fullNameBefore, mayBePerson, parseAuthorsAfter, splitNamedTitle, type TiedAuthors } from './title-authors.ts';

/** A range of a line that may be a title, how it is marked, and what else is known about it. */
export interface TitleRange {
  mark: TitleMark;
  title: string;
  start: number;
  end: number;
  authors?: TiedAuthors | undefined;
  url?: string | undefined;
  /** The text before the first title of the list, if this is a later one. */
  listLead?: string | undefined;
  /** Score that the title must exceed to count as a book; 0 by default. */
  threshold?: number;
}

const CAPITAL = /(?<![\p{L}\p{N}\p{M}'’-])[\p{Lu}\p{Lt}\p{N}\p{Lo}]/gu;
const PLURAL =
  /(?:books|both|recs|recommendations|tips|must[- ]reads?|bücher\p{L}*|livres|libros|libri|livros|boeken|böcker|bøger|bøker|knihy|książki|книги)[^.!?;]*$/iu;
const AND = String.raw`(?:and|und|et|y|e|en|og|och|&)(?!\p{L})`;
const NEXT_TITLE = new RegExp(String.raw`^\s*(?:,\s*(?:${AND})?|[;.](?=\s)|${AND}\s)\s*`, 'iu');
const STARTS_SENTENCE = /^(?:This|That|These|It|I|We|He|She|They|You|There|Here|Next|And|But|So|All|Both)\s/u;
/** Verbs that follow a person rather than a title: "the book Jane Doe wrote". */
const ACTS =
  /^\s+(?:wrote|writes|has|is writing|published|recommend|mention|talk|like|gave|says|said|told|uses?|used)/iu;
/** "Has anyone read …" asks about a book, if the sentence ends with it. */
const ASKED = /(?:anyone|anybody|who|you)(?:\s\p{L}+){0,2}\s+read\s+$/iu;
/** Threshold after "read" and "copy of", where a title needs less evidence: "reread The Goal". */
const READ_THRESHOLD = -1;
/** "The Server:Racket book". */
const BEFORE_BOOK =
  /(?<!\p{L})\p{Lu}[\p{L}\p{N}'’:&#+-]*(?:\s(?:(?:of|the|and|for|to|in|on|with|an?)\s){0,2}\p{Lu}[\p{L}\p{N}'’:&#+-]*){0,8}(?=\s(?:e-?)?book(?!\p{L}))/gu;

/**
 * Yields titles in plain text that are announced by words: "the book …", "books: …, … and …", "reread …", "a copy of
 * …". The consumer answers whether it accepted each one, because a list of titles ends with the first that isn't
 * accepted.
 */
export function* announcedTitles(parsed: ParsedLine): Generator<TitleRange, void, boolean> {
  const { plain } = parsed;
  if (!ANNOUNCES.test(plain)) return;
  const labeled = labeledTitle(plain);
  if (labeled !== undefined) yield labeled;
  for (const { 0: title, index } of plain.matchAll(BEFORE_BOOK)) {
    if (index > 0 && !/['’]s?$/u.test(title)) yield { mark: 'plain', title, start: index, end: index + title.length };
  }
  let taken = labeled?.start ?? -1;
  for (const { index } of plain.matchAll(CAPITAL)) {
    if (index <= taken) continue;
    const before = parsed.before(index, plain);
    const isCalled = BOOK_BEFORE.test(before) || BOOK_LABEL_BEFORE.test(before);
    const verb = isCalled
      ? undefined
      : (READ_BEFORE.exec(before)?.[1] ?? BOOK_FEATURE_BEFORE.exec(before)?.[0] ?? RECOMMENDS.exec(before)?.[1]);
    if (verb !== undefined && /^\p{N}+\s+(?:of|aus|de)\s/u.test(plain.slice(index))) continue;
    if (!isCalled && verb === undefined) {
      const mentioned = /\p{Ll},?\s$/u.test(before) ? mentionedTitle(plain, index) : undefined;
      if (mentioned === undefined) continue;
      yield mentioned;
      taken = mentioned.end;
      continue;
    }
    const areSeveral = PLURAL.test(before);
    for (let range = titleCaseRange(plain, index, areSeveral); range !== undefined; ) {
      const title = plain.slice(range.start, range.end);
      const after = plain.slice(range.end);
      if ((isFullName(title) || !title.includes(' ')) && ACTS.test(after)) break;
      const isAsked = ASKED.test(before) && title.endsWith('?');
      const isBooks = isAsked || parseAuthorsAfter(after)?.tie === 'by';
      if (verb !== undefined && !isBooks && !isUnmistakable(title, verb)) break;
      const end = isAsked ? range.end - 1 : range.end;
      const candidate = withOwnerAsAuthor({
        mark: 'plain',
        start: range.start,
        end,
        title: plain.slice(range.start, end),
        listLead: before,
      });
      if (!(yield verb === undefined ? candidate : { ...candidate, threshold: READ_THRESHOLD })) break;
      taken = range.end;
      if (!areSeveral && verb === undefined) break;
      const next = NEXT_TITLE.exec(after)?.[0];
      const from: number = range.end + (next?.length ?? 0);
      const rest = plain.slice(from);
      const isNext =
        next !== undefined && /^\p{Lu}/u.test(rest) && !(next.startsWith('.') && STARTS_SENTENCE.test(rest));
      range = isNext ? titleCaseRange(plain, from, areSeveral) : undefined;
    }
  }
}

/** Finds a title of three or more words within a sentence, if it has an author or is called "a great read". */
function mentionedTitle(plain: string, index: number): TitleRange | undefined {
  const range = titleCaseRange(plain, index);
  if (range === undefined) return undefined;
  const after = plain.slice(range.end);
  const named = withOwnerAsAuthor({
    mark: 'plain',
    ...range,
    title: plain.slice(range.start, range.end),
    threshold: -0.25,
  });
  const isMentioned = named.authors !== undefined || READ_AFTER.test(after) || parseAuthorsAfter(after)?.tie === 'by';
  return isMentioned && named.title.split(' ').length >= 3 ? named : undefined;
}

/** Splits "Jane Doe's Some Title" into author and title. A single word before "'s" may be part of the title. */
function withOwnerAsAuthor(range: TitleRange): TitleRange {
  const [whole = '', owner = ''] = /^(\S+(?:\s\S+){1,3})['’]s\s+(?=\p{Lu})/u.exec(range.title) ?? [];
  if (!mayBePerson(owner)) return range;
  const { title, start } = range;
  const authors = fullNameBefore(owner, 'possessive');
  return { ...range, title: title.slice(whole.length), start: start + whole.length, authors };
}

/** Returns whether words after "read" are certainly a title: they start with an article or have a small word among them. */
function isUnmistakable(title: string, verb: string): boolean {
  const words = title.split(' ');
  if (words.length < 2) return false;
  if (/^(?:The|An?|Der|Die|Das|Le|La|Les|El|Los|Il)\s/u.test(title)) return true;
  const hasSmallWord = words
    .slice(1, -1)
    .some((word) => /^\p{Ll}/u.test(word) && !/^(?:and|or|und|et|y|e)$/.test(word));
  const isJoined = words.length === 3 && !hasSmallWord && /^\p{Ll}/u.test(words[1]!);
  return words.length >= 3 && !isJoined && (hasSmallWord || /^\p{Ll}/u.test(verb));
}

const LABEL = /^[^:–—>|/\uFFFC]{0,50}(?::|\s[–—-]+)\s+/u;
const LONGEST_LABEL = 7;
const SEVERAL = new RegExp(String.raw`[,;]\s+\S|\.\s+\p{Lu}\S*.*\.\s+\p{Lu}|\s${AND}\s`, 'iu');
/** A label that is the start of a sentence rather than a heading for what follows. */
const CLAUSE =
  /(?<!\p{L})(?:must|how|why|what|when|where|if|wie|warum|was|comment|pourquoi|cómo|qué|is|are|was|has|have|should|can|will)(?!\p{L})|(?:\S+\s+){6}/iu;

/** Finds the title after a label, in any case: "Book: just enough software architecture". */
function labeledTitle(plain: string): TitleRange | undefined {
  const label = LABEL.exec(plain)?.[0];
  if (label === undefined || label.split(/\s+/).length > LONGEST_LABEL) return undefined;
  if (![BOOK_BEFORE, BOOK_LABEL_BEFORE, READING_LABEL_BEFORE].some((cue) => cue.test(label))) return undefined;
  if (PLURAL.test(label) && SEVERAL.test(plain.slice(label.length))) return undefined;
  const range = itemRange(plain, label.length);
  if (range === undefined) return undefined;
  // A text in lower case may be anything, unless the label is short and a noun.
  if (/^\p{Ll}/u.test(plain.slice(range.start)) && CLAUSE.test(label)) return undefined;
  const title = plainTitle(plain, range);
  const isLong = READING_LABEL_BEFORE.test(label) && title.title.split(' ').length >= 4;
  return isLong && /^\p{Lu}/u.test(title.title) ? { ...title, threshold: READ_THRESHOLD } : title;
}

/** Returns the title that starts a line, in plain text: "Ruby under a microscope", "The Goal (Goldratt)". */
export function itemTitle({ plain, line }: ParsedLine): TitleRange | undefined {
  const range = /^[\p{L}\p{N}¿¡]/u.test(plain) ? itemRange(plain, 0) : undefined;
  if (range === undefined) return undefined;
  // "Some Title book is great", "Some Title name-dropped again, must read it".
  const named = titleCaseRange(plain, 0);
  const behindNamed = plain.slice(named?.end ?? plain.length);
  const isNamed = [BOOK_DIRECTLY_AFTER, BOOK_AFTER, READ_AFTER, RECOMMEND_AFTER].some((cue) => cue.test(behindNamed));
  if (named !== undefined && isNamed && named.end < range.end) return plainTitle(plain, named);
  // Words that introduce a marked title are not a title themselves.
  const lead = /^[\s:,–—-]*(?=\uFFFC)/u.exec(plain.slice(range.end));
  if (lead !== null && !/^https?:/i.test(line.text.slice(range.end + lead[0].length))) return undefined;
  // "Carol Dweck - Mindset": the name comes first.
  const title = plain.slice(range.start, range.end);
  const dash = /^\s*[–—-]+\s+(?=\p{Lu})/u.exec(plain.slice(range.end));
  if (dash !== null && isFullName(title)) {
    const behind = itemRange(plain, range.end + dash[0].length);
    if (behind !== undefined && !isFullName(plain.slice(behind.start, behind.end))) {
      return { ...plainTitle(plain, behind), authors: fullNameBefore(title, 'before') };
    }
  }
  return plainTitle(plain, range);
}

function plainTitle(plain: string, { start, end }: Range): TitleRange {
  const written = plain.slice(start, end);
  // "The Goal book": the noun is not part of the title.
  const noun = /\s+(?:e-?)?book$/i.exec(written)?.[0].length ?? 0;
  const title = written.slice(0, written.length - noun);
  return { mark: 'plain', start, end: end - noun, title, ...splitNamedTitle(title) };
}

interface Range {
  start: number;
  end: number;
}

const MOST_WORDS = 14;
/** Verbs that start a statement about the work. In a title they would be capitalized. */
const FINITE =
  /^(?:is|are|was|were|has|have|had|will|would|can|could|should|does|did|ist|sind|war|hat|est|sont|es|son|fue|é|são)$/u;
const DAY = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:today|tomorrow|tonight|yesterday)$/i;

/**
 * Finds a title in title case that begins at `start`: capitalized words and the small words between them. It ends
 * before a content word in lower case, before "by ‹name›" and at the end of a clause; if several titles are announced,
 * also before "and".
 */
function titleCaseRange(line: string, start: number, isOneOfSeveral = false): Range | undefined {
  let end = -1;
  let count = 0;
  const token = /\S+/gu;
  token.lastIndex = start;
  for (let match = token.exec(line); match !== null && count < MOST_WORDS; match = token.exec(line), count++) {
    const [raw] = match;
    const core = raw.replace(/["”’»)\]]*[.,;:!?…"”’»)\]]*$/u, '');
    if (core === '' || /^[([{"“„«–—\uFFFC-]/u.test(core) || DAY.test(core)) break;
    if (!/^[\p{Lu}\p{Lt}\p{N}\p{Lo}]/u.test(core)) {
      if (FINITE.test(core) || (isOneOfSeveral && new RegExp(`^${AND}$`, 'u').test(core))) break;
      if (count === 0 || !isFunctionWord(fold(core)) || isBy(core, line.slice(match.index + raw.length))) break;
      if (raw !== core) break;
      continue;
    }
    const tail = raw.slice(core.length);
    const isInitial = tail.startsWith('.') && /^\p{Lu}$/u.test(core);
    end = match.index + core.length + (/^[!?]+/.exec(tail)?.[0].length ?? 0);
    if (tail === '' || isInitial) continue;
    const next = line.slice(match.index + raw.length).trimStart();
    // A subtitle, or the comma of "Thinking, Fast and Slow"; other commas separate titles.
    if (tail === ':' && /^[\p{Lu}\p{N}]/u.test(next)) continue;
    if (tail === ',' && count === 0 && /^\p{Lu}\S*\s+(?:and|&|und|et|y|e)\s+\p{Lu}/u.test(next)) continue;
    break;
  }
  // A single function word ("What", "For") is a question or the start of a sentence.
  const title = line.slice(start, end);
  return end === -1 || (!title.includes(' ') && isFunctionWord(fold(title))) ? undefined : { start, end };
}

function isBy(word: string, rest: string): boolean {
  return /^(?:by|von|par|por|de|di|da|van|door|av|af|przez)$/i.test(word) && parseLeadingNames(rest)?.areFull === true;
}

/** Maximum length of a list item; a longer line is prose. */
const LONGEST_ITEM = 1_000;
const ITEM_END =
  /:\s+(?=(?:an?\s+|the\s+)?(?:\p{Ll}+\s+){0,3}(?:book|buch|livre|libro|livro)(?!\p{L}))|(?<=\p{Lu}\S*)\s(?:is|was|ist|war|est|était|es|fue|é|foi)\s(?=\p{Ll})|,\s+(?=(?:it|which|that|this|but|so|very|really)(?!\p{L}))|\s[–—-]{1,3}\s|\s\|\s|\s*[([]|;\s|(?<!(?:^|\s)\p{Lu})[.!?]+(?=\s|$)|\s*https?:|\s*\uFFFC/u;
const BY_NAME = /,?\s(?:(?:by|von|par|de|di|da|por|van|door|av|af|przez)\s+|d['’])(?=\p{Lu})/gu;

/**
 * Finds a title in any case that fills the rest of an item: up to a dash, a bracket, "by ‹name›", the end of the
 * sentence or a link.
 */
function itemRange(line: string, start: number): Range | undefined {
  const rest = line.slice(start, start + LONGEST_ITEM);
  if (rest.length === LONGEST_ITEM) return undefined;
  const stop = ITEM_END.exec(rest);
  let end = stop === null ? rest.length : stop.index + (/^[!?]+/.exec(stop[0])?.[0].length ?? 0);
  for (const by of rest.slice(0, end).matchAll(BY_NAME)) {
    if (parseLeadingNames(rest.slice(by.index + by[0].length))?.areFull !== true) continue;
    end = by.index;
    break;
  }
  const comma = rest.slice(0, end).search(/[,;]\s/u);
  if (comma > 0 && isFullName(rest.slice(comma + 1, end))) end = comma;
  const title = rest.slice(0, end).replace(/[\s.,;:–—-]+$/u, '');
  // "on the shelf behind her: The Goal": a label in lower case is not part of the title.
  const label = /^\p{Ll}[^:]*:\s+(?=\p{Lu})/u.exec(title)?.[0].length ?? 0;
  return title === '' ? undefined : { start: start + label, end: start + title.length };
}
