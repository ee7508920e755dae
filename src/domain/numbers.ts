import { fold } from './words.ts';

/**
 * English number words and what they say. "one" is left out, as it is a pronoun more often than a number; ordinals
 * are left out, as they order more often than they count.
 */
const NUMBER_WORDS = new Map(
  Object.entries({
    zero: 0,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    thirteen: 13,
    fourteen: 14,
    fifteen: 15,
    sixteen: 16,
    seventeen: 17,
    eighteen: 18,
    nineteen: 19,
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
    hundred: 100,
    thousand: 1000,
  }).map(([word, value]) => [word, String(value)]),
);

const DIGITS = /\p{Nd}+(?:[.,:'\u2019\u00a0\u202f]\p{Nd}+)*\s?(?:%|percent\b|[kmb]n?\b)?/giu;
const WORD = new RegExp(`\\b(?:${[...NUMBER_WORDS.keys()].join('|')})\\b`, 'gi');

/**
 * The numbers that a text names, in one spelling each: `1,000` is `1000`, `six` is `6`, `10 percent` is `10%`,
 * `5 K` is `5k`. Dates, versions and times keep their parts (`10:30`, `2.0`).
 */
export function numbersOf(text: string): Set<string> {
  const numbers = new Set<string>();
  for (const [word] of text.matchAll(WORD)) numbers.add(NUMBER_WORDS.get(word.toLowerCase())!);
  if (/\p{N}/u.test(text)) for (const [match] of fold(text).matchAll(DIGITS)) numbers.add(spell(match));
  return numbers;
}

function spell(match: string): string {
  return match
    .replace(/percent$/, '%')
    .replace(/\s/g, '')
    .replace(/(?<=\p{Nd})[,.'\u2019\u00a0\u202f](?=\p{Nd}{3}(?!\p{Nd}))/gu, '')
    .replace(/bn$/, 'b');
}
