import { SHARES } from '#render/slack/blocks/limits.ts';
import type { Chapter } from '#render/slack/blocks/message-parts.ts';
import {
  bold,
  bullets,
  type Inline,
  type Paragraph,
  section,
  takeFitting,
  words,
} from '#render/slack/blocks/rich-text.ts';
import type { RecapView } from '#render/view/recap-view.ts';
import { workLine } from './works.ts';

/** Comments in the post are kept short. */
const SHORT_COMMENT = 140;

/** The reading list as far as the post has room for it. */
export interface ReadingInPost {
  paragraphs: Paragraph[];
  /** How many works it has no room for. */
  left: number;
}

export function readingInPost(view: RecapView): ReadingInPost {
  const lines = workLines(view, SHORT_COMMENT);
  if (lines.length === 0) return { paragraphs: [], left: 0 };
  const { shown, left } = takeFitting(lines, SHARES.reading);
  const more = left === 0 ? [] : [words(`and ${left} more, in the thread below`)];
  return { paragraphs: [[section(...bold('To read')), bullets([...shown, ...more])]], left };
}

/** The whole reading list: who recommended each work, in which talk and with what words. */
export function readingChapter(view: RecapView): Chapter {
  return { part: 'reading', title: 'Reading list', paragraphs: [[bullets(workLines(view))]] };
}

function workLines(view: RecapView, longestComment?: number): Inline[][] {
  return view.recap.readingList.map((item) =>
    workLine(
      item,
      view,
      ({ talkId }) => (talkId === undefined ? undefined : view.talkById.get(talkId)),
      longestComment,
    ),
  );
}
