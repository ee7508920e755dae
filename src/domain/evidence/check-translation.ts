import type { Talk } from '#domain/conference/talk.ts';
import { impliesNegation, isNegationIn } from '#domain/language/negation.ts';
import { isFunctionWord, type KnownLanguage, languageOf } from '#domain/language/stop-words.ts';
import { fold, foldedWords } from '#domain/language/tokenize.ts';
import {
  areRelatedForms,
  formsIn,
  formsOf,
  hasCase,
  isCapital,
  isRelatedToOrdinaryWord,
  type Notes,
  nameSourceText,
  splitIntoSentenceWords,
  type Usage,
  usageIn,
} from './check-names.ts';
import { numbersIn } from './check-numbers.ts';
import { isOpenerOf } from './common-words.ts';

/** A translated sentence and what it is checked against. */
export interface Translation {
  text: string;
  /** The original sentence, already checked against its notes. */
  original: string;
  /** Text of the notes that the sentence cites. */
  source: string;
  talk: Talk | null;
  /** All notes of the conference. */
  all: Notes;
  /** How everything translated along with it capitalizes words. */
  usage: Usage;
  /** Language of `text`. */
  language: KnownLanguage;
}

/** A translation that is longer than this must have added something. */
const MOST_LONGER = { times: 1.8, characters: 30 };

/**
 * Returns whether a translation says the same as the original, as far as words show: it has the same numbers, negates
 * only if the original does, and each word that may be a name is in the notes. Works only for languages whose function
 * words, numbers and negations are known.
 */
export function translationIsSupported(translation: Translation): boolean {
  const { text, original, language } = translation;
  const [words, own] = [foldedWords(text), foldedWords(original)];
  if (text.length > original.length * MOST_LONGER.times + MOST_LONGER.characters) return false;
  if (!isSameSet(numbersIn(text, language), numbersIn(original, languageOf(own) ?? 'en'))) return false;
  if (words.some((word) => isNegationIn(language, word)) && !own.some(impliesNegation)) return false;
  return namesAreKept(translation);
}

/** Text written only in letters that the known languages use. */
const LETTERS = /^[a-zàâäáãåæçèéêëíìîïñóòôöõœßúùûüýÿ\P{L}]*$/iu;

/** Returns the language of a text, or undefined if it isn't one of the known ones. */
export function languageOfText(text: string): KnownLanguage | undefined {
  return LETTERS.test(text.normalize('NFC')) ? languageOf(foldedWords(text)) : undefined;
}

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && one.isSubsetOf(other);
}

function namesAreKept({ text, source, talk, all, usage, language }: Translation): boolean {
  const given = nameSourceText(source, talk);
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
      return (
        sources.some(({ word: other }) => areRelatedForms(word, other)) || isNoun(word, words[index - 1]?.word, text)
      );
    }
    return (
      isFirst &&
      (usage.small.has(folded) ||
        small.has(folded) ||
        sources.some((other) => isRelatedToOrdinaryWord(word, other) || isCognate(word, other)))
    );
  });
}

/** German pronouns of polite address, which are capitalized. */
const POLITE: ReadonlySet<string> = new Set(['sie', 'ihnen', 'ihr', 'ihre', 'ihrem', 'ihren', 'ihrer', 'ihres']);

/** A shortened article or preposition before a vowel: "L'automatisation", "d'Etsy", "dell'azienda". */
const ELISION =
  /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|un|(?:a|da|de|ne|su|que|bel)ll?|quest|tutt)['\u2019](?=\p{L})/iu;

/** Returns whether two words share a root across languages, as "Automatisierung" and "automation" do, and neither is a name. */
function isCognate(word: string, { word: other, isFirst }: { word: string; isFirst: boolean }): boolean {
  if (isCapital(other) && !isFirst) return false;
  return other.length >= COGNATE && fold(word).startsWith(fold(other).slice(0, COGNATE));
}
const COGNATE = 6;

/** Returns whether a word has no capital after its first letter. `iPhone` and `NASA` do, so they are names. */
function hasPlainCase(word: string): boolean {
  return word.slice(1) === word.slice(1).toLowerCase();
}

/** Typical endings of German nouns. */
const NOUN_ENDING =
  /(?:ung|heit|keit|schaft|tion|sion|ismus|tät|nis|tum|enz)(?:en|s|se|sen|ses)?$|(?:ieren|bereich|arbeit|zeit|leute|werkzeuge?n?)$/u;
const LEAST_WITH_ENDING = 8;
/** German words that rarely come before a name, folded: articles, and words with an article in them. */
const DETERMINERS = new Set(
  `der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner dieser diese dieses diesem
  diesen jeder jede jedes jedem jeden alle allen aller mein meine sein seine seinen seinem seiner ihr ihre ihren ihrem
  ihrer unser unsere unseren unserem unserer im am zum zur beim vom ins ans ubers welche welcher welches mehr viel viele
  vielen wenig wenige mehrere mehreren beide beiden manche einige einigen zwischen`.split(/\s+/),
);

/** Returns whether a German word is an ordinary noun: by its ending, or after an article, a number or an adjective. */
function isNoun(word: string, before: string | undefined, text: string): boolean {
  if (word.length >= LEAST_WITH_ENDING && NOUN_ENDING.test(word)) return true;
  if (before === undefined) return false;
  const folded = fold(before);
  if (DETERMINERS.has(folded) || /^\p{N}+$/u.test(before)) return true;
  if (text.includes(`${before}-${word}`)) return true;
  return !isCapital(before) && !isFunctionWord(folded) && /(?<!t)(?:e|er|es|em)$/.test(folded);
}
