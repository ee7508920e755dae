import type { Talk } from '#domain/conference/talk.ts';
import { impliesNegation, isNegationIn } from '#domain/language/negation.ts';
import { isFunctionWord, type KnownLanguage, languageOf } from '#domain/language/stop-words.ts';
import { fold, foldedWords } from '#domain/language/tokenize.ts';
import {
  formsIn,
  formsOf,
  givenNames,
  hasCase,
  isCapital,
  isKin,
  isKinOfWord,
  type Notes,
  splitIntoSentenceWords,
  type Usage,
  usageIn,
} from './check-names.ts';
import { numbersIn } from './check-numbers.ts';
import { isOpenerOf } from './sentence-starters.ts';

/** A translated sentence, and what it may rest on. */
export interface Translation {
  text: string;
  /** The sentence that it translates, which its notes support. */
  original: string;
  /** The words of its notes. */
  source: string;
  talk: Talk | null;
  /** All notes of the conference. */
  all: Notes;
  /** How words are written in everything that is translated with it. */
  usage: Usage;
  /** Of `text`. */
  language: KnownLanguage;
}

/** A translation that is longer than this says more. */
const MOST_LONGER = { times: 1.8, characters: 30 };

/**
 * Does a translation say what its sentence says? It has the same numbers, negates only if that does, and each word that
 * may be a name is in the notes. Only for languages whose function words, numbers and negations are known.
 */
export function translationIsSupported(translation: Translation): boolean {
  const { text, original, language } = translation;
  const [words, own] = [foldedWords(text), foldedWords(original)];
  if (text.length > original.length * MOST_LONGER.times + MOST_LONGER.characters) return false;
  if (!isSameSet(numbersIn(text, language), numbersIn(original, languageOf(own) ?? 'en'))) return false;
  if (words.some((word) => isNegationIn(language, word)) && !own.some(impliesNegation)) return false;
  return namesAreKept(translation);
}

/** Letters that the known languages are written with. */
const LETTERS = /^[a-zàâäáãåæçèéêëíìîïñóòôöõœßúùûüýÿ\P{L}]*$/iu;

/** Returns undefined if the language isn't known. */
export function languageOfText(text: string): KnownLanguage | undefined {
  return LETTERS.test(text.normalize('NFC')) ? languageOf(foldedWords(text)) : undefined;
}

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && one.isSubsetOf(other);
}

function namesAreKept({ text, source, talk, all, usage, language }: Translation): boolean {
  const given = givenNames(source, talk);
  const forms = formsIn(given);
  const sources = splitIntoSentenceWords(source);
  const { small, capital } = usageIn(all);
  const words = splitIntoSentenceWords(text);
  return words.every(({ word: written, isFirst }, index) => {
    if (formsOf(written).some((form) => forms.has(form))) return true;
    const word = written.replace(ELISION, '');
    if (!hasCase(word)) return !/\p{L}/u.test(word);
    const folded = fold(word);
    if (!isCapital(word)) return true;
    if (isFirst && (isFunctionWord(folded) || isOpenerOf(language, folded))) return true;
    if (language === 'de' && POLITE.has(folded)) return true;
    if (formsOf(word).some((form) => forms.has(form))) return true;
    if (!hasPlainCase(word) || (capital.has(folded) && !small.has(folded))) return false;
    if (language === 'de') {
      return sources.some(({ word: other }) => isKin(word, other)) || isNoun(word, words[index - 1]?.word, text);
    }
    return (
      isFirst &&
      (usage.small.has(folded) ||
        small.has(folded) ||
        sources.some((other) => isKinOfWord(word, other) || isCognate(word, other)))
    );
  });
}

/** German pronouns of polite address have a capital. */
const POLITE: ReadonlySet<string> = new Set(['sie', 'ihnen', 'ihr', 'ihre', 'ihrem', 'ihren', 'ihrer', 'ihres']);

/** An article or preposition without its vowel: "L'automatisation", "d'Etsy", "dell'azienda". */
const ELISION =
  /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|un|(?:a|da|de|ne|su|que|bel)ll?|quest|tutt)['\u2019](?=\p{L})/iu;

/** "Automatisierung" and "automation": one is no name if the other isn't. */
function isCognate(word: string, { word: other, isFirst }: { word: string; isFirst: boolean }): boolean {
  if (isCapital(other) && !isFirst) return false;
  return other.length >= COGNATE && fold(word).startsWith(fold(other).slice(0, COGNATE));
}
const COGNATE = 6;

/** Has no capital after its first letter: `iPhone` and `NASA` are names. */
function hasPlainCase(word: string): boolean {
  return word.slice(1) === word.slice(1).toLowerCase();
}

/** Endings that make German nouns. */
const NOUN_ENDING =
  /(?:ung|heit|keit|schaft|tion|sion|ismus|tät|nis|tum|enz)(?:en|s|se|sen|ses)?$|(?:ieren|bereich|arbeit|zeit|leute|werkzeuge?n?)$/u;
const LEAST_WITH_ENDING = 8;
/** German words that rarely precede a name, folded: articles and words that contain one. */
const DETERMINERS = new Set(
  `der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner dieser diese dieses diesem
  diesen jeder jede jedes jedem jeden alle allen aller mein meine sein seine seinen seinem seiner ihr ihre ihren ihrem
  ihrer unser unsere unseren unserem unserer im am zum zur beim vom ins ans ubers welche welcher welches mehr viel viele
  vielen wenig wenige mehrere mehreren beide beiden manche einige einigen zwischen`.split(/\s+/),
);

/** In German every noun has a capital. It is one after an article, a number or an adjective, or by its ending. */
function isNoun(word: string, before: string | undefined, text: string): boolean {
  if (word.length >= LEAST_WITH_ENDING && NOUN_ENDING.test(word)) return true;
  if (before === undefined) return false;
  const folded = fold(before);
  if (DETERMINERS.has(folded) || /^\p{N}+$/u.test(before)) return true;
  if (text.includes(`${before}-${word}`)) return true;
  return !isCapital(before) && !isFunctionWord(folded) && /(?<!t)(?:e|er|es|em)$/.test(folded);
}
