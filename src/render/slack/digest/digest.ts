import type { ImageBlock } from '@slack/types';
import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import type { Recap, RecapNote, RecapTalk } from '#domain/recap/recap.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { actions, button, webButton } from '#render/slack/blocks/build-blocks.ts';
import { fitList, fitRun, joinSomeNames } from '#render/slack/blocks/fit-list.ts';
import { CUTS, LIMITS, SHARES } from '#render/slack/blocks/limits.ts';
import { type Chapter, composeParts, type MessagePart, talkPart } from '#render/slack/blocks/message-parts.ts';
import { bold, type Inline, italic, linkTo, type Paragraph, section, words } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { countOf, speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { type DayView, hallwayTitle, isOpenSpace, type RecapView, viewRecap } from '#render/view/recap-view.ts';
import { hasContent, type SectionView } from '#render/view/section-view.ts';
import { dayTitle, openingParagraphs, renderEditorText, type Updated, updatedLine } from './post-frame.ts';
import { fitReadingList } from './reading-list.ts';
import { sectionParagraphs, talkParagraphs } from './section.ts';

export interface DigestInput {
  conference: Pick<TrackedConference, 'id' | 'timezone'>;
  /** Of that day. */
  recap: Recap;
  day: CalendarDate;
  updated?: Updated;
  /** Address of the web page of that day. */
  webUrl?: string;
  /** Slack's ids of photos, by the names of the recap's files without their folder. */
  pictures?: ReadonlyMap<string, string>;
  /** Address of a reply in the digest's thread, once it is posted. */
  replyUrl?: (part: string) => string | undefined;
}

const HALLWAY_PART = 'hallway';
const NO_REPLIES = () => undefined;

/** Renders a day's digest: the post, and on a long day each talk in its thread. */
export function renderDigest(input: DigestInput): MessagePart[] {
  const { conference, recap, day, updated, webUrl, pictures, replyUrl = NO_REPLIES } = input;
  const view = viewRecap(recap);
  const editorText = renderEditorText(recap);
  const shown = view.days.find((candidate) => candidate.day.date === day);
  const chapters = shown === undefined ? [] : dayChapters(shown, view, pictures);
  const frame = {
    title: { text: view.recap.conference.name, end: ` · ${dayTitle(day, recap.conference)}` },
    foot: [
      actions(button('Add a note', ACTIONS.openAddForm, conference.id), ...webButton(webUrl)),
      ...(updated === undefined ? [] : [updatedLine(updated, conference.timezone, day)]),
    ],
  };
  if (shown === undefined || chapters.length === 0) {
    const opening = [...editorText.above, [section(...words(EMPTY_DAY))]];
    return composeParts({ ...frame, opening, chapters: [], contents: [], closing: editorText.below });
  }
  return composeParts({
    ...frame,
    opening: [...editorText.above, ...openingParagraphs(shown.day, view)],
    chapters,
    contents: contentsParagraphs(shown, view, replyUrl, SHARES.talks - editorText.length),
    readingList: fitReadingList(view),
    closing: [...unnotedParagraphs([shown]), ...notedByParagraphs(view), ...editorText.below],
  });
}

const EMPTY_DAY = 'Nobody noted anything on this day. What you still remember goes in here: one note is a start.';

/** The day's talks, open spaces and hallway, each with everything noted of it. */
function dayChapters(
  { day, talks, openSpaces, hallway }: DayView,
  view: RecapView,
  pictures?: ReadonlyMap<string, string>,
): Chapter[] {
  const chapters = [...talks, ...openSpaces].filter(hasText).map(
    (shown): Chapter => ({
      part: talkPart(shown.talk!.id),
      title: shown.talk!.title,
      ...mainPhoto(shown, pictures),
      paragraphs: talkParagraphs(shown, view),
    }),
  );
  if (hallway === undefined || !hasText(hallway)) return chapters;
  return [...chapters, { part: HALLWAY_PART, title: hallwayTitle(day), paragraphs: sectionParagraphs(hallway, view) }];
}

/** Works to read are in the post's own list, so a section with nothing else needs no reply. */
export function hasText({ section }: SectionView): boolean {
  return hasContent(section, []);
}

/** The first photo of a talk, if Slack's id of it is known. */
function mainPhoto(
  { section: { photos } }: SectionView,
  pictures: ReadonlyMap<string, string> = new Map(),
): { picture?: ImageBlock } {
  const [main] = photos;
  const id = main && pictures.get(main.file.slice(main.file.lastIndexOf('/') + 1));
  if (id === undefined) return {};
  const alt = truncate(plainLine(main!.alt), LIMITS.image.alt) || 'A photo of the talk';
  return { picture: { type: 'image', slack_file: { id }, alt_text: alt } };
}

/** A line for each talk with notes, each open space and the hallway, linked to its reply in the thread. */
function contentsParagraphs(
  { day, hallway, unnoted }: DayView,
  view: RecapView,
  replyUrl: (part: string) => string | undefined,
  room: number,
): Paragraph[] {
  const counts = countByTalk(view.notesOfDay(day.date));
  const line = (talk: RecapTalk) =>
    talkLine(talk, { notes: counts.get(talk.id) ?? 0, url: replyUrl(talkPart(talk.id)), view });
  const noted = day.talks.filter((talk) => !unnoted.includes(talk));
  const inHallway = counts.get(null) ?? 0;
  return [
    ...fitList({
      label: [...bold('Talks'), ...words(' (in the thread below)')],
      lines: noted.filter((talk) => !isOpenSpace(talk)).map(line),
      max: room,
      more: (left) => `and ${countOf(left, 'more talk', 'more talks')}`,
    }),
    ...fitList({ label: bold('Open spaces'), lines: noted.filter(isOpenSpace).map(line), max: SHARES.talks / 4 }),
    ...(hallway === undefined || !hasText(hallway)
      ? []
      : [
          [
            section(
              ...linkTo(replyUrl(HALLWAY_PART), hallwayTitle(day), { bold: true }),
              ...words(inHallway === 0 ? '' : ` · ${countOf(inHallway, 'note')}`),
            ),
          ],
        ]),
  ];
}

/** All talks and open spaces without notes, in one line. */
export function unnotedParagraphs(days: readonly DayView[]): Paragraph[] {
  const titles = days.flatMap(({ unnoted }) =>
    unnoted.map(({ title }) => italic(truncate(plainLine(title), CUTS.title))),
  );
  return fitRun('No notes from:', titles, SHARES.unnoted);
}

export function notedByParagraphs({ recap: { contributors } }: RecapView): Paragraph[] {
  if (contributors.length === 0) return [];
  const people = contributors.map(({ author, notes }) => `${author} (${countOf(notes, 'note')})`);
  return [[section(...words(`Noted by ${joinSomeNames(people)}.`))]];
}

/** `10:15 DevOps Enterprise State of the Union · John Willis, Docker · 12 notes, 1 photo` */
function talkLine(
  { title, speakers, startsAt, photos }: RecapTalk,
  { notes, url, view }: { notes: number; url: string | undefined; view: RecapView },
): Inline[] {
  const counts = [
    notes === 0 ? '' : countOf(notes, 'note'),
    photos.length === 0 ? '' : countOf(photos.length, 'photo'),
  ].filter((part) => part !== '');
  const rest = [truncate(speakersWithAffiliations(speakers), CUTS.names), counts.join(', ')];
  return [
    ...words(`${view.clock.time(Date.parse(startsAt))} `),
    ...linkTo(url, truncate(plainLine(title), CUTS.title), { bold: true }),
    ...words(rest.map((part) => (part === '' ? '' : ` · ${part}`)).join('')),
  ];
}

/** Notes that are only guessed to be of a talk don't count for it. */
function countByTalk(notes: readonly RecapNote[]): Map<RecapNote['talkId'], number> {
  const counts = new Map<RecapNote['talkId'], number>();
  for (const { talkId, isUnsure } of notes) {
    if (!isUnsure) counts.set(talkId, (counts.get(talkId) ?? 0) + 1);
  }
  return counts;
}
