import type { Talk } from '#domain/conference/talk.ts';
import { familyKey } from '#domain/language/person-names.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize, type Word } from '#domain/language/tokenize.ts';
import { normalizeTitle } from '#domain/reading-list/work-title.ts';

/** What texts refer to a talk by. */
export type NamedTalk = Pick<Talk, 'title' | 'speakers'>;

/** The words of a talk's title and speakers, folded. */
export interface TalkWords {
  foldedTitle: string;
  /** Content words of the whole title, and of each part that a colon, dash or bracket sets off. */
  titles: string[][];
  /** All words of those parts, for titles made of function words. */
  phrases: Set<string>;
  /** First letters of the words of title and speakers: a text with none of them can't refer to the talk. */
  prefixes: string[];
  speakers: string[][];
}

const cache = new WeakMap<NamedTalk, TalkWords>();

/** Returns the words of a talk's title and speakers; computed once per talk. */
export function wordsOfTalk(talk: NamedTalk): TalkWords {
  let words = cache.get(talk);
  if (words === undefined) {
    const parts = talk.title.split(/:\s|\s[-–—|]+\s|[–—]|\s?[(;?]\s?/u);
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

/** As long as {@link isSameWord} requires two forms of a word to agree. */
function prefixesOf(texts: string[]): string[] {
  const telling = texts.flatMap((text) => {
    const content = contentWords(text);
    return content.length > 0 ? content : foldedWords(text);
  });
  return [...new Set(telling.map((word) => word.slice(0, 4)))];
}

function foldedWords(text: string): string[] {
  return tokenize(fold(text)).map((word) => word.text);
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

/** Whether a text may refer to the talk: cheap, with false positives. */
export function mayReferTo(text: string, { prefixes }: TalkWords): boolean {
  const folded = fold(text);
  return prefixes.some((prefix) => folded.includes(prefix));
}

/** Whether a folded word, in this form or another, is in the title. */
export function isTitleWord(folded: string, { titles }: TalkWords): boolean {
  return (titles[0] ?? []).some((word) => isSameWord(word, folded));
}

/** Whether two words are forms of one: their common prefix is most of the longer one. */
function isSameWord(one: string, other: string): boolean {
  if (one === other) return true;
  const longer = Math.max(one.length, other.length);
  const shorter = Math.min(one.length, other.length);
  if (shorter < 4) return false;
  let common = 0;
  while (common < shorter && one[common] === other[common]) common++;
  return common >= 0.7 * longer || (common === shorter && shorter >= 5);
}

/** A text refers to a title if it has at least this share of it: people shorten titles. */
export const ENOUGH_OF_TITLE = 0.6;

/** Returns the share of the title, or of the part that fits best, that a text has. */
export function titleCoverage(words: Word[], text: string, { titles, foldedTitle, phrases }: TalkWords): number {
  if (phrases.has(foldedPhrase(text))) return 1;
  if (foldedTitle !== '' && collapse(fold(text)).includes(foldedTitle)) return 1;
  const folded = words.map((word) => fold(word.text));
  const shares = titles.map(
    (title) => title.filter((word) => folded.some((own) => isSameWord(word, own))).length / title.length,
  );
  return Math.max(0, ...shares);
}

/** Whether a talk's title and speakers have all words of a query, or words that start with them. */
export function matchesQuery({ title, speakers }: NamedTalk, query: string): boolean {
  const words = foldedWords([title, ...speakers.map(({ name }) => name)].join(' '));
  return foldedWords(query).every((wanted) => words.some((word) => word.startsWith(wanted)));
}

/** Tells the titles, speakers and pages of a conference's talks from those of other works. */
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
        // The beginning of a long title, or nearly all of one.
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

/** First letter and family name: "J. Willis" is John Willis. */
function speakerKey(name: string): string {
  return `${name.trim().charAt(0).toLowerCase()} ${familyKey(name)}`;
}
