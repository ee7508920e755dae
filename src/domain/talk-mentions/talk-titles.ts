import type { Talk } from '#domain/conference/talk.ts';
import { familyKey } from '#domain/language/person-names.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { tokenize } from '#domain/language/tokenize.ts';
import { normalizeTitle } from '#domain/reading-list/work-title.ts';

/** What is known of a conference's talks, for telling their titles from those of books. */
export interface TalkTitles {
  /** Is any talk known at all? */
  areKnown: boolean;
  /** Is this a talk's title, whole or in great part? */
  has(title: string): boolean;
  isSpeaker(name: string): boolean;
  isAddress(url: string): boolean;
}

/** How much of a talk's title a text must share to stand for it: words in common over all words of either. */
const MUCH = 0.6;

export function createTalkTitles(talks: readonly Pick<Talk, 'title' | 'speakers' | 'url'>[]): TalkTitles {
  const titles = new Set(talks.map(({ title }) => normalizeTitle(title)));
  const wordSets = talks.map(({ title }) => contentWords(title));
  const byWord = new Map<string, number[]>();
  for (const [index, words] of wordSets.entries()) {
    for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), index]);
  }
  const speakers = new Set(talks.flatMap((talk) => talk.speakers.map(({ name }) => personKey(name))));
  const addresses = new Set(talks.flatMap(({ url }) => (url === undefined ? [] : [url])));
  return {
    areKnown: talks.length > 0,
    has(title) {
      if (titles.has(normalizeTitle(title))) return true;
      const words = contentWords(title);
      if (words.size < 2) return false;
      const shared = new Map<number, number>();
      for (const word of words) {
        for (const index of byWord.get(word) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1);
      }
      for (const [index, count] of shared) {
        const size = wordSets[index]!.size;
        // The beginning of a long title, or nearly all of it.
        if (count >= 3 && count === words.size) return true;
        if (count / (words.size + size - count) >= MUCH) return true;
      }
      return false;
    },
    isSpeaker: (name) => speakers.has(personKey(name)),
    isAddress: (url) => addresses.has(url),
  };
}

function contentWords(title: string): Set<string> {
  const words = tokenize(normalizeTitle(title)).map(({ text }) => text);
  return new Set(words.filter((word) => !isFunctionWord(word)));
}

/** First letter and family name, so that "J. Willis" is John Willis. */
function personKey(name: string): string {
  return `${name.trim().charAt(0).toLowerCase()} ${familyKey(name)}`;
}
