import { familyKey } from '#domain/language/person-names.ts';
import { fold } from '#domain/language/tokenize.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { mainTitle, normalizeTitle } from '#domain/reading-list/work-title.ts';
import type { Recap, RecapTalk } from '#domain/recap/recap.ts';
import { recapMessages } from '#render/messages/recap-messages.ts';
import { recommendationLine, recommendationWords } from '#render/view/phrases.ts';

const TITLE_WORDS = 3;

/** Latin letters that Unicode normalization doesn't decompose. */
const LETTERS = new Map(Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i' }));

/**
 * Creates a unique citation key for each item, such as `nygard2007releaseit`, of ASCII characters that every program
 * accepts. A key depends only on its own item, except that equal ones are numbered in order.
 */
export function createCitationKeys(items: readonly ReadingItem[]): string[] {
  const used = new Set<string>();
  return items.map((item) => {
    const base = baseKey(item);
    let key = base;
    for (let number = 2; used.has(key); number++) key = `${base}-${number}`;
    used.add(key);
    return key;
  });
}

function baseKey({ kind, title, authors, year }: ReadingItem): string {
  const author = asciiKey(familyKey(authors[0] ?? ''));
  const words = normalizeTitle(mainTitle(title)).split(' ').map(asciiKey).filter(Boolean);
  const key = `${author}${year ?? ''}${words.slice(0, TITLE_WORDS).join('')}`;
  return /[a-z]/.test(key) ? key.slice(0, 60) : `${kind}${key}`;
}

function asciiKey(text: string): string {
  return fold(text)
    .replace(/[^\x00-\x7f]/g, (letter) => LETTERS.get(letter) ?? '')
    .replace(/[^a-z0-9]/g, '');
}

/** Returns a function that says who recommended an item, in which talk and in what words. */
export function createItemNotes({
  days,
  language = 'en',
}: Pick<Recap, 'days' | 'language'>): (item: ReadingItem) => string {
  const t = recapMessages(language);
  const talks = new Map<string, RecapTalk>(days.flatMap((day) => day.talks.map((talk) => [talk.id, talk])));
  return ({ recommendedBy }) => {
    const people = recommendationWords(recommendedBy, t, talks).map((words) => recommendationLine(words, t));
    return t('recommended-by', { people: people.join('; ') });
  };
}
