import type { Recap } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import { actions, webButton } from '#render/slack/blocks/build-blocks.ts';
import { listed, nameSome } from '#render/slack/blocks/fit-list.ts';
import { CUTS, SHARES } from '#render/slack/blocks/limits.ts';
import { composeParts, type MessagePart } from '#render/slack/blocks/message-parts.ts';
import { bold, measureParts, type Paragraph, section, words } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { dayRange } from '#render/view/dates.ts';
import { countOf, coverageLine, speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { type DayView, type RecapView, type SectionView, viewRecap } from '#render/view/recap-view.ts';
import { hallwayTitle, unnotedParagraphs } from './digest.ts';
import { dayTitle, headlineLines, ownWords, themeParagraphs, type Updated, updatedLine } from './post-frame.ts';
import { readingChapter, readingInPost } from './reading-list.ts';
import { mergeLists, pointParts, quotePart } from './section.ts';

/** What the post of a whole conference is made of. */
export interface RecapWords {
  recap: Recap;
  updated?: Updated;
  /** Of the page that shows the same on the web. */
  webUrl?: string;
}

/** The whole conference: the post, its days in the thread, and the reading list with what was said of each work. */
export function renderRecap({ recap, updated, webUrl }: RecapWords): MessagePart[] {
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
      ...(webUrl === undefined ? [] : [actions(...webButton(webUrl))]),
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

/** Points of one talk that the whole conference's recap shows; the day's digest has all of them. */
const MOST_POINTS = 3;

/** A day of the whole conference: each talk with its best points. */
export function recapDayParagraphs(day: DayView, view: RecapView): Paragraph[] {
  const { talks, openSpaces, hallway } = day;
  const titled = [...talks, ...openSpaces].map((shown) => [
    section(...talkTitle(shown, view)),
    ...orNotedBy(bestParts(shown, view), shown),
  ]);
  const ofHallway = hallway === undefined ? [] : bestParts(hallway, view);
  if (titled.length === 0 && ofHallway.length === 0) return [];
  return [
    ...titled,
    ...(ofHallway.length === 0 ? [] : [[section(...bold(hallwayTitle(day.day))), ...ofHallway]]),
    ...unnotedParagraphs(day),
  ];
}

/** A talk of which nothing is to be told was noted all the same. */
function orNotedBy(parts: Paragraph, { section: { contributors } }: SectionView): Paragraph {
  return parts.length > 0 || contributors.length === 0
    ? parts
    : [section(...words(`Noted by ${nameSome(contributors)}.`))];
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

/** What several people noted comes before what one did; shown in the order in which it was said. */
function bestParts({ section: { points, quotes } }: SectionView, view: RecapView): Paragraph {
  if (points.length === 0) return quotes.slice(0, 1).map((said) => quotePart(said, view));
  const best = new Set<Point>([...points].sort((a, b) => b.agreement - a.agreement).slice(0, MOST_POINTS));
  return mergeLists(points.filter((point) => best.has(point)).flatMap((point) => pointParts(point, view)));
}
