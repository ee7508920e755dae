import { isFullName, parseLeadingNames } from '#domain/language/person-names.ts';
import { ABBREVIATION } from '#domain/language/split-sentences.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold } from '#domain/language/tokenize.ts';
import { type ReadingHeading, TITLE_CASE, titleShapeScore } from './book-score.ts';
import { ANNOUNCES, ASKED, BOOK_EMOJI, BOOK_LABEL, LEADS_TO_TITLE, PAPER_AFTER, PAPER_LABEL } from './cue-patterns.ts';
import type { ParsedLine, TitleMark } from './note-lines.ts';
import {
  BY_NAME,
  fullNameBefore,
  isKnownPerson,
  mayBePerson,
  parseCitation,
  splitNamedTitle,
  type TiedAuthors,
} from './title-authors.ts';

/** A range of a line that may be a title, how it is marked, and what else is known about it. */
export interface TitleRange extends Range {
  mark: TitleMark;
  title: string;
  authors?: TiedAuthors | undefined;
  url?: string | undefined;
  /** The text that announces it, if that isn't directly before it: the label of a list. */
  lead?: string | undefined;
  /** It is the first words of its line, or of one of several titles in the line. */
  isItem?: boolean;
  /** Offset where the next of several titles starts. */
  limit?: number | undefined;
}

interface Range {
  start: number;
  end: number;
}

