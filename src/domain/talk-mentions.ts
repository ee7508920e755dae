import type { Talk, TalkId } from './talk.ts';
import { fold, wordsOf } from './words.ts';

/** Fewer words in a row than this are said by chance. */
const LEAST_RUN = 3;

/** A title's words that must stand in a row, for those who shorten it. */
const LEAST_OF_TITLE = 0.6;

/** Words that stand in more titles than this name none of them. */
const MOST_TALKS = 50;

/**
 * Makes a function that finds the talks that a text names outright: by a speaker's full name, or by most of a
 * title, word for word. It looks each word up once, however many talks there are.
 */
export function createTalkMentions(talks: Talk[]): (text: string) => TalkId[] {
  const titles = new Map<string, { title: Title; at: number }[]>();
  const names = new Map<string, { words: string[]; talk: TalkId }[]>();
  for (const talk of talks) {
    for (const words of titleVariants(talk.title)) {
      const title = { talk: talk.id, words };
      for (let at = 0; at + LEAST_RUN <= words.length; at++) {
        push(titles, words.slice(at, at + LEAST_RUN).join(' '), { title, at });
      }
    }
    for (const { name } of talk.speakers) {
      const words = foldedWords(name);
      if (words.length > 1) push(names, words.slice(0, 2).join(' '), { words, talk: talk.id });
    }
  }
  return (text) => {
    const words = foldedWords(text);
    const found = new Set<TalkId>();
    for (let from = 0; from < words.length; from++) {
      for (const { words: name, talk } of names.get(words.slice(from, from + 2).join(' ')) ?? []) {
        if (runLength(words, from, name, 0) === name.length) found.add(talk);
      }
      for (const { title, at } of titles.get(words.slice(from, from + LEAST_RUN).join(' ')) ?? []) {
        if (found.has(title.talk)) continue;
        if (runLength(words, from, title.words, at) >= title.words.length * LEAST_OF_TITLE)
          found.add(title.talk);
      }
    }
    return [...found];
  };
}

interface Title {
  talk: TalkId;
  words: string[];
}

/** A title as a whole, and the part before a colon, dash or bracket, which many stop at. */
function titleVariants(title: string): string[][] {
  const whole = foldedWords(title);
  const short = foldedWords(title.split(/[:(\u2013\u2014|]|\s-\s/, 1)[0]!);
  return [whole, ...(short.length < whole.length ? [short] : [])].filter(
    (words) => words.length >= LEAST_RUN,
  );
}

function runLength(text: string[], from: number, words: string[], at: number): number {
  let length = 0;
  while (at + length < words.length && words[at + length] === text[from + length]) length++;
  return length;
}

function foldedWords(text: string): string[] {
  return wordsOf(text).map((word) => fold(word.text));
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else if (values.length < MOST_TALKS) values.push(value);
}
