import type { Recap } from '#domain/recap/recap.ts';
import { actions, webButton } from '#render/slack/blocks/build-blocks.ts';
import { fitList } from '#render/slack/blocks/fit-list.ts';
import { SHARES } from '#render/slack/blocks/limits.ts';
import { composeParts, type MessagePart } from '#render/slack/blocks/message-parts.ts';
import { labelled, linkTo, measureParts, type Paragraph, section } from '#render/slack/blocks/rich-text.ts';
import { dayRange } from '#render/view/dates.ts';
import { type DayView, hallwayTitle, type RecapView, viewRecap } from '#render/view/recap-view.ts';
import { type DigestInput, hasText } from './digest.ts';
import {
  dayTitle,
  headlineLines,
  notCoveredParagraphs,
  notedByParagraphs,
  openingParagraphs,
  renderEditorText,
  type TalkUrl,
  talkLine,
  updatedLine,
} from './post-header.ts';
import { fitReadingList } from './reading-list.ts';
import { briefParts } from './section.ts';

export type RecapInput = Pick<DigestInput, 'updated' | 'webUrl' | 'replyUrl'> & { recap: Recap };

/** Renders the whole conference: the post, and its days in the thread with the short form of each talk. */
export function renderRecap({ recap, updated, webUrl, replyUrl }: RecapInput): MessagePart[] {
  const view = viewRecap(recap);
  const { t } = view;
  const editorText = renderEditorText(recap);
  const urlOf = talkUrls(view, replyUrl);
  const { name, from, to } = view.recap.conference;
  const days = view.days.map((day) => ({
    part: dayPart(day),
    title: dayTitle(day.day.date, recap.conference, t),
    paragraphs: dayParagraphs(day, view),
  }));
  return composeParts({
    t,
    title: { text: name, end: ` · ${t('recap')} · ${dayRange(from, to, t.language)}` },
    opening: [...editorText.above, ...openingParagraphs(recap, view, urlOf)],
    contents: [...dayHeadlines(view, replyUrl, SHARES.days - editorText.length), [section(t('days-in-thread'))]],
    chapters: days,
    readingList: fitReadingList(view),
    closing: [...notCoveredParagraphs(view.days, view), ...notedByParagraphs(view), ...editorText.below],
    foot: [
      ...(webUrl === undefined ? [] : [actions(...webButton(webUrl, t('read-on-web')))]),
      ...(updated === undefined ? [] : [updatedLine(updated, view)]),
    ],
  });
}

/** A talk is in the reply of its day. */
function talkUrls({ days }: RecapView, replyUrl: RecapInput['replyUrl']): TalkUrl {
  const dayOf = new Map(days.flatMap((day) => day.talks.map(({ talk }) => [talk!.id, day] as const)));
  return ({ id }) => {
    const day = dayOf.get(id);
    return day && replyUrl?.(dayPart(day));
  };
}

function dayPart({ day }: DayView): string {
  return `day:${day.date}`;
}

/** What each day has in addition to the conference's headlines, as far as there is room. */
function dayHeadlines(view: RecapView, replyUrl: RecapInput['replyUrl'], room: number): Paragraph[] {
  const shown: Paragraph[] = [];
  let left = room;
  for (const day of view.days) {
    const title = dayTitle(day.day.date, view.recap.conference, view.t);
    const label = linkTo(replyUrl?.(dayPart(day)), title, { bold: true });
    const [paragraph] = fitList({
      ...{ t: view.t, label, lines: headlineLines(day.headlines, view), max: room },
      more: () => '',
    });
    if (paragraph === undefined) continue;
    left -= measureParts(paragraph).all;
    if (left < 0) break;
    shown.push(paragraph);
  }
  return shown;
}

function dayParagraphs({ day, talks, hallway }: DayView, view: RecapView): Paragraph[] {
  return [
    ...talks.filter(hasText).map((shown) => [section(talkLine(shown.talk!, view)), ...briefParts(shown, view)]),
    labelled(hallwayTitle(day, view.t), hallway === undefined ? [] : briefParts(hallway, view)),
  ];
}
