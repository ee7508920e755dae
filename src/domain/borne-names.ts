import { isFunctionWord } from './function-words.ts';
import type { Note, NoteId } from './note.ts';
import type { Talk } from './talk.ts';
import { fold, wordsOf } from './words.ts';

/**
 * Words besides those of grammar that begin English sentences and are no names. Whatever else begins a sentence must
 * stand in a note, as a capital there may hide an invented name.
 */
const OPENERS = new Set(
  `according afterwards although always among anybody anyone anything apparently asked asking attendees audience bad based
  because besides best better big both businesses change common companies consider currently customers despite developers
  different doing each earlier easy either engineers enough especially even eventually everybody everyone everything
  everywhere few finally first generally given good great half hard hence her here his initially instead keep key large
  last later leaders learn less let like look make making managers many maybe more most much never new next nobody none
  nothing nowadays often old once one only organisations organisers organizations organizers originally otherwise
  overall participants people perhaps please previously rather recently remember second see several since small some
  somebody someone something sometimes soon speaker speakers still such take taking talk teams their then therefore
  think third this those though thus today together too try turning unless unlike until use users using usually various
  very we what when whenever where wherever whether which whichever while who whoever why will with within without
  would yes yet you your two three four five six seven eight nine ten
  add ask automate avoid begin build check choose create define encourage ensure expect find focus get give hire invest
  keep lead leave listen measure monitor move pick plan prefer put read reduce remove replace run set share show split
  start stay stop teach tell test train treat trust understand wait watch work write`.split(/\s+/),
);

/** What people wrote of a conference, for telling names from words that only begin a sentence. */
type Notes = ReadonlyMap<NoteId, Note>;

/**
 * Does each word that may be a name occur in the named notes (`source`), or in the talk's title, speakers or
 * affiliations? Words of a script without capitals may all be names; of Japanese not its hiragana, which is grammar.
 */
export function namesAreBorneOut(text: string, source: string, talk: Talk | null, all: Notes): boolean {
  const suspects = possibleNames(text);
  if (suspects.length === 0) return true;
  const known = [source, talk?.title ?? ''];
  for (const { name, affiliation } of talk?.speakers ?? []) known.push(name, affiliation ?? '');
  const given = known.join('\n');
  const words = wordsOf(given);
  const forms = new Set(words.flatMap(({ text: word }) => formsOf(word)));
  return suspects.every(({ word, isOpener }) => {
    if (formsOf(word).some((form) => forms.has(form))) return true;
    // What the segmenter parts one way here and another way there is the same all the same.
    if (!hasCase(word)) return given.includes(word);
    if (
      isOpener &&
      (isOrdinary(word, all) || readSentences(source).some((other) => isKinOfWord(word, other)))
    ) {
      return true;
    }
    return capitalizesNouns(source) && words.some(({ text: other }) => isKin(word, other));
  });
}

/** A word folded, also without a possessive or plural ending, so that "Etsy's" bears out "Etsy". */
function formsOf(word: string): string[] {
  const folded = fold(word);
  const bare = folded.replace(/'s?$/, '');
  return bare === folded && !/[^s]s$/.test(folded) ? [folded] : [folded, bare, bare.replace(/s$/, '')];
}

function hasCase(word: string): boolean {
  return word.toLowerCase() !== word.toUpperCase();
}

/** Is there a capital in it, wherever? */
function isCapital(word: string): boolean {
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
    return isOpener && (OPENERS.has(folded) || isFunctionWord(folded)) ? [] : [{ word, isOpener }];
  });
}

/** The words of a text, and which of them begin a sentence. */
function readSentences(text: string): { word: string; isFirst: boolean }[] {
  let previousEnd = 0;
  return wordsOf(text).map(({ text: word, start, end }, index) => {
    const isFirst =
      index === 0 || /[.!?\u2026:\n\u2022\u3002\uff01\uff1f]/u.test(text.slice(previousEnd, start));
    previousEnd = end;
    return { word, isFirst };
  });
}

/** Enough in common for two words to be forms of one: "deployments" and "deploys", "Änderungen" and "Änderung". */
function isKin(word: string, other: string): boolean {
  const [one, two] = [fold(word), fold(other)];
  let shared = 0;
  while (shared < one.length && one[shared] === two[shared]) shared++;
  const rest = Math.max(one.length, two.length) - shared;
  return (shared >= 5 && rest <= 3) || (shared >= 6 && rest <= 5);
}

/** The same of a word that is no name, or may be none; "infrastructure" is borne out by "infra", too. */
function isKinOfWord(word: string, { word: other, isFirst }: { word: string; isFirst: boolean }): boolean {
  if (isCapital(other) && !isFirst) return false;
  return isKin(word, other) || (other.length >= 5 && fold(word).startsWith(fold(other)));
}

/** German capitalises its nouns: there a capital makes no name. */
function capitalizesNouns(source: string): boolean {
  const inside = readSentences(source).filter(({ word, isFirst }) => !isFirst && hasCase(word));
  return inside.length >= 5 && inside.filter(({ word }) => isCapital(word)).length > inside.length / 4;
}

const usages = new WeakMap<Notes, { small: Set<string>; capital: Set<string> }>();

/** People write it small, and within a sentence never with a capital: it is a word, and no name. */
function isOrdinary(word: string, all: Notes): boolean {
  let usage = usages.get(all);
  if (usage === undefined) {
    usage = { small: new Set(), capital: new Set() };
    for (const { text } of all.values()) {
      for (const { word: written, isFirst } of readSentences(text)) {
        if (!isCapital(written)) usage.small.add(fold(written));
        else if (!isFirst) usage.capital.add(fold(written));
      }
    }
    usages.set(all, usage);
  }
  const folded = fold(word);
  return usage.small.has(folded) && !usage.capital.has(folded);
}
