import { isFunctionWord } from '#domain/language/stop-words.ts';
import { tokenizeCached } from '#text/sentences/cached-tokens.ts';
import { backReferenceOf, hasFiniteVerb, isSetLikeTitle } from '#text/sentences/statement-score.ts';
import { tidySentence } from '#text/sentences/tidy-sentence.ts';
import { countWords } from './join-sentences.ts';

/** Maximum number of words in a heading or short item; a longer line is a statement. */
export const SHORT = 9;

const ANNOUNCES_LIST =
  /(?<![\p{L}\p{N}])(?:principles?|steps|lessons?|take-?aways?|tips?|rules|reasons|ways|advice|pillars|key|summary|conclusions?|recommendations?|solutions|how to|best practices|learnings?|requirements|goals|phases|stages|(?:two|three|four|five|six|seven|eight|nine|ten|[2-9])\s\p{L}+|prinzipien|schritte|regeln|gründe|tipps|fazit|étapes|principes|conseils|pasos|principios|consejos)(?!\p{L})/iu;

/** Returns whether a heading or introductory line says that the following lines are a list that belongs together. */
export function announcesList(text: string): boolean {
  return ANNOUNCES_LIST.test(text);
}

const NUMBERS = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Returns how many items a heading or lead-in announces ("Three steps"), or Infinity if it gives no number. */
export function announcedItems(text: string): number {
  for (const word of tokenizeCached(text).folded) {
    if (NUMBERS.includes(word)) return NUMBERS.indexOf(word) + 2;
    if (/^(?:[2-9]|1\d)$/.test(word)) return Number(word);
  }
  return Number.POSITIVE_INFINITY;
}

/** What is under such a heading matters more. */
const KEY_HEADING =
  /(?<!\p{L})(?:take-?aways?|summary|conclusions?|key (?:points|messages|ideas)|tl;?\s?dr|lessons? learn(?:ed|t)|fazit|wrap-?up|bottom line)(?!\p{L})/iu;

export function isKeyHeading(heading: string): boolean {
  return KEY_HEADING.test(heading);
}

/** Headings of agendas and introductions, which only say what will be said. */
const AGENDA =
  /^\W*(?:agenda|outline|overview|contents|topics|inhalt|übersicht|sommaire|índice|about (?:me|the speaker|us)|bio|who am i)\W*$/iu;

export function isAgendaHeading(heading: string): boolean {
  return AGENDA.test(heading);
}

export const ENDED = /[.!…。！][)"”’]*$/u;
/** Minimum number of words for a line to show whether its author uses full stops; shorter ones may be headings. */
const WORDS_WITH_STOP = 5;
const FEWEST_ENDED = 3;

/** Returns the authors who end sentences with a full stop, so that their short lines without one are headings. */
export function findPunctuators(lines: readonly { authorId: string; line: string }[]): Set<string> {
  const counts = new Map<string, { ended: number; all: number }>();
  for (const { authorId, line } of lines) {
    if (countWords(line) < WORDS_WITH_STOP) continue;
    const count = counts.get(authorId) ?? { ended: 0, all: 0 };
    count.all++;
    if (ENDED.test(line)) count.ended++;
    counts.set(authorId, count);
  }
  const ends = ({ ended, all }: { ended: number; all: number }) => ended >= FEWEST_ENDED && ended >= 0.5 * all;
  return new Set([...counts].flatMap(([author, count]) => (ends(count) ? [author] : [])));
}

/** "Ada Byron - Notes on the engine" starts a talk within a session of several. */
const PROGRAM_LINE = /^(?:\p{Lu}[\p{L}'’.-]+ ){2,3}[-–—|] \p{Lu}[^.]*\.?$/u;

export function isTalkHeading(line: string): boolean {
  return PROGRAM_LINE.test(line) && countWords(line) <= 2 * SHORT && !hasFiniteVerb(line);
}

const NUMBERED_PART = /^(?:part|chapter|section|teil|kapitel|partie|parte|deel)\s+(?:\p{N}{1,2}|[ivx]{1,4})(?!\p{L})/iu;

/** Returns whether a line is a heading by form: capitalized like a title, or without a full stop if its author uses them. */
export function isStyledHeading(line: string, isPunctuators: boolean): boolean {
  if (isTalkHeading(line) || (NUMBERED_PART.test(line) && countWords(line) <= SHORT)) return true;
  const words = countWords(line);
  if (ENDED.test(line) || /["”“»,;]$|[:：]\s|https?:/u.test(line) || words > SHORT) return false;
  if (hasFiniteVerb(line) || backReferenceOf(line) !== 'none') return false;
  return isPunctuators || (words > 1 && isSetLikeTitle(line));
}

const PROBLEM =
  /^\W*(?:(?:the|one|main|big)\s+)*(?:challenge|problem|issue|question|naive(?:ly| approach| solution)?|first (?:try|attempt|approach)|initially)s?\s*[:：–—-]/iu;

/** Returns whether a line names a problem, or what was tried first. It is of little use without the next one. */
export function namesProblem(line: string): boolean {
  return PROBLEM.test(line);
}

const NO_TOPIC = new Set(
  'good bad ugly pro con plus minus example summary other misc more note intro introduction problem solution issue question answer demo overview conclusion detail result general'.split(
    ' ',
  ),
);

/** Returns whether a heading says what is under it when read alone. "The bad" and "Examples" don't. */
export function namesTopic(heading: string): boolean {
  const words = tokenizeCached(heading).folded;
  return words.some((word) => !isFunctionWord(word) && !NO_TOPIC.has(word.replace(/s$/, '')));
}

const ASPECT =
  /^\W*(?:(?:the|some|its|our)\s+)?(?:good|bad|ugly|pros?|cons?|pros and cons|plus|minus|problems?|issues?|solutions?|examples?|(?:dis)?advantages?|upsides?|downsides?|benefits?|drawbacks?|limitations?)(?:\s+(?:parts?|things?|stuff|news))?\W*$/iu;

/** Returns whether a heading is about the topic of the heading above it, such as "The bad". */
export function namesAspect(heading: string): boolean {
  return ASPECT.test(heading);
}

/** Formats a heading for display. */
export function tidyHeading(heading: string): string {
  const named = heading.replace(/\s*\(?https?:\/\/[^\s)]+(?:[^()]*\))?/gu, '');
  return tidySentence(named).replace(/[\s.:。：#]+$/u, '');
}
