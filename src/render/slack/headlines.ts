import type { Point } from '../../domain/summary.ts';
import { plainLine } from '../plain-text.ts';
import type { RecapView } from '../recap-view.ts';
import { creditOf } from '../recap-words.ts';
import { cutText } from './cut-text.ts';
import { CUTS, SHARES } from './limits.ts';
import { listed } from './listed.ts';
import { bold, type Inline, italic, type Paragraph, words } from './rich-text.ts';
import { sourceMarks } from './source-mark.ts';

/** Marks of one headline: what is short needs no more. */
const MOST_MARKS = 2;

/** What runs through several talks, where a language model found any. */
export function themeParagraphs(themes: readonly Point[] = [], view: RecapView): Paragraph[] {
  return listed(
    bold('Across talks'),
    headlineLines(themes, view),
    SHARES.themes,
    (left) => `and ${left} more`,
  );
}

/** Points of several talks in one line each, credited to their talks' speakers. */
export function headlineLines(headlines: readonly Point[], view: RecapView): Inline[][] {
  return headlines.map(({ text, noteIds }) => {
    const talk = view.talkOf(noteIds);
    const credit = talk === undefined ? '' : cutText(creditOf(talk), CUTS.names);
    return [
      // Without links of its own: the mark leads to the message, which has them.
      ...words(cutText(plainLine(text), CUTS.headline)),
      ...(credit === '' ? [] : [...words(' — '), ...italic(credit)]),
      ...sourceMarks(noteIds, view, MOST_MARKS),
    ];
  });
}
