import type { RecapNote, RecapTalk } from '#domain/recap/recap.ts';
import { inOneRun, listed } from '#render/slack/blocks/fit-list.ts';
import { CUTS, SHARES } from '#render/slack/blocks/limits.ts';
import { bold, type Inline, italic, type Paragraph, section, words } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { countOf, speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { DayView, RecapView, SectionView } from '#render/view/recap-view.ts';

/** The talks, open spaces and the hallway of a day, a line each: what its thread tells; talks in `room` characters. */
export function contentsParagraphs(
  { day, talks, openSpaces, hallway }: DayView,
  view: RecapView,
  room: number,
): Paragraph[] {
  const notes = view.notesOfDay(day.date);
  const counts = countByTalk(notes);
  const line = (shown: SectionView) => talkLine(shown, counts.get(shown.talk!.id) ?? 0, view);
  const inHallway = counts.get(null) ?? 0;
  return [
    ...listed(
      [...bold('Talks'), ...words(' (in the thread below)')],
      talks.map(line),
      room,
      (left) => `and ${countOf(left, 'more talk', 'more talks')}`,
    ),
    ...listed(bold('Open spaces'), openSpaces.map(line), SHARES.talks / 4, (left) => `and ${left} more`),
    ...(hallway === undefined
      ? []
      : [[section(...bold(hallwayTitle(day)), ...words(inHallway === 0 ? '' : ` · ${countOf(inHallway, 'note')}`))]]),
  ];
}

/** What a day's notes of no talk are called. */
export function hallwayTitle({ talks }: Pick<DayView['day'], 'talks'>): string {
  return talks.length === 0 ? 'Notes of the day' : 'In the hallway';
}

/** Talks and open spaces that nobody noted, each kind in a run of titles. */
export function unnotedParagraphs({ unnotedTalks, unnotedOpenSpaces }: DayView): Paragraph[] {
  const titles = (talks: readonly RecapTalk[]) =>
    talks.map(({ title }) => italic(truncate(plainLine(title), CUTS.title)));
  return [
    ...inOneRun('Nobody noted:', titles(unnotedTalks), SHARES.unnoted),
    ...inOneRun('Open spaces that nobody noted:', titles(unnotedOpenSpaces), SHARES.unnoted / 3),
  ];
}

/** `10:15 DevOps Enterprise State of the Union · John Willis, Docker · 12 notes, 1 photo` */
function talkLine({ talk, section: { photos } }: SectionView, notes: number, { clock }: RecapView): Inline[] {
  const { title, speakers, startsAt } = talk!;
  const counts = [
    notes === 0 ? '' : countOf(notes, 'note'),
    photos.length === 0 ? '' : countOf(photos.length, 'photo'),
  ].filter((part) => part !== '');
  const rest = [truncate(speakersWithAffiliations(speakers), CUTS.names), counts.join(', ')];
  return [
    ...words(`${clock.time(Date.parse(startsAt))} `),
    ...bold(truncate(plainLine(title), CUTS.title)),
    ...words(rest.map((part) => (part === '' ? '' : ` · ${part}`)).join('')),
  ];
}

function countByTalk(notes: readonly RecapNote[]): Map<RecapNote['talkId'], number> {
  const counts = new Map<RecapNote['talkId'], number>();
  for (const { talkId } of notes) counts.set(talkId, (counts.get(talkId) ?? 0) + 1);
  return counts;
}
