import type { Recap } from '#domain/recap/recap.ts';
import { actions, webButton } from '#render/slack/blocks/build-blocks.ts';
import { fitList } from '#render/slack/blocks/fit-list.ts';
import { CUTS, SHARES } from '#render/slack/blocks/limits.ts';
import { composeParts, type MessagePart } from '#render/slack/blocks/message-parts.ts';
import { bold, linkTo, measureParts, type Paragraph, section, words } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { dayRange } from '#render/view/dates.ts';
import { speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { type DayView, hallwayTitle, type RecapView, viewRecap } from '#render/view/recap-view.ts';
import type { SectionView } from '#render/view/section-view.ts';
import { type DigestInput, hasText, notedByParagraphs, unnotedParagraphs } from './digest.ts';
import { dayTitle, headlineLines, openingParagraphs, renderEditorText, updatedLine } from './post-frame.ts';
import { fitReadingList } from './reading-list.ts';
import { briefParts } from './section.ts';

export type RecapInput = Pick<DigestInput, 'updated' | 'webUrl' | 'replyUrl'> & { recap: Recap };

/** Renders the whole conference: the post, and its days in the thread with the short form of each talk. */
export function renderRecap({ recap, updated, webUrl, replyUrl }: RecapInput): MessagePart[] {
  const view = viewRecap(recap);
  const editorText = renderEditorText(recap);
  const { name, from, to, timezone } = view.recap.conference;
  const days = view.days.map((day) => ({
    part: dayPart(day),
    title: dayTitle(day.day.date, recap.conference),
    paragraphs: dayParagraphs(day, view),
  }));
  return composeParts({
    title: { text: name, end: ` · Recap · ${dayRange(from, to)}` },
    opening: [...editorText.above, ...openingParagraphs(recap, view)],
    contents: [
      ...dayHeadlines(view, replyUrl, SHARES.days - editorText.length),
      [section(...words('Day by day in the thread below.'))],
    ],
    chapters: days.filter(({ paragraphs }) => paragraphs.length > 0),
    readingList: fitReadingList(view),
    closing: [...unnotedParagraphs(view.days), ...notedByParagraphs(view), ...editorText.below],
    foot: [
      ...(webUrl === undefined ? [] : [actions(...webButton(webUrl))]),
      ...(updated === undefined ? [] : [updatedLine(updated, timezone)]),
    ],
  });
}

function dayPart({ day }: DayView): string {
  return `day:${day.date}`;
}

/** What each day has to say besides the conference's own headlines, as far as there is room. */
function dayHeadlines(view: RecapView, replyUrl: RecapInput['replyUrl'], room: number): Paragraph[] {
  const shown: Paragraph[] = [];
  let used = 0;
  for (const day of view.days) {
    const title = dayTitle(day.day.date, view.recap.conference);
    const label = linkTo(replyUrl?.(dayPart(day)), title, { bold: true });
    const [paragraph] = fitList({ label, lines: headlineLines(day.headlines, view), max: room, more: () => '' });
    if (paragraph === undefined) continue;
    used += measureParts(paragraph).all;
    if (used > room) break;
    shown.push(paragraph);
  }
  return shown;
}

function dayParagraphs(day: DayView, view: RecapView): Paragraph[] {
  const titled = [...day.talks, ...day.openSpaces]
    .filter(hasText)
    .map((shown) => [section(...talkTitle(shown, view)), ...briefParts(shown, view)]);
  const inHallway = day.hallway === undefined ? [] : briefParts(day.hallway, view);
  if (titled.length === 0 && inHallway.length === 0) return [];
  return [...titled, ...(inHallway.length === 0 ? [] : [[section(...bold(hallwayTitle(day.day))), ...inHallway]])];
}

/** `10:15 Scaling out Continuous Delivery · John Arthorne, Shopify` */
function talkTitle({ talk }: SectionView, { clock }: RecapView): ReturnType<typeof words> {
  const { title, speakers, startsAt } = talk!;
  const names = truncate(speakersWithAffiliations(speakers), CUTS.names);
  return [
    ...words(`${clock.time(Date.parse(startsAt))} `),
    ...bold(truncate(plainLine(title), CUTS.title)),
    ...words(names === '' ? '' : ` · ${names}`),
  ];
}
