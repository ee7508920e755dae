import { fold } from './words.ts';

/**
 * Number words and what they say, in English and in other languages where they are no English words. "one" is left
 * out, as it is a pronoun more often than a number; ordinals are left out, as they order more often than they count.
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
    ...{ zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, zwölf: 12 },
    ...{ zwanzig: 20, dreißig: 30, hundert: 100, tausend: 1000 },
    ...{ deux: 2, trois: 3, quatre: 4, cinq: 5, huit: 8, quinze: 15, vingt: 20, trente: 30, mille: 1000 },
    ...{ dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, veinte: 20 },
    ...{ dois: 2, três: 3, quatro: 4, oito: 8, vinte: 20, twee: 2, drie: 3, vijf: 5, zeven: 7, twintig: 20 },
    ...{ quattro: 4, cinque: 5, sette: 7, dieci: 10, venti: 20, två: 2, fyra: 4, åtta: 8, tjugo: 20 },
  }).map(([word, value]) => [word, String(value)]),
);

const DIGITS =
  /\p{Nd}+(?:[.,:'\u2019\u00a0\u202f]\p{Nd}+)*\s?(?:%|(?:percent|prozent|procent|pour cent|por cento|por ciento|per cento)\b|[kmb]n?\b)?/giu;
const WORD = new RegExp(`(?<!\\p{L})(?:${[...NUMBER_WORDS.keys()].join('|')})(?!\\p{L})`, 'giu');

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
    .replace(/(?:percent|prozent|procent|pour cent|por cento|por ciento|per cento)$/, '%')
    .replace(/\s/g, '')
    .replace(/(?<=\p{Nd})[,.'\u2019\u00a0\u202f](?=\p{Nd}{3}(?!\p{Nd}))/gu, '')
    .replace(/bn$/, 'b');
}
