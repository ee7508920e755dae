import type { Recap } from '#domain/recap/recap.ts';
import { actions, webButton } from '#render/slack/blocks/controls.ts';
import { ownWords } from '#render/slack/blocks/editor-text.ts';
import { listed } from '#render/slack/blocks/fit-list.ts';
import { SHARES } from '#render/slack/blocks/limits.ts';
import { composeParts, type MessagePart } from '#render/slack/blocks/message-parts.ts';
import { nameSome } from '#render/slack/blocks/name-list.ts';
import { bold, measureParts, type Paragraph, section, words } from '#render/slack/blocks/rich-text.ts';
import { dayRange } from '#render/view/dates.ts';
import { countOf, coverageLine } from '#render/view/phrases.ts';
import { type RecapView, viewRecap } from '#render/view/recap-view.ts';
import { dayTitle } from './day-title.ts';
import { headlineLines, themeParagraphs } from './headlines.ts';
import { readingChapter, readingInPost } from './reading.ts';
import { recapDayParagraphs } from './recap-day.ts';
import { type Updated, updatedLine } from './updated-line.ts';

/** What the post of a whole conference is made of. */
export interface RecapWords {
  recap: Recap;
  updated?: Updated;
  /** Of the page that shows the same on the web. */
  toSafeUrl?: string;
}

/** The whole conference: the post, its days in the thread, and the reading list with what was said of each work. */
export function renderRecap({ recap, updated, toSafeUrl }: RecapWords): MessagePart[] {
  const view = viewRecap(recap);
  const own = ownWords(recap);
  const { name, from, to, timezone } = view.recap.conference;
  const reading = readingInPost(view);
  const headlines = headlineLines(recap.headlines, view);
  const days = view.days.map((day) => ({
    part: `day:${day.day.date}`,
    title: dayTitle(day.day.date, recap.conference),
    paragraphs: recapDayParagraphs(day, view),
  }));
  const chapters = [
    ...days.filter(({ paragraphs }) => paragraphs.length > 0),
    ...(recap.readingList.length === 0 ? [] : [readingChapter(view)]),
  ];
  return composeParts({
    title: { text: name, end: ` · Recap · ${dayRange(from, to)}` },
    opening: [
      ...own.above,
      [section(...words(coverageLine(view.coverage)))],
      ...listed(bold('In short'), headlines, SHARES.headlines, (left) => `and ${left} more`),
      ...themeParagraphs(recap.themes, view),
    ],
    contents: [
      ...daysInShort(view, SHARES.days - own.taken),
      ...reading.paragraphs,
      inThread(recap.readingList.length > 0),
    ],
    chapters,
    closing: [...notedBy(view), ...own.below],
    foot: [
      ...(toSafeUrl === undefined ? [] : [actions(...webButton(toSafeUrl))]),
      ...(updated === undefined ? [] : [updatedLine(updated, timezone)]),
    ],
  });
}

/** What each day had to say besides the conference's own headlines, as far as there is room. */
function daysInShort(view: RecapView, room: number): Paragraph[] {
  const shown: Paragraph[] = [];
  let used = 0;
  for (const day of view.days) {
    const lines = headlineLines(day.headlines, view);
    if (lines.length === 0) continue;
    const [paragraph] = listed(bold(dayTitle(day.day.date, view.recap.conference)), lines, room, () => '');
    used += measureParts(paragraph!).all;
    if (used > room) break;
    shown.push(paragraph!);
  }
  return shown;
}

function inThread(hasReading: boolean): Paragraph {
  return [section(...words(`Day by day${hasReading ? ', and the whole reading list,' : ''} in the thread below.`))];
}

function notedBy({ recap: { contributors } }: RecapView): Paragraph[] {
  if (contributors.length === 0) return [];
  const people = contributors.map(({ author, notes }) => `${author} (${countOf(notes, 'note')})`);
  return [[section(...words(`Noted by ${nameSome(people)}.`))]];
}
