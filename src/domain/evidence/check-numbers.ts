import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';

/**
 * Number words followed by their values. Left out are words that mean something else in another of these languages,
 * "one", which is usually a pronoun, and ordinals, which usually give an order rather than a count.
 */
const WORDS: Record<KnownLanguage, string> = {
  en: `zero 0 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14
    fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70
    eighty 80 ninety 90 hundred 100 thousand 1000`,
  de: `zwei 2 drei 3 vier 4 fünf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10 zwölf 12 zwanzig 20 dreißig 30 hundert 100
    tausend 1000`,
  fr: 'deux 2 trois 3 quatre 4 cinq 5 huit 8 quinze 15 vingt 20 trente 30 mille 1000',
  es: 'tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 veinte 20',
  it: 'quattro 4 cinque 5 sette 7 dieci 10 venti 20',
  pt: 'dois 2 três 3 quatro 4 cinco 5 oito 8 vinte 20',
  nl: 'twee 2 drie 3 vijf 5 zeven 7 twintig 20',
  sv: 'två 2 fyra 4 åtta 8 tjugo 20',
};
/** Number words that mean something else in another language: used only if the language of the text is known. */
const WORDS_OF_ONE: Record<KnownLanguage, string> = {
  en: '',
  de: 'elf 11 fünfzehn 15 vierzig 40 fünfzig 50 sechzig 60 siebzig 70 achtzig 80 neunzig 90',
  fr: `six 6 sept 7 neuf 9 dix 10 onze 11 douze 12 treize 13 quatorze 14 seize 16 quarante 40 cinquante 50 soixante 60
    cent 100 cents 100`,
  es: `dos 2 once 11 doce 12 trece 13 catorce 14 quince 15 treinta 30 cuarenta 40 cincuenta 50 sesenta 60 setenta 70
    ochenta 80 noventa 90 cien 100 ciento 100 mil 1000`,
  it: `due 2 tre 3 sei 6 otto 8 nove 9 undici 11 dodici 12 quindici 15 trenta 30 quaranta 40 cinquanta 50 sessanta 60
    settanta 70 ottanta 80 novanta 90 cento 100 mila 1000`,
  pt: `duas 2 seis 6 sete 7 nove 9 dez 10 onze 11 doze 12 quinze 15 trinta 30 quarenta 40 cinquenta 50 sessenta 60
    setenta 70 oitenta 80 noventa 90 cem 100 cento 100 mil 1000`,
  nl: `vier 4 zes 6 acht 8 negen 9 tien 10 elf 11 twaalf 12 vijftien 15 dertig 30 veertig 40 vijftig 50 zestig 60
    zeventig 70 tachtig 80 negentig 90 honderd 100 duizend 1000`,
  sv: `tre 3 fem 5 sex 6 sju 7 nio 9 tio 10 elva 11 tolv 12 femton 15 trettio 30 fyrtio 40 femtio 50 sextio 60
    sjuttio 70 åttio 80 nittio 90 hundra 100 tusen 1000`,
};

/** Parses pairs of a word and its value. */
function parseNumberWords(words: string): [string, string][] {
  return Array.from(words.matchAll(/(\p{L}+) (\d+)/gu), ([, word, value]) => [word!, value!]);
}

const NUMBER_WORDS = new Map(Object.values(WORDS).flatMap(parseNumberWords));

const DIGITS =
  /\p{Nd}+(?:[.,:'\u2019\u00a0\u202f]\p{Nd}+)*\s?(?:%|(?:percent|prozent|procent|pour cent|por cento|por ciento|per cento)\b|[kmb]n?\b)?/giu;
const WORD = new RegExp(`(?<!\\p{L})(?:${[...NUMBER_WORDS.keys()].join('|')})(?!\\p{L})`, 'giu');

/** "The two are friends", "these three": words that refer to something just named, so they need no source. */
const POINTS_BACK =
  /(?<=\b(?:the|these|those|all|both)\s)(?:two|three)(?=\s+(?:are|were|is|have|had|will|would|can|could|should|do|did|must|may|work|together|of\s+them)\b|\s*[.,;)]|$)/giu;

/** Words of notes for two things, which a point may count in a word. */
const PAIR = /(?<!\p{L})(?:a couple|a pair|both)(?!\p{L})/iu;
/** A percent sign typed with the wrong key: "10&". */
const MISTYPED_PERCENT = /(?<=\p{Nd})&(?=[\s.,;:)]|$)/gu;

