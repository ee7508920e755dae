import type { Talk } from '#domain/conference/talk.ts';
import { isGivenName, SAYS } from '#domain/language/person-names.ts';
import { stem } from '#domain/language/stem.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, foldedWords, tokenize } from '#domain/language/tokenize.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { isEnglishWord, isOpenerOf } from './common-words.ts';
import { isTypoOf, mayAbbreviate } from './fuzzy-match.ts';

/** All notes of a conference. Their capitalization distinguishes names from words that only start a sentence. */
export type Notes = ReadonlyMap<NoteId, Note>;

/** Sources that the names in a statement can come from. */
export interface NameSources {
  /** Text of the notes that the statement cites. */
  source: string;
  /** The statement may use its title, speakers and affiliations. */
  talk: Talk | null;
  /** The talk's notes. A statement may be about names in them, but not attribute anything to them. */
  section: readonly Note[];
  notes: Notes;
}

/**
 * Returns whether each word that may be a name is in the notes, or in the talk's title, speakers or affiliations. In a
 * script without capitals, any word may be a name, except words in Japanese hiragana, which is used for grammar.
 */
export function namesAreSupported(text: string, { source, talk, section, notes }: NameSources): boolean {
  const possible = possibleNames(text);
  if (possible.length === 0) return true;
  const given = nameSourceText(source, talk);
  const givenWords = [...new Set(tokenize(given).map(({ text: word }) => word))];
  const givenForms = new Set(givenWords.flatMap(formsOf));
  // In a script without spaces, the segmenter may split the same words differently in another context.
  const isGiven = (word: string) =>
    formsOf(word).some((form) => givenForms.has(form)) || (!hasCase(word) && given.includes(word));
  const suspects = possible.filter(({ word }) => !isGiven(word));
  if (suspects.length === 0) return true;
  const joined = fold(given).replace(/[\s_-]+/g, '');
  const ofSection = formsInSection(section);
  const attributed = attributedNames(text);
  const sourceWords = splitIntoSentenceWords(source);
  const kinWords = distinct(sourceWords, ({ word, isFirst }) => `${word} ${isFirst}`);
  const nounsAreCapitalized = capitalizesNouns(sourceWords);
  const initials = new Set(initialsOfRuns(sourceWords));
  return suspects.every(({ word, isOpener, capitals, number }) => {
    if (!hasCase(word)) return false;
    const folded = fold(word);
    if (isOpener && isOrdinaryOpener(word, kinWords, notes)) return true;
    if (folded.length >= MIN_JOINED && joined.includes(folded)) return true;
    if (number !== undefined && joined.includes(`${number}${folded}`)) return true;
    if (givenWords.some((other) => isTypoOf(word, other) || mayAbbreviate(other, word))) return true;
    if (givenForms.has(capitals.toLowerCase()) && capitals.length > 1) return true;
    if (word.length > 2 && word === word.toUpperCase() && initials.values().some((run) => run.includes(word)))
      return true;
    if (!attributed.has(folded) && formsOf(word).some((form) => ofSection.has(form))) return true;
    return nounsAreCapitalized && givenWords.some((other) => areRelatedForms(word, other));
  });
}

/** Returns whether a statement names only some of a talk's speakers and the notes don't name them. */
export function namesOneOfSeveral(text: string, source: string, talk: Talk | null): boolean {
  const speakers = talk?.speakers ?? [];
  if (speakers.length < 2) return false;
  const named = speakers.filter(({ name }) => text.includes(name));
  return named.length < speakers.length && named.some(({ name }) => !sharesName(name, source));
}

/** Returns whether a text contains any part of a person's name: "Hany" is enough for "Hany Fahim". */
export function sharesName(name: string, text: string): boolean {
  const words = new Set(foldedWords(text));
  const parts = foldedWords(name);
  return parts.some((part) => part.length > 1 && words.has(part));
}

function distinct<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

const MIN_JOINED = 6;

/** Verbs that attribute thoughts or actions to a person. */
const THINKS =
  'thinks|thought|believe[ds]|warns|warned|claims|claimed|shows|showed|adds|added|wants|wanted|notes|noted|calls|called|describe[ds]';
