import type { Point } from '../../domain/summary.ts';
import type { RecapView } from '../recap-view.ts';
import { creditOf } from '../recap-words.ts';
import { cutText } from './cut-text.ts';
import { CUTS } from './limits.ts';
import { type Inline, italic, lineOf, words } from './rich-text.ts';
import { sourceMarks } from './source-mark.ts';

/** Points of several talks in one line each, credited to their talks' speakers. */
export function headlineLines(headlines: readonly Point[], view: RecapView): Inline[][] {
  return headlines.map(({ text, noteIds }) => {
    const talk = view.talkOf(noteIds);
    const credit = talk === undefined ? '' : cutText(creditOf(talk), CUTS.names);
    return [
      ...lineOf(text, CUTS.headline),
      ...(credit === '' ? [] : [...words(' — '), ...italic(credit)]),
      ...sourceMarks(noteIds, view),
    ];
  });
}
