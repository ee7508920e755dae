import type { Point } from '#domain/recap/summary.ts';
import { CUTS } from '#render/slack/blocks/limits.ts';
import { nameSome } from '#render/slack/blocks/name-list.ts';
import { bold, type Paragraph, section, words } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { DayView, RecapView, SectionView } from '#render/view/recap-view.ts';
import { hallwayTitle, unnotedParagraphs } from './day-contents.ts';
import { mergeLists, pointParts, quotePart } from './talk-paragraphs.ts';

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
