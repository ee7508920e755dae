import type { Talk } from '#domain/conference/talk.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import { isOpenerOf } from './sentence-starters.ts';

/** What people wrote of a conference, for telling names from words that only begin a sentence. */
export type Notes = ReadonlyMap<NoteId, Note>;

/**
 * Does each word that may be a name occur in the named notes (`source`), or in the talk's title, speakers or
 * affiliations? Words of a script without capitals may all be names; of Japanese not its hiragana, which is grammar.
 */
export function namesAreBorneOut(text: string, source: string, talk: Talk | null, all: Notes): boolean {
  const suspects = possibleNames(text);
  if (suspects.length === 0) return true;
  const given = namesGiven(source, talk);
  const words = tokenize(given);
  const forms = formsIn(given);
  return suspects.every(({ word, isOpener }) => {
    if (formsOf(word).some((form) => forms.has(form))) return true;
    // What the segmenter parts one way here and another way there is the same all the same.
    if (!hasCase(word)) return given.includes(word);
    if (isOpener && (isOrdinary(word, all) || readSentences(source).some((other) => isKinOfWord(word, other)))) {
      return true;
    }
    return capitalizesNouns(source) && words.some(({ text: other }) => isKin(word, other));
  });
}

/** The words that names may be taken from. */
export function namesGiven(source: string, talk: Talk | null): string {
  const given = [source, talk?.title ?? ''];
  for (const { name, affiliation } of talk?.speakers ?? []) given.push(name, affiliation ?? '');
  return given.join('\n');
}

export function formsIn(text: string): Set<string> {
  return new Set(tokenize(text).flatMap(({ text: word }) => formsOf(word)));
}

/** A word folded, also without a possessive or plural ending, so that "Etsy's" bears out "Etsy". */
export function formsOf(word: string): string[] {
  const folded = fold(word);
  const bare = folded.replace(/'s?$/, '');
  return bare === folded && !/[^s]s$/.test(folded) ? [folded] : [folded, bare, bare.replace(/s$/, '')];
}

export function hasCase(word: string): boolean {
  return word.toLowerCase() !== word.toUpperCase();
}

/** Is there a capital in it, wherever? */
export function isCapital(word: string): boolean {
  return hasCase(word) && word !== word.toLowerCase();
}

interface Suspect {
  word: string;
  /** It begins a sentence, and but for that has no capital. */
  isOpener: boolean;
}

function possibleNames(text: string): Suspect[] {
  return readSentences(text).flatMap(({ word, isFirst }): Suspect[] => {
    if (!/\p{L}/u.test(word) || word === 'I' || word.startsWith("I'")) return [];
    if (!hasCase(word)) return /^\p{sc=Hira}+$/u.test(word) ? [] : [{ word, isOpener: false }];
    if (!isCapital(word)) return [];
    const isOpener = isFirst && word.slice(1) === word.slice(1).toLowerCase();
    const folded = fold(word);
    return isOpener && (isOpenerOf('en', folded) || isFunctionWord(folded)) ? [] : [{ word, isOpener }];
  });
}

/** The words of a text, and which of them begin a sentence. */
export function readSentences(text: string): { word: string; isFirst: boolean }[] {
  let previousEnd = 0;
  return tokenize(text).map(({ text: word, start, end }, index) => {
    const isFirst = index === 0 || /[.!?\u2026:\n\u2022\u3002\uff01\uff1f]/u.test(text.slice(previousEnd, start));
    previousEnd = end;
    return { word, isFirst };
  });
}

/** Enough in common for two words to be forms of one: "deployments" and "deploys", "Änderungen" and "Änderung". */
export function isKin(word: string, other: string): boolean {
  const [one, two] = [fold(word), fold(other)];
  let shared = 0;
  while (shared < one.length && one[shared] === two[shared]) shared++;
  const rest = Math.max(one.length, two.length) - shared;
  return (shared >= 5 && rest <= 3) || (shared >= 6 && rest <= 5);
}

/** The same of a word that is no name, or may be none; "infrastructure" is borne out by "infra", too. */
export function isKinOfWord(word: string, { word: other, isFirst }: { word: string; isFirst: boolean }): boolean {
  if (isCapital(other) && !isFirst) return false;
  return isKin(word, other) || (other.length >= 5 && fold(word).startsWith(fold(other)));
}

/** German capitalises its nouns: there a capital makes no name. */
function capitalizesNouns(source: string): boolean {
  const inside = readSentences(source).filter(({ word, isFirst }) => !isFirst && hasCase(word));
  return inside.length >= 5 && inside.filter(({ word }) => isCapital(word)).length > inside.length / 4;
}

export interface Usage {
  small: Set<string>;
  /** Within a sentence. */
  capital: Set<string>;
}

const usages = new WeakMap<Notes, Usage>();

/** People write it small, and within a sentence never with a capital: it is a word, and no name. */
function isOrdinary(word: string, all: Notes): boolean {
  const { small, capital } = usageIn(all);
  const folded = fold(word);
  return small.has(folded) && !capital.has(folded);
}

/** How words are written in a conference's notes, folded. */
export function usageIn(all: Notes): Usage {
  let usage = usages.get(all);
  if (usage === undefined) {
    usage = usageOf([...all.values()].map(({ text }) => text));
    usages.set(all, usage);
  }
  return usage;
}

export function usageOf(texts: readonly string[]): Usage {
  const usage: Usage = { small: new Set(), capital: new Set() };
  for (const { word, isFirst } of texts.flatMap(readSentences)) {
    if (!isCapital(word)) usage.small.add(fold(word));
    else if (!isFirst) usage.capital.add(fold(word));
  }
  return usage;
}
