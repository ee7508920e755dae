import { fold, wordsOf } from '../domain/words.ts';
import type { TitleRun } from './plain-titles.ts';

/**
 * Finds where a text spells out the title of which `slug` gives the words, so that the title can be shown as its
 * writer wrote it. At least two words in a row must be the slug's first ones, or the only one.
 */
export function findTitleOfSlug(text: string, slug: string): TitleRun | undefined {
  const wanted = wordsOf(slug).map(({ text: word }) => fold(word).replace(/'/g, ''));
  const articleless = /^(?:the|an?)$/.test(wanted[0] ?? '') ? wanted.slice(1) : wanted;
  if (articleless.length === 0) return undefined;
  const written = wordsOf(text).flatMap(({ text: word, start, end }) =>
    // "Data-Intensive" and "Node.js" are several words in an address.
    splitCompound(fold(word).replace(/'/g, '')).map((part) => ({ part, start, end })),
  );
  let best: TitleRun & { length: number } = { start: 0, end: 0, length: 0 };
  for (let from = 0; from < written.length; from++) {
    let length = 0;
    while (length < articleless.length && written[from + length]?.part === articleless[length]) length++;
    if (length <= best.length) continue;
    const first = written[from - 1];
    const withArticle =
      first !== undefined && /^(?:the|an?)$/.test(first.part) && /^[TA]/.test(text.charAt(first.start));
    best = {
      start: (withArticle ? first : written[from]!).start,
      end: written[from + length - 1]!.end,
      length,
    };
  }
  if (best.length < Math.min(2, articleless.length)) return undefined;
  const mark = /^[!?]+/.exec(text.slice(best.end))?.[0].length ?? 0;
  return { start: best.start, end: best.end + mark };
}

function splitCompound(word: string): string[] {
  return word.includes('.') ? word.split('.') : [word];
}