const ATTRIBUTED = new RegExp(
  `((?:\\p{Lu}[\\p{L}'’.-]*\\s+)*\\p{Lu}[\\p{L}'’-]*)\\s+(?:${SAYS}|${THINKS})(?!\\p{L})|\\b[Aa]ccording to ((?:\\p{Lu}[\\p{L}'’.-]*\\s*)+)`,
  'gu',
);

/** Returns the words of names that a text attributes a statement to, folded. */
function attributedNames(text: string): Set<string> {
  const names = [...text.slice(0, MAX_ATTRIBUTION).matchAll(ATTRIBUTED)].map(
    ([, said, according]) => said ?? according ?? '',
  );
  return new Set(names.flatMap(foldedWords));
}

/** Longer than any statement; keeps the pattern fast. */
const MAX_ATTRIBUTION = 2_000;

/** Returns the text that names can come from: the notes, and the talk's title, speakers and affiliations. */
export function nameSourceText(source: string, talk: Talk | null): string {
  const given = [source, talk?.title ?? ''];
  for (const { name, affiliation } of talk?.speakers ?? []) given.push(name, affiliation ?? '');
  return given.join('\n');
}

const sectionForms = new WeakMap<readonly Note[], Set<string>>();

/** Returns the forms of all words in a talk's notes; cached, because every statement of the talk is compared with them. */
function formsInSection(section: readonly Note[]): Set<string> {
  let forms = sectionForms.get(section);
  if (forms === undefined) {
    forms = formsIn(section.map(({ text }) => text).join('\n'));
    sectionForms.set(section, forms);
  }
  return forms;
}

export function formsIn(text: string): Set<string> {
  return new Set(tokenize(text).flatMap(({ text: word }) => formsOf(word)));
}

