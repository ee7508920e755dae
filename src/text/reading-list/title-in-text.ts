import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import type { TitleRun } from './title-candidates.ts';

/**
 * Finds where a text spells out the title of which `slug` gives the words, so that the title can be shown as its
 * writer wrote it. Small words don't count, as many addresses leave them away. At least two words in a row must be
 * the slug's first ones, or the only one.
 */
export function findTitleOfSlug(text: string, slug: string): TitleRun | undefined {
  const wanted = contentWords(slug).map(({ part }) => part);
  if (wanted.length === 0) return undefined;
  const all = tokenize(text);
  const written = contentWords(text);
  let best = { from: 0, length: 0 };
  for (let from = 0; from < written.length; from++) {
    let length = 0;
    while (length < wanted.length && written[from + length]?.part === wanted[length]) length++;
    if (length > best.length) best = { from, length };
  }
  if (best.length < Math.min(2, wanted.length)) return undefined;
  const first = written[best.from]!;
  const end = written[best.from + best.length - 1]!.end;
  const article = all.findLast((word) => word.end < first.start);
  const isTitled = article !== undefined && /^(?:The|An?)$/.test(article.text) && first.start - article.end === 1;
  const mark = /^[!?]+/.exec(text.slice(end))?.[0].length ?? 0;
  return { start: isTitled ? article.start : first.start, end: end + mark };
}

/** Words that carry meaning, folded; "Node.js" is two, as in an address. */
function contentWords(text: string): { part: string; start: number; end: number }[] {
  return tokenize(text).flatMap(({ text: word, start, end }) =>
    fold(word)
      .replace(/'/g, '')
      .split('.')
      .filter((part) => part !== '' && !isFunctionWord(part))
      .map((part) => ({ part, start, end })),
  );
}
