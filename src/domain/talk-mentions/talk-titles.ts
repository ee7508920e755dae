import type { Talk } from '#domain/conference/talk.ts';
import { familyKey } from '#domain/language/person-names.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, foldedWords, type Word } from '#domain/language/tokenize.ts';
import { normalizeTitle } from '#domain/reading-list/work-title.ts';

/** The parts of a talk that texts refer to it by. */
export type NamedTalk = Pick<Talk, 'title' | 'speakers'>;

/** The words of a talk's title and speakers, folded. */
export interface TalkWords {
  foldedTitle: string;
  /** Content words of the whole title, and of each part separated by a colon, dash or bracket. */
  titles: string[][];
  /** All words of the whole title and of each part, for titles that consist of function words. */
  phrases: Set<string>;
  /** First four letters of the words in title and speakers. A text without any of them can't refer to the talk. */
  prefixes: string[];
  speakers: string[][];
}

const cache = new WeakMap<NamedTalk, TalkWords>();

/** Returns the words of a talk's title and speakers; computed once per talk. */
export function wordsOfTalk(talk: NamedTalk): TalkWords {
  let words = cache.get(talk);
  if (words === undefined) {
    const parts = titleParts(talk.title);
    const titles = [talk.title, ...parts].map(contentWords);
    words = {
      foldedTitle: collapse(fold(talk.title)),
      titles: titles.filter((title, index) => title.length > (index === 0 ? 0 : 1)),
      phrases: new Set([talk.title, ...parts].map(foldedPhrase).filter((phrase) => phrase !== '')),
      prefixes: prefixesOf([talk.title, ...parts, ...talk.speakers.map(({ name }) => name)]),
      speakers: talk.speakers.map(({ name }) => foldedWords(name)),
    };
    cache.set(talk, words);
  }
  return words;
}

/**
 * Splits a title at the marks that may set off a subtitle: a colon, dash, bracket or end of a sentence. Those inside a
 * word don't: "Client–server", "Function(al)".
 */
export function titleParts(title: string): string[] {
  return title.split(/:\s|\s[-|]+\s|\s[–—]+\s?|[–—]+\s|—+|\s[(]|[;?](?:\s|$)|!\s/u);
}

/** Returns the first letters of words, as many as {@link areForms} requires two forms of a word to share. */
function prefixesOf(texts: string[]): string[] {
  const telling = texts.flatMap((text) => {
    const content = contentWords(text);
    return content.length > 0 ? content : foldedWords(text);
  });
  return [...new Set(telling.map((word) => word.slice(0, 4)))];
}

/** Returns the folded words of a text without function words. */
export function contentWords(text: string): string[] {
  return foldedWords(text).filter((word) => !isFunctionWord(word));
}

/** Returns the folded words of a text, without punctuation. */
export function foldedPhrase(text: string): string {
  return foldedWords(text).join(' ');
}

function collapse(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Returns whether a text may refer to the talk. Cheap, but with false positives. */
export function mayReferTo(text: string, { prefixes }: TalkWords): boolean {
  const folded = fold(text);
  return prefixes.some((prefix) => folded.includes(prefix));
}

/** Returns whether a folded word, or another form of it, is in the title. */
export function isTitleWord(folded: string, { titles }: TalkWords): boolean {
  return (titles[0] ?? []).some((word) => areForms(word, folded));
}

/** Returns whether two words are forms of the same word: their common prefix is most of the longer one. */
function areForms(one: string, other: string): boolean {
  if (one === other) return true;
  const longer = Math.max(one.length, other.length);
  const shorter = Math.min(one.length, other.length);
  if (shorter < 4) return false;
  let common = 0;
  while (common < shorter && one[common] === other[common]) common++;
  return common >= 0.7 * longer || (common === shorter && shorter >= 5);
}

/** Returns the speaker of a talk whom a name means in full, or by given or family name alone. */
export function findSpeakerNamed(talk: NamedTalk, name: string): string | undefined {
  const named = foldedPhrase(name);
  const index = wordsOfTalk(talk).speakers.findIndex(
    (parts) => named !== '' && (named === parts.join(' ') || named === parts[0] || named === parts.at(-1)),
  );
  return talk.speakers[index]?.name;
}

/** Minimum share of a title's words that a text must have to refer to it, because people shorten titles. */
export const ENOUGH_OF_TITLE = 0.6;

/** Returns the share of a title's words that a text has, or of the part of the title that fits best. */
export function titleCoverage(words: Word[], text: string, { titles, foldedTitle, phrases }: TalkWords): number {
  if (phrases.has(foldedPhrase(text))) return 1;
  if (foldedTitle !== '' && collapse(fold(text)).includes(foldedTitle)) return 1;
  const folded = words.map((word) => fold(word.text));
  const shares = titles.map(
    (title) => title.filter((word) => folded.some((own) => areForms(word, own))).length / title.length,
  );
  return Math.max(0, ...shares);
}

/** Returns whether a talk's title and speakers contain all words of a query, or words that start with them. */
export function matchesQuery({ title, speakers }: NamedTalk, query: string): boolean {
  const words = foldedWords([title, ...speakers.map(({ name }) => name)].join(' '));
  return foldedWords(query).every((wanted) => words.some((word) => word.startsWith(wanted)));
}

/** Distinguishes titles, speakers and URLs of a conference's talks from those of other works. */
export interface TalkTitles {
  /** The schedule has at least one talk. */
  areKnown: boolean;
  /** Whether a text is a talk's title, or most of it. */
  has(title: string): boolean;
  isSpeaker(name: string): boolean;
  isAddress(url: string): boolean;
}

export function createTalkTitles(talks: readonly (NamedTalk & Pick<Talk, 'url'>)[]): TalkTitles {
  const titles = new Set(talks.map(({ title }) => normalizeTitle(title)));
  const wordSets = talks.map(({ title }) => titleWords(title));
  const byWord = new Map<string, number[]>();
  for (const [index, words] of wordSets.entries()) {
    for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), index]);
  }
  const speakers = new Set(talks.flatMap((talk) => talk.speakers.map(({ name }) => speakerKey(name))));
  const urls = new Set(talks.map(({ url }) => url));
  return {
    areKnown: talks.length > 0,
    has(title) {
      if (titles.has(normalizeTitle(title))) return true;
      const words = titleWords(title);
      if (words.size < 2) return false;
      const shared = new Map<number, number>();
      for (const word of words) {
        for (const index of byWord.get(word) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1);
      }
      return [...shared].some(([index, count]) => {
        const union = words.size + wordSets[index]!.size - count;
        // Accepts the beginning of a long title, or most of any title.
        return (count >= 3 && count === words.size) || count / union >= ENOUGH_OF_TITLE;
      });
    },
    isSpeaker: (name) => speakers.has(speakerKey(name)),
    isAddress: (url) => urls.has(url),
  };
}

function titleWords(title: string): Set<string> {
  return new Set(contentWords(normalizeTitle(title)));
}

/** Returns a key from the first letter and the family name, so that "J. Willis" matches John Willis. */
function speakerKey(name: string): string {
  return `${name.trim().charAt(0).toLowerCase()} ${familyKey(name)}`;
}