const CAPITAL = /(?<![\p{L}\p{N}\p{M}'’-])[\p{Lu}\p{Lt}\p{N}\p{Lo}]/gu;
const AND = String.raw`(?:and|und|et|y|e|en|og|och|&)(?!\p{L})`;

/**
 * Finds the ranges of a line's plain text that may be titles: its items in any case (what a line, a label or a list
 * consists of), and capitalized words within a sentence. They overlap; their scores decide.
 */
export function plainTitles(parsed: ParsedLine, heading: ReadingHeading | undefined): TitleRange[] {
  const items = itemTitles(parsed, heading);
  const isListed = ({ start }: Range) =>
    items.some((item) => item.lead !== undefined && start >= item.start && start < item.end);
  return [...items, ...titlesInSentences(parsed, heading).filter((range) => !isListed(range))];
}

/** Finds capitalized words that may be a title, if the line says anything about books or reading. */
function titlesInSentences(parsed: ParsedLine, heading: ReadingHeading | undefined): TitleRange[] {
  const { plain } = parsed;
  const found: TitleRange[] = [];
  if (heading === undefined && !ANNOUNCES.test(plain) && authorOffset(plain) === undefined) return found;
  let end = 0;
  for (const { index } of plain.matchAll(CAPITAL)) {
    if (found.length === MOST_CANDIDATES) break;
    // Within other capitalized words, a title starts only behind "read" or "book".
    if (heading?.asksPeople && WHO.test(plain.slice(index, index + LONGEST_NAME))) continue;
    if (index < end && !LEADS_TO_TITLE.test(parsed.before(index, plain))) continue;
    const range = titleCaseRange(plain, index);
    if (range === undefined) continue;
    // "I am on Some Title"
    if (titleShapeScore(plain.slice(range.start, range.end)) >= 0) end = Math.max(end, range.end);
    const authored = LEADS_TO_TITLE.test(parsed.before(index, plain))
      ? UP_TO_AUTHOR.exec(plain.slice(index, index + LONGEST_TITLE))?.[1]
      : undefined;
    if (authored !== undefined && authorOffset(plain.slice(index)) === authored.length)
      found.push(toTitle(plain, { start: index, end: index + authored.length }));
    const isAsked = plain[range.end - 1] === '?' && ASKED.test(parsed.before(index, plain));
    const title = toTitle(plain, isAsked ? { ...range, end: range.end - 1 } : range);
    found.push(withOwnerAsAuthor(title, plain));
  }
  return found;
}

/** A title in any case between "read" and its author: "El infinito en un junco de Irene Vallejo". */
const UP_TO_AUTHOR = new RegExp(
  String.raw`^([^\s.!?:;,–—\uFFFC]+(?:\s[^\s.!?:;,–—\uFFFC]+){2,11}?)${BY_NAME.source}`,
  'u',
);

/** Splits "Jane Doe's Some Title" into author and title. A single word before "'s" may be part of the title. */
function withOwnerAsAuthor(range: TitleRange, text: string): TitleRange {
  const [whole = '', owner = ''] = /^(\S+(?:\s\S+){0,3})['’]s\s+(?=\p{Lu})/u.exec(range.title) ?? [];
  if (!mayBePerson(owner) && (owner === '' || owner.includes(' ') || !PAPER_AFTER.test(text.slice(range.end))))
    return range;
  const { title, start } = range;
  const authors = fullNameBefore(owner, 'possessive');
  return { ...range, title: title.slice(whole.length), start: start + whole.length, authors };
}

const LABEL = new RegExp(String.raw`^(?:[^:–—>|={}\uFFFC]{1,60}?(?:\s?:|\s[–—-]+)|${BOOK_EMOJI}(?:\s?:)?)\s+`, 'u');
/** "Two books on the last slide, ‹title› and ‹title›". */
const LABEL_WITH_COMMA = /^[^,:–—>|={}\uFFFC]{1,60}?,\s+/u;
const LONGEST_LABEL = 8;
/** Words for several works at the end of a label. */
const SEVERAL =
  /(?:books|both|reads|reading|to[- ]read|read next|recs|lectures|lecturas|leituras|letture|recommendations|tips|papers|articles|essays|posts|must[- ]reads?|bücher\p{L}*|buchtipps|lesetipps|leestips|lästips|livres|libros|libri|livros|boeken|böcker|bøger|bøker|knihy|książki|книги)[^.!?;]*$/iu;
/** A label that is the start of a sentence rather than a heading for what follows. */
const CLAUSE =
  /(?<!\p{L})(?:must|how|why|what|when|where|if|wie|warum|was|comment|pourquoi|cómo|qué|is|are|was|has|have|should|can|will)(?!\p{L})|(?:\S+\s+){6}/iu;
const LONGEST_NAME = 80;
/** "Ana: Some Title": who reads it. */
const WHO = /^\p{Lu}[\p{L}’'-]*(?:\s\p{Lu}[\p{L}’'-]*)?:\s+(?=\p{Lu}|\p{N})/u;

function isListLabel(text: string): boolean {
  return text.endsWith(', ')
    ? BOOK_LABEL.test(text) && SEVERAL.test(text)
    : BOOK_LABEL.test(text) || PAPER_LABEL.test(text);
}

/** Finds the titles that a line consists of, behind its label if that announces them: "Books: The Goal, Drive". */
function itemTitles({ plain, line }: ParsedLine, heading: ReadingHeading | undefined): TitleRange[] {
  const labels = [LABEL, LABEL_WITH_COMMA].flatMap((pattern) => pattern.exec(plain)?.[0] ?? []);
  const found = labels.find((text) => text.split(/\s+/).length <= LONGEST_LABEL + 1 && isListLabel(text));
  const isLabel = found !== undefined;
  const label = found ?? '';
  const from = isLabel ? label.length : 0;
  if (!/^[\p{L}\p{N}¿¡]/u.test(plain.slice(from))) return [];
  const pieces = splitList(plain, from, {
    isSet: isLabel || heading !== undefined,
    areSeveral: isLabel && SEVERAL.test(label),
  });
  return pieces.flatMap(({ start, end }) => {
    const piece = plain.slice(0, end);
    const who =
      heading !== undefined && (heading.asksPeople || pieces.length > 1) ? WHO.exec(piece.slice(start)) : null;
    const title = itemTitle(piece, start + (who?.[0].length ?? 0));
    if (title === undefined) return [];
    // Words that introduce a marked title are not a title themselves.
    const lead = /^[\s:,–—-]*(?=\uFFFC)/u.exec(plain.slice(title.end));
    if (lead !== null && !/^https?:/i.test(line.text.slice(title.end + lead[0].length))) return [];
    const item = { ...title, isItem: true, limit: pieces.length > 1 ? end : undefined };
    if (!isLabel) return heading === undefined && !line.isItem && /^\p{Ll}/u.test(title.title) ? [] : [item];
    // A text in lower case may be anything, unless the label is short and a noun.
    return /^\p{Ll}/u.test(title.title) && (CLAUSE.test(label) || title.title.endsWith('?'))
      ? []
      : [{ ...item, lead: label }];
  });
}

/** Splits a list in one line: at semicolons or full stops between titles, else at commas if the label says "books". */
function splitList(
  text: string,
  from: number,
  { isSet, areSeveral }: { isSet: boolean; areSeveral: boolean },
): Range[] {
  const title = ({ start, end }: Range) => itemTitle(text.slice(0, end), start)?.title ?? '';
  const isTitle = (words: string) =>
    titleShapeScore(words) >= (words.includes(' ') ? TITLE_CASE : 0) && !OPINION.test(words);
  const parts = isSet ? splitAt(text, from, { separator: STOP }) : [];
  if (parts.length > 1 && !alternate(text, parts) && parts.every((part) => isTitle(title(part)))) return parts;
  if (!areSeveral) return [{ start: from, end: text.length }];
  const dashed = splitAt(text, from, { separator: COMMA });
  if (dashed.length > 1 && dashed.every(({ start, end }) => DASH_NAME.test(text.slice(start, end)))) return dashed;
  const list = text.slice(0, itemEnd(text, from));
  const first = from + (WORD_AND_WORD.exec(list.slice(from))?.[0].length ?? 0);
  const listed = splitAt(list, from, { separator: /;\s/.test(text.slice(from)) ? STOP : COMMA, first });
  const namesFollow = alternate(text, listed);
  const joined: Range[] = [];
  for (const part of listed) {
    const last = joined.at(-1);
    const words = text.slice(part.start, part.end);
    const isRest = /^\p{Ll}/u.test(words) && /^\p{Lu}/u.test(text.slice(from));
    // "and the rest of them"
    if (isRest && !text.slice(last?.end, part.start).includes(',') && !/\p{Lu}/u.test(words)) continue;
    // "Some Title, Jane Doe", "Some Title by Jane Doe, John Roe and Ann Poe"
    const hasAuthor = authorOffset(text.slice(last?.start, last?.end)) !== undefined;
    const isAuthor =
      mayBePerson(words) &&
      (hasAuthor ? authorOffset(words) === undefined : namesFollow || (last !== undefined && isKnownPerson(words)));
    if (last !== undefined && (isRest || isAuthor)) last.end = part.end;
    else joined.push(part);
  }
  return joined;
}

/** "‹title› - Jane Doe" */
const DASH_NAME = /^\S[^,]*\s[–—-]{1,2}\s+\p{Lu}\S+(?:\s\p{Lu}\S+)+$/u;
const STOP = new RegExp(String.raw`;\s+|\.(?=\s+\P{Ll})(?<!${ABBREVIATION})\s+`, 'gu');
const COMMA = new RegExp(String.raw`,\s+(?:${AND}\s+)?|\s+${AND}\s+(?=[^,]*$)`, 'gu');
/** "War and Peace", "Thinking, Fast and Slow": single words are rather one title than several. */
const WORD_AND_WORD = new RegExp(
  String.raw`^\p{Lu}[^\s,]*(?:,\s+\p{Lu}[^\s,]*)?\s+${AND}\s+\p{Lu}[^\s,]*(?=\s*(?:$|[,;(])|\s(?:by|von|par|de|di|da|por|van|door|av|af)\s)`,
  'u',
);
/** What somebody thinks of the title before it. */
const OPINION =
  /^(?:great|good|excellent|brilliant|amazing|fantastic|recommended|super|toll|klasse|génial|genial|both|all)(?!\p{L})/iu;

/** Whether every second part is a name: "Title, Jane Doe, Other Title, John Roe". */
function alternate(text: string, parts: readonly Range[]): boolean {
  const isName = ({ start, end }: Range) => !/[,;]/.test(text.slice(start, end)) && mayBePerson(text.slice(start, end));
  if (parts.length % 2 === 1) return false;
  // A title of two words may look like a name, too.
  const isPair = parts.length === 2 && text[parts[0]!.end] === ';';
  return parts.every((part, index) => (index % 2 === 1 ? isName(part) : isPair || !isName(part)));
}

/** Splits a text from an offset at separators outside brackets, none of them before `first`. */
function splitAt(
  text: string,
  from: number,
  { separator, first = from }: { separator: RegExp; first?: number },
): Range[] {
  const ranges: Range[] = [];
  let start = from;
  for (const { 0: match, index } of text.matchAll(separator)) {
    if (index < Math.max(start, first)) continue;
    const before = text.slice(start, index);
    if (before.split(/[([]/).length > before.split(/[)\]]/).length) continue;
    ranges.push({ start, end: index });
    start = index + match.length;
  }
  const end = text.trimEnd().length;
  return start < end ? [...ranges, { start, end }] : ranges;
}

const SENTENCE_END = new RegExp(String.raw`\.(?=\s|$)(?<!${ABBREVIATION})|\s[–—-]\s|\uFFFC`, 'u');

/** Returns the offset where the first sentence behind `from` ends. */
function itemEnd(text: string, from: number): number {
  const stop = SENTENCE_END.exec(text.slice(from));
  return stop === null ? text.length : from + stop.index;
}

/** Finds the title at `start` of a text that is one item: "Ruby under a microscope", "Carol Dweck - Mindset". */
function itemTitle(text: string, start: number): TitleRange | undefined {
  const citation = parseCitation(text.slice(start));
  if (citation !== undefined) {
    const range = itemRange(text, start + citation.end);
    return range && { ...toTitle(text, range), authors: { ...citation, end: 0 } };
  }
  const range = itemRange(text, start);
  if (range === undefined) return undefined;
  const title = text.slice(range.start, range.end);
  const [dash, name = ''] = /^(.+?)\s*(?:[–—-]+|,)\s+(?=\p{Lu})/u.exec(text.slice(start)) ?? [];
  const isComma = dash?.includes(',') === true;
  // "Carol Dweck - Mindset", "Donella Meadows, Leverage Points (1999)": the name comes first.
  if (
    dash !== undefined &&
    isFullName(name) &&
    (isComma ? isKnownPerson(name) || (mayBePerson(name) && /\(\d{4}\)/.test(text)) : title === name)
  ) {
    const behind = itemRange(text, start + dash.length);
    if (behind !== undefined && !mayBePerson(text.slice(behind.start, behind.end))) {
      return { ...toTitle(text, behind), authors: fullNameBefore(name, 'before') };
    }
  }
  const plain = toTitle(text, range);
  const named = splitNamedTitle(plain.title);
  return named === undefined ? plain : { ...plain, ...named };
}

/** Makes a title of a range. "The Goal book": the noun is not part of the title. */
function toTitle(text: string, { start, end }: Range): TitleRange {
  const written = text.slice(start, end);
  const noun = /\s+(?:e-?)?book$/i.exec(written)?.[0].length ?? 0;
  return { mark: 'plain', start, end: end - noun, title: written.slice(0, written.length - noun) };
}

const MOST_WORDS = 14;
/** In characters; what is behind it isn't looked at, so that a long line takes linear time. */
const LONGEST_TITLE = 300;
/** A title in a script without spaces is one word. */
const LONGEST_WORD = 60;
/** Capitalized words of a line that are looked at; only a text that is no prose has more. */
const MOST_CANDIDATES = 400;
/** Verbs that start a statement about the work. In a title they would be capitalized. */
const FINITE =
  /^(?:is|are|was|were|has|have|had|will|would|can|could|should|does|did|ist|sind|war|hat|est|sont|es|son|fue|é|são)$/u;
const ABBREVIATED = new RegExp(`${ABBREVIATION}$`, 'u');
const DAY = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:today|tomorrow|tonight|yesterday)$/i;

/**
 * Finds a title in title case that begins at `start`: capitalized words and the small words between them. It ends
 * before a content word in lower case, before "by ‹name›" and at the end of a clause.
 */
function titleCaseRange(whole: string, start: number): Range | undefined {
  const line = whole.slice(0, start + LONGEST_TITLE);
  let end = -1;
  let count = 0;
  const token = /\S+/gu;
  token.lastIndex = start;
  for (let match = token.exec(line); match !== null && count < MOST_WORDS; match = token.exec(line), count++) {
    const [raw] = match;
    const core = raw.replace(/["”’»)\]]*[.,;:!?…"”’»)\]]*$/u, '');
    if (core === '' || core.length > LONGEST_WORD || /^[([{"“„«–—\uFFFC-]/u.test(core) || DAY.test(core)) break;
    if (!/^[\p{Lu}\p{Lt}\p{N}\p{Lo}]/u.test(core)) {
      if (FINITE.test(core) || raw !== core) break;
      if (count === 0 || !isFunctionWord(fold(core)) || isBy(core, line.slice(match.index + raw.length))) break;
      continue;
    }
    const tail = raw.slice(core.length);
    const isAbbreviated = tail.startsWith('.') && ABBREVIATED.test(`${core}.`);
    end = match.index + core.length + (/^[!?]+/.exec(tail)?.[0].length ?? 0);
    if (tail === '' || isAbbreviated) continue;
    const next = line.slice(match.index + raw.length).trimStart();
    // A subtitle, or the comma of "Thinking, Fast and Slow"; other commas separate titles.
    if (tail === ':' && /^[\p{Lu}\p{N}]/u.test(next)) continue;
    if (tail === ',' && count === 0 && /^\p{Lu}\S*\s+(?:and|&|und|et|y|e)\s+\p{Lu}/u.test(next)) continue;
    if (tail === ',' && PAPER_AFTER.test(next.replace(/^\p{Lu}[^\s,]*(?:\s\p{Lu}[^\s,]*){0,3}/u, ''))) continue;
    break;
  }
  // A single function word ("What", "For") is a question or the start of a sentence.
  const title = line.slice(start, end);
  return end === -1 || (!title.includes(' ') && isFunctionWord(fold(title))) ? undefined : { start, end };
}

function isBy(word: string, rest: string): boolean {
  const names = /^(?:by|von|par|por|de|di|da|van|door|av|af|przez)$/i.test(word) ? parseLeadingNames(rest) : undefined;
  return names?.areFull === true || (names?.areSeveral === true && /^by$/i.test(word));
}

/** Maximum length of a list item; a longer line is prose. */
const LONGEST_ITEM = 1_000;
const ITEM_END = new RegExp(
  String.raw`:\s+(?=(?:an?\s+|the\s+)?(?:\p{Ll}+\s+){0,3}(?:book|buch|livre|libro|livro)(?!\p{L}))|(?<=\p{Lu}\S*)\s(?:is|was|ist|war|est|était|es|fue|é|foi)\s(?=\p{Ll})|,\s+(?=(?:it|which|that|this|but|so|very|really|my|our|same|also|sehr|très|muy|molto|muito|heel|mycket)(?!\p{L}))|\s[–—-]{1,3}\s|\s\|\s|\s*[([]|;\s|[.!?]+(?=\s|$)(?<!${ABBREVIATION})|\s*https?:|\s*\uFFFC`,
  'u',
);
/** "Some Title, Doe & Poe" */
const FAMILIES = new RegExp(String.raw`^[^\s,]+\s[^,]+,\s+\p{Lu}[^\s,]+\s+${AND}\s+\p{Lu}[^\s,]+$`, 'u');

/** Returns the offset of "by ‹full name›". */
function authorOffset(text: string): number | undefined {
  const found = Array.from(text.matchAll(BY_NAME));
  return found.find((by) => parseLeadingNames(text.slice(by.index + by[0].length))?.areFull === true)?.index;
}

/**
 * Finds a title in any case that fills the rest of an item: up to a dash, a bracket, "by ‹name›", the end of the
 * sentence or a link.
 */
function itemRange(line: string, start: number): Range | undefined {
  const rest = line.slice(start, start + LONGEST_ITEM);
  if (rest.length === LONGEST_ITEM) return undefined;
  const stop = ITEM_END.exec(rest);
  let end = stop === null ? rest.length : stop.index + (/^[!?]+/.exec(stop[0])?.[0].length ?? 0);
  end = authorOffset(rest.slice(0, end)) ?? end;
  const comma = rest.slice(0, end).search(/[,;]\s/u);
  if (comma > 0 && (mayBePerson(rest.slice(comma + 1, end)) || FAMILIES.test(rest.slice(0, end)))) end = comma;
  const title = rest.slice(0, end).replace(/[\s.,;:–—-]+$/u, '');
  // "on the shelf behind her: The Goal", "the Server book": what is in lower case before it is not part of the title.
  const label =
    /^(?:\p{Ll}[^:]*:|the|an?|das|die|der|le|la|les|el|los|il|lo|o)\s+(?=\p{Lu})/u.exec(title)?.[0].length ?? 0;
  return title === '' ? undefined : { start: start + label, end: start + title.length };
}
