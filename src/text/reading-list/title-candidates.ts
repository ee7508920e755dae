import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold } from '#domain/language/tokenize.ts';
import { readAuthors } from './author-names.ts';

/** A stretch of a line, `end` exclusive. */
export interface TitleRun {
  start: number;
  end: number;
}

const LONGEST_RUN = 14;
/** Verbs that a statement about the work goes on with; titles have them in capitals. */
const FINITE =
  /^(?:is|are|was|were|has|have|had|will|would|can|could|should|does|did|ist|sind|war|hat|est|sont|es|son|fue|é|são)$/u;
const AND = /^(?:and|und|et|y|e|en|og|och|&)$/u;
const DAY = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:today|tomorrow|tonight|yesterday)$/i;

/**
 * Reads a title in title case from `start` on: capitalised words and the small words between them. It ends before
 * a word in lower case that carries meaning, before "by ‹name›", and at the end of a clause; before "and" too where
 * several titles are announced.
 */
export function readTitleRun(line: string, start: number, isOneOfSeveral = false): TitleRun | undefined {
  let end = -1;
  let count = 0;
  const token = /\S+/gu;
  token.lastIndex = start;
  for (let match = token.exec(line); match !== null && count < LONGEST_RUN; match = token.exec(line), count++) {
    const [raw] = match;
    const core = raw.replace(/["”’»)\]]*[.,;:!?…"”’»)\]]*$/u, '');
    if (core === '' || /^[([{"“„«–—\uFFFC-]/u.test(core) || DAY.test(core)) break;
    const isCapital = /^[\p{Lu}\p{Lt}\p{N}\p{Lo}]/u.test(core);
    if (!isCapital) {
      if (FINITE.test(core) || (isOneOfSeveral && AND.test(core))) break;
      if (count === 0 || !isFunctionWord(fold(core)) || isBy(core, line.slice(match.index + raw.length))) break;
      if (raw !== core) break;
      continue;
    }
    const tail = raw.slice(core.length);
    const isInitial = tail.startsWith('.') && /^\p{Lu}$/u.test(core);
    end = match.index + core.length + (/^[!?]+/.exec(tail)?.[0].length ?? 0);
    if (tail === '' || isInitial) continue;
    const next = line.slice(match.index + raw.length).trimStart();
    // A subtitle, or the comma of "Thinking, Fast and Slow"; commas part whole titles otherwise.
    if (tail === ':' && /^[\p{Lu}\p{N}]/u.test(next)) continue;
    if (tail === ',' && count === 0 && /^\p{Lu}\S*\s+(?:and|&|und|et|y|e)\s+\p{Lu}/u.test(next)) continue;
    break;
  }
  return end === -1 ? undefined : { start, end };
}

function isBy(word: string, rest: string): boolean {
  return /^(?:by|von|par|por|de|di|da|van|door|av|af|przez)$/i.test(word) && readAuthors(rest)?.areFull === true;
}

/**
 * Reads a title that fills the rest of an item, in whatever case: up to a dash, a bracket, "by ‹name›", the end of
 * the sentence or a link.
 */
export function readItemTitle(line: string, start: number): TitleRun | undefined {
  const rest = line.slice(start);
  const stop = ITEM_END.exec(rest);
  let end = stop === null ? rest.length : stop.index + (/^[!?]+/.exec(stop[0])?.[0].length ?? 0);
  for (const by of rest.slice(0, end).matchAll(BY)) {
    const authors = readAuthors(rest.slice(by.index + by[0].length));
    if (authors?.areFull === true) {
      end = by.index;
      break;
    }
  }
  const comma = authorComma(rest.slice(0, end));
  if (comma !== undefined) end = comma;
  const title = rest.slice(0, end).replace(/[\s.,;:–—-]+$/u, '');
  // "on the shelf behind her: The Goal": a label in lower case is no part of the title.
  const label = /^\p{Ll}[^:]*:\s+(?=\p{Lu})/u.exec(title)?.[0].length ?? 0;
  return title === '' ? undefined : { start: start + label, end: start + title.length };
}

const ITEM_END =
  /:\s+(?=(?:an?\s+|the\s+)?(?:\p{Ll}+\s+){0,3}(?:book|buch|livre|libro|livro)(?!\p{L}))|(?<=\p{Lu}\S*)\s(?:is|was|ist|war|est|était|es|fue|é|foi)\s(?=\p{Ll})|\s[–—-]{1,3}\s|\s\|\s|\s*[([]|;\s|[.!?]+(?=\s|$)|\s*https?:|\s*\uFFFC/u;
const BY = /,?\s(?:(?:by|von|par|de|di|da|por|van|door|av|af|przez)\s+|d['’])(?=\p{Lu})/gu;

/** Where ", ‹full name›" ends an item's title. */
function authorComma(title: string): number | undefined {
  const comma = title.search(/[,;]\s/u);
  if (comma <= 0) return undefined;
  const authors = readAuthors(title.slice(comma + 1));
  return authors?.areFull === true && title.slice(comma + 1 + authors.end).trim() === '' ? comma : undefined;
}