/** Returns a word folded, and also without a possessive or plural ending, so that "Etsy's" supports "Etsy". */
export function formsOf(word: string): string[] {
  const folded = fold(word);
  const bare = folded.replace(/'s?$/, '');
  return bare === folded && !/[^s]s$/.test(folded) ? [folded] : [folded, bare, bare.replace(/s$/, '')];
}

export function hasCase(word: string): boolean {
  return word.toLowerCase() !== word.toUpperCase();
}

/** Returns whether a word has a capital letter anywhere. */
export function isCapital(word: string): boolean {
  return hasCase(word) && word !== word.toLowerCase();
}

interface Suspect {
  word: string;
  /** It starts a sentence, which may be the only reason for its capital. */
  isOpener: boolean;
  /** Initials of the run of capitalized words around it: "Recovery Time Objective" gives RTO. */
  capitals: string;
  /** The number before it, since the word may be its unit: "10 MB". */
  number?: string;
}

function possibleNames(text: string): Suspect[] {
  const words = splitIntoSentenceWords(text);
  const initials = initialsOfRuns(words);
  const suspects = words.flatMap(({ word, isFirst }, index): Suspect[] => {
    if (!/\p{L}/u.test(word) || word === 'I' || word.startsWith("I'") || word.startsWith('I’')) return [];
    if (!hasCase(word)) return /^\p{sc=Hira}+$/u.test(word) ? [] : [{ word, isOpener: false, capitals: '' }];
    if (!isCapital(word)) return [];
    const isOpener = isFirst && word.slice(1) === word.slice(1).toLowerCase();
    const folded = fold(word);
    if (isOpener && (isOpenerOf('en', folded) || isFunctionWord(folded))) return [];
    const before = words[index - 1]?.word;
    const number = before !== undefined && /^\p{Nd}/u.test(before) ? before : undefined;
    return [{ word, isOpener, capitals: initials[index]!, ...omitUndefined({ number }) }];
  });
  return distinct(suspects, (suspect) => JSON.stringify(suspect));
}

/** Longer than any acronym. */
const MAX_INITIALS = 12;

/** Returns, for each word, the initials of the run of capitalized words around it. */
function initialsOfRuns(words: readonly { word: string }[]): string[] {
  const initials = words.map(() => '');
  for (let from = 0, to = 0; from < words.length; from = to + 1) {
    for (to = from; to < words.length && isCapital(words[to]!.word); ) to++;
    const run = words.slice(from, Math.min(to, from + MAX_INITIALS + 1)).map(({ word }) => word[0]);
    if (run.length <= MAX_INITIALS) initials.fill(run.join(''), from, to);
  }
  return initials;
}

interface SentenceWord {
  word: string;
  /** It starts a sentence. */
  isFirst: boolean;
}

/** Splits a text into words and marks those that start a sentence. */
export function splitIntoSentenceWords(text: string): SentenceWord[] {
  let previousEnd = 0;
  return tokenize(text).map(({ text: word, start, end }, index) => {
    const between = text.slice(previousEnd, start);
    const isFirst =
      index === 0 || /[.!?\u2026:\n\u2022\u3002\uff01\uff1f]/u.test(between) || /[\u201c\u201e"(]$/u.test(between);
    previousEnd = end;
    return { word, isFirst };
  });
}

/** Returns whether a capitalized word at the start of a sentence is an ordinary word rather than a name. */
function isOrdinaryOpener(word: string, sourceWords: readonly SentenceWord[], notes: Notes): boolean {
  const { small, capital } = usageIn(notes);
  const folded = fold(word);
  if (!capital.has(folded) && (small.has(folded) || isEnglishWord(folded) || isEnglishWord(stem(folded)))) return true;
  return sourceWords.some((other) => isRelatedToOrdinaryWord(word, other));
}

/** Returns whether two words are forms of the same word: "deployments" and "deploys", "Änderungen" and "Änderung". */
export function areRelatedForms(word: string, other: string): boolean {
  const [one, two] = [fold(word), fold(other)];
  if (stem(one) === stem(two)) return true;
  let shared = 0;
  while (shared < one.length && one[shared] === two[shared]) shared++;
  const rest = Math.max(one.length, two.length) - shared;
  return (shared >= 5 && rest <= 3) || (shared >= 6 && rest <= 5);
}

/** Like {@link areRelatedForms}, but false if the other word is a name; "infra" also supports "infrastructure". */
export function isRelatedToOrdinaryWord(word: string, { word: other, isFirst }: SentenceWord): boolean {
  if (isCapital(other) && !isFirst) return false;
  return areRelatedForms(word, other) || (other.length >= 5 && fold(word).startsWith(fold(other)));
}

/** Returns whether the text capitalizes all nouns, as in German, where a capital doesn't indicate a name. */
function capitalizesNouns(sourceWords: readonly SentenceWord[]): boolean {
  const inside = sourceWords.filter(({ word, isFirst }) => !isFirst && hasCase(word));
  return inside.length >= 5 && inside.filter(({ word }) => isCapital(word)).length > inside.length / 4;
}

/** Words (folded) by whether they are written in lower case or with a capital. */
export interface Usage {
  small: Set<string>;
  /** Only within a sentence, where the capital isn't due to the position. */
  capital: Set<string>;
}

const usages = new WeakMap<Notes, Usage>();

/** Returns how the notes of a conference capitalize words; cached per conference. */
export function usageIn(notes: Notes): Usage {
  let usage = usages.get(notes);
  if (usage === undefined) {
    usage = usageOf([...notes.values()].map(({ text }) => text));
    usages.set(notes, usage);
  }
  return usage;
}

export function usageOf(texts: readonly string[]): Usage {
  const usage: Usage = { small: new Set(), capital: new Set() };
  for (const text of texts) {
    const words = splitIntoSentenceWords(text);
    for (let from = 0, to = 0; from < words.length; from = to) {
      for (to = from + 1; to < words.length && !words[to]!.isFirst; ) to++;
      const sentence = words.slice(from, to).map(({ word }) => word);
      const inside = sentence.filter((word, index) => index > 0 && isCapital(word));
      for (const word of sentence) if (!isCapital(word)) usage.small.add(fold(word));
      if (!isHeading(sentence)) for (const word of inside) usage.capital.add(fold(word));
    }
  }
  return usage;
}

/** Returns whether each word has a capital because it's a heading or label: "Eventual Weak Accuracy", but not "Ada Byron". */
function isHeading(words: readonly string[]): boolean {
  return (
    words.length > 1 &&
    words.every((word) => isCapital(word) || isFunctionWord(fold(word)) || !hasCase(word)) &&
    !words.some(isGivenName)
  );
}
