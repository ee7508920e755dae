import type { Point } from '#domain/recap/summary.ts';
import { listed } from '#render/slack/blocks/fit-list.ts';
import { CUTS, SHARES } from '#render/slack/blocks/limits.ts';
import { bold, type Inline, italic, type Paragraph, words } from '#render/slack/blocks/rich-text.ts';
import { sourceMarks } from '#render/slack/blocks/source-link.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { creditOf } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { RecapView } from '#render/view/recap-view.ts';

/** Marks of one headline: what is short needs no more. */
const MOST_MARKS = 2;

/** What runs through several talks, where a language model found any. */
export function themeParagraphs(themes: readonly Point[] = [], view: RecapView): Paragraph[] {
  return listed(bold('Across talks'), headlineLines(themes, view), SHARES.themes, (left) => `and ${left} more`);
}

/** Points of several talks in one line each, credited to their talks' speakers. */
export function headlineLines(headlines: readonly Point[], view: RecapView): Inline[][] {
  return headlines.map(({ text, noteIds }) => {
    const talk = view.talkOf(noteIds);
    const credit = talk === undefined ? '' : truncate(creditOf(talk), CUTS.names);
    return [
      // Without links of its own: the mark leads to the message, which has them.
      ...words(truncate(plainLine(text), CUTS.headline)),
      ...(credit === '' ? [] : [...words(' — '), ...italic(credit)]),
      ...sourceMarks(noteIds, view, MOST_MARKS),
    ];
  });
}
