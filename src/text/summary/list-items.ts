import type { Note } from '#domain/notes/note.ts';
import { tidyBounds, tidySentence } from '#text/sentences/tidy-sentence.ts';
import { countWords } from './join-sentences.ts';

/** A longer list is cut, and the number of items left out is shown. */
const WORDS_OF_LIST = 80;
const FEWEST_ITEMS = 3;
/** Items nested below an item are shown in its line, up to this many words. */
const WORDS_OF_INNER = 30;

/** A list item with the items nested below it. */
export interface Item {
  text: string;
  children: Item[];
  note: Note;
  /** It has a number in the notes. */
  isNumbered?: boolean;
}

const EXAMPLE_MARK = /^(?:e\.?g\.?|i\.?e\.?|for (?:example|instance)|examples?)[\s:.,]*$/iu;

/** Nests a flat list of items by their depth. */
export function nestItems(items: readonly (Pick<Item, 'text' | 'note' | 'isNumbered'> & { depth: number })[]): Item[] {
  const top: Item[] = [];
  const open: { depth: number; item: Item }[] = [];
  for (const { text, depth, note, isNumbered = false } of items) {
    const item: Item = { text, children: [], note, isNumbered };
    // "E.g." above examples is replaced by them.
    if (EXAMPLE_MARK.test(text)) continue;
    while (open.length > 0 && open.at(-1)!.depth >= depth) open.pop();
    (open.at(-1)?.item.children ?? top).push(item);
    open.push({ depth, item });
  }
  return top;
}

/** Returns an item and all items below it, in order. */
export function flatten(item: Item): Item[] {
  return [item, ...item.children.flatMap(flatten)];
}

/** Returns as many items as fit, from the first, each with those below it. A single last one is kept, too. */
export function fitItems(lead: string, items: readonly Item[]): readonly Item[] {
  let words = countWords(lead);
  for (const [index, item] of items.entries()) {
    words += wordsOfItem(item);
    if (words > WORDS_OF_LIST && index >= FEWEST_ITEMS && index < items.length - 1) {
      const end = /[:：]$/u.test(items[index - 1]!.text) ? index - 1 : index;
      return items.slice(0, end);
    }
  }
  return items;
}

function wordsOfItem(item: Item): number {
  return flatten(item).reduce((sum, { text }) => sum + countWords(text), 0);
}

export function tidyLead(lead: string): string {
  const tidied = tidySentence(lead);
  // An introductory line ends in a colon, unless its author ended it with a full stop.
  return /[.。:：]$/u.test(lead.trim()) ? tidied : tidied.replace(/[.。]$/u, /[:：]\s/u.test(lead) ? '' : ':');
}

/** Returns whether a list is one of numbered steps. */
export function isNumberedList(items: readonly Item[]): boolean {
  return items.length > 1 && items.every(({ isNumbered }) => isNumbered === true);
}

/** Formats an item and the items nested below it, in one line if they are short. `mark` is its bullet or number. */
export function itemLines(item: Item, mark = '•'): string[] {
  const [own, ...below] = flatten(item).map(({ text }) => tidyItem(text));
  const words = below.reduce((sum, text) => sum + countWords(text), 0);
  const isInline = below.length > 0 && (mark !== '•' || words <= WORDS_OF_INNER);
  if (!isInline) return [`${mark} ${own}`, ...below.map((text) => `  ◦ ${text}`)];
  const lead = /[\p{L}\p{N})\]%"”»]$/u.test(own!) ? `${own}:` : own;
  return [
    `${mark} ${lead} ${item.children
      .flatMap(flatten)
      .map(({ text }) => bare(text))
      .join('; ')}`,
  ];
}

/** Removes the marks at both ends of a text, and its full stop. */
export function bare(text: string): string {
  const { start, end } = tidyBounds(text);
  return text.slice(start, end).replace(/[.。]$/u, '');
}

function tidyItem(item: string): string {
  const tidied = tidySentence(item).replace(/ -{1,2}> /g, ' → ');
  // A full stop is kept only if the notes have it.
  return /[.。]$/u.test(item.trim()) ? tidied : tidied.replace(/[.。]$/u, '');
}
