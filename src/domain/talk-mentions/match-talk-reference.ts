import type { Talk } from '#domain/conference/talk.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize, type Word } from '#domain/language/tokenize.ts';

/** What notes name a talk by. */
export type NamedTalk = Pick<Talk, 'title' | 'speakers'>;

/** A talk's title and speakers, read for finding them in notes. All words are folded. */
export interface PreparedTalk {
  foldedTitle: string;
  /** Content words of the title, and of each part of it that a colon or dash sets off. */
  titles: string[][];
  /** Beginnings of the words of title and speakers: a note with none of them can't name the talk. */
  beginnings: string[];
  /** All words of those parts, to know a title of function words by. */
  phrases: Set<string>;
  speakers: string[][];
}

const prepared = new WeakMap<NamedTalk, PreparedTalk>();

/** Reads a talk's title and speakers, once for each talk. */
export function prepare(talk: NamedTalk): PreparedTalk {
  let known = prepared.get(talk);
  if (known === undefined) {
    const parts = talk.title.split(/:\s|\s[-–—|]+\s|[–—]|\s?[(;?]\s?/u);
    const titles = [talk.title, ...parts].map(contentWords);
    const phrases = new Set([talk.title, ...parts].map(phraseOf).filter((phrase) => phrase !== ''));
    known = {
      foldedTitle: collapse(fold(talk.title)),
      phrases,
      beginnings: beginningsOf([talk.title, ...parts, ...talk.speakers.map(({ name }) => name)]),
      titles: titles.filter((words, index) => (index === 0 ? words.length > 0 : words.length > 1)),
      speakers: talk.speakers.map(({ name }) => tokenize(fold(name)).map(({ text }) => text)),
    };
    prepared.set(talk, known);
  }
  return known;
}

/** As far as {@link isSameWord} takes other forms for the same word. */
function beginningsOf(texts: string[]): string[] {
  const telling = texts.flatMap((text) => {
    const words = tokenize(fold(text)).map((word) => word.text);
    const content = words.filter((word) => !isFunctionWord(word));
    return content.length > 0 ? content : words;
  });
  return [...new Set(telling.map((word) => word.slice(0, 4)))];
}

/** May a text name the talk? Cheap, and wrong on the side of yes. */
export function mayName(text: string, { beginnings }: PreparedTalk): boolean {
  const folded = fold(text);
  return beginnings.some((beginning) => folded.includes(beginning));
}

/** The words of a text that carry content, folded. */
export function contentWords(text: string): string[] {
  return tokenize(fold(text)).flatMap(({ text: word }) => (isFunctionWord(word) ? [] : [word]));
}

/** A text's words alone, folded. */
function phraseOf(text: string): string {
  return tokenize(fold(text))
    .map((word) => word.text)
    .join(' ');
}

function collapse(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Does a folded word stand in the title, in this form or another? */
export function isOfTitle(folded: string, { titles }: PreparedTalk): boolean {
  return (titles[0] ?? []).some((word) => isSameWord(word, folded));
}

/** The same word, or another form of it: most of the longer one is what both begin with. */
function isSameWord(one: string, other: string): boolean {
  if (one === other) return true;
  const longer = Math.max(one.length, other.length);
  const shorter = Math.min(one.length, other.length);
  if (shorter < 4) return false;
  let common = 0;
  while (common < shorter && one[common] === other[common]) common++;
  return common >= 0.7 * longer || (common === shorter && shorter >= 5);
}

/** How much of the title, or of the part of it that fits best, is named. */
export function titleCoverage(words: Word[], text: string, { titles, foldedTitle, phrases }: PreparedTalk): number {
  if (phrases.has(phraseOf(text))) return 1;
  if (foldedTitle !== '' && collapse(fold(text)).includes(foldedTitle)) return 1;
  const folded = words.map((word) => fold(word.text));
  const shares = titles.map(
    (title) => title.filter((word) => folded.some((own) => isSameWord(word, own))).length / title.length,
  );
  return Math.max(0, ...shares);
}

/** A title is named where most of it is there: people shorten. */
export const ENOUGH_OF_TITLE = 0.6;