/**
 * Returns whether each number in a text is in its notes, or counts the items of a list in them or one of `counted`, such
 * as their authors.
 */
export function numbersAreSupported(text: string, source: string, counted: readonly number[]): boolean {
  const given = numbersOf(source).union(numbersOf(source.replace(MISTYPED_PERCENT, '%')));
  // "The 99th percentile" is 99 %.
  const isPercentile = (number: string) =>
    given.has(`${number}%`) && new RegExp(`${number}(?:st|nd|rd|th)\\b`).test(text);
  const missing = new Set(
    [...numbersOf(text.replace(POINTS_BACK, ''))].filter((number) => !given.has(number) && !isPercentile(number)),
  );
  if (missing.size === 0) return true;
  const counts = new Set([...listLengths(source), ...counted.filter((count) => count > 1)].map(String));
  if (PAIR.test(source)) counts.add('2');
  // Digits must be copied from a note. Only a number word may count what is listed.
  return missing.isSubsetOf(counts.difference(new Set(digitsIn(text))));
}

const LIST_LINE = /^\s*(?:[-*\u2022\u25e6\u25aa\u2013]|\p{Nd}{1,2}[.)])\s+\S/u;

/** Returns the lengths of the lists in a text: runs of lines that start with a list mark. */
function listLengths(text: string): number[] {
  const lengths: number[] = [];
  let length = 0;
  for (const line of [...text.split('\n'), '']) {
    if (LIST_LINE.test(line)) length++;
    else {
      if (length > 1) lengths.push(length);
      length = 0;
    }
  }
  return lengths;
}

/**
 * Returns the numbers in a text, normalized: `1,000` becomes `1000`, `six` becomes `6`, `10 percent` becomes `10%`, `5
 * K` becomes `5k`. Dates, versions and times stay as they are (`10:30`, `2.0`).
 */
export function numbersOf(text: string): Set<string> {
  const numbers = new Set<string>();
  for (const [word] of text.matchAll(WORD)) numbers.add(NUMBER_WORDS.get(word.toLowerCase())!);
  for (const number of digitsIn(text)) numbers.add(number);
  return numbers;
}

function digitsIn(text: string): string[] {
  return /\p{N}/u.test(text) ? Array.from(fold(text).matchAll(DIGITS), ([match]) => spell(match)) : [];
}

function spell(match: string): string {
  return match
    .replace(/(?:percent|prozent|procent|pour cent|por cento|por ciento|per cento)$/, '%')
    .replace(/\s/g, '')
    .replace(/(?<=\p{Nd})[,.'\u2019\u00a0\u202f](?=\p{Nd}{3}(?!\p{Nd}))/gu, '')
    .replace(/bn$/, 'b');
}

const BY_WORD = new Map(
  Object.entries(WORDS).map(([language, words]) => [
    language,
    new Map(
      parseNumberWords(`${words} ${WORDS_OF_ONE[language as KnownLanguage]}`).map(([word, value]) => [
        fold(word),
        value,
      ]),
    ),
  ]),
);

/** Like {@link numbersOf}, but for a text in a known language; removes spaces in thousands and uses a decimal point. */
export function numbersIn(text: string, language: KnownLanguage): Set<string> {
  const worded = tokenize(text).flatMap(({ text: word }) => BY_WORD.get(language)!.get(fold(word)) ?? []);
  const joined = text.replace(/(?<=\p{Nd}) (?=\p{Nd}{3}(?!\p{Nd}))/gu, '');
  return new Set([...digitsIn(joined), ...worded].map((number) => number.replace(',', '.')));
}
