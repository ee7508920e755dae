import type { KnownBlock } from '@slack/types';
import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import { hasContent } from '#domain/recap/outline-section.ts';
import type { Recap, RecapTalk } from '#domain/recap/recap.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { actions, button, webButton } from '#render/slack/blocks/build-blocks.ts';
import { fitList } from '#render/slack/blocks/fit-list.ts';
import { LIMITS, SHARES } from '#render/slack/blocks/limits.ts';
import { type Chapter, composeParts, type MessagePart, talkPart } from '#render/slack/blocks/message-parts.ts';
import { bold, type Inline, linkTo, type Paragraph, section } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { type DayView, hallwayTitle, isOpenSpace, type RecapView, viewRecap } from '#render/view/recap-view.ts';
import type { SectionView } from '#render/view/section-view.ts';
import {
  dayTitle,
  notCoveredParagraphs,
  notedByParagraphs,
  openingParagraphs,
  renderEditorText,
  talkLine,
  type Updated,
  updatedLine,
} from './post-header.ts';
import { fitReadingList } from './reading-list.ts';
import { sectionParagraphs, talkParagraphs } from './section.ts';

export interface DigestInput {
  conference: Pick<TrackedConference, 'id' | 'timezone'>;
  /** The recap of that day. */
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

/** Renders a day's digest: the post, and on a long day each talk in its thread. */
export function renderDigest(input: DigestInput): MessagePart[] {
  const { conference, recap, day, updated, webUrl, pictures = new Map(), replyUrl = () => undefined } = input;
  const view = viewRecap(recap);
  const { t } = view;
  const editorText = renderEditorText(recap);
  const shown = view.days.find((candidate) => candidate.day.date === day);
  const chapters = shown === undefined ? [] : dayChapters(shown, view, pictures);
  const frame = {
    t,
    title: { text: view.recap.conference.name, end: ` · ${dayTitle(day, recap.conference, t)}` },
    foot: [
      actions(button(t('add-note'), ACTIONS.openAddForm, conference.id), ...webButton(webUrl, t('read-on-web'))),
      ...(updated === undefined ? [] : [updatedLine(updated, view, day)]),
    ],
  };
  if (shown === undefined || chapters.length === 0) {
    const opening = [...editorText.above, [section(t('empty-day'))]];
    return composeParts({ ...frame, opening, chapters: [], contents: [], closing: editorText.below });
  }
  return composeParts({
    ...frame,
    opening: [...editorText.above, ...openingParagraphs(shown.day, view, ({ id }) => replyUrl(talkPart(id)))],
    chapters,
    contents: contentsParagraphs(shown, view, { replyUrl, room: SHARES.talks - editorText.length }),
    readingList: fitReadingList(view),
    closing: [...notCoveredParagraphs([shown], view), ...notedByParagraphs(view), ...editorText.below],
  });
}

/** The day's talks, open spaces and hallway, each with everything noted of it. */
function dayChapters(
  { day, talks, hallway }: DayView,
  view: RecapView,
  pictures: ReadonlyMap<string, string>,
): Chapter[] {
  const chapters = talks.filter(hasText).map((shown) => ({
    part: talkPart(shown.talk!.id),
    title: shown.talk!.title,
    picture: mainPhoto(shown, pictures, view),
    paragraphs: talkParagraphs(shown, view),
  }));
  if (hallway === undefined || !hasText(hallway)) return chapters;
  return [
    ...chapters,
    { part: HALLWAY_PART, title: hallwayTitle(day, view.t), paragraphs: sectionParagraphs(hallway, view) },
  ];
}

/** Works to read are in the post's own list, so a section with nothing else needs no reply. */
export function hasText({ section }: SectionView): boolean {
  return hasContent(section, []);
}

/** The first photo of a talk that Slack can show, if Slack's id of it is known. */
function mainPhoto({ section }: SectionView, pictures: ReadonlyMap<string, string>, { t }: RecapView): KnownBlock[] {
  const shown = section.photos.filter(({ file }) => !file.endsWith('.heic.jpg'));
  return shown.slice(0, 1).flatMap(({ file, alt }) => {
    const id = pictures.get(file.slice(file.lastIndexOf('/') + 1));
    const alt_text = truncate(plainLine(alt ?? ''), LIMITS.image.alt) || t('photo-of-talk');
    return id === undefined ? [] : [{ type: 'image' as const, slack_file: { id }, alt_text }];
  });
}

/** A line for each talk with notes, each open space and the hallway, linked to its reply in the thread. */
function contentsParagraphs(
  { day, talks, hallway }: DayView,
  view: RecapView,
  { replyUrl, room }: { replyUrl: (part: string) => string | undefined; room: number },
): Paragraph[] {
  const { t } = view;
  const counted = (key: 'notes' | 'photos', count = 0) => (count === 0 ? [] : [t(key, { count })]);
  // Notes that are only guessed to be of a talk don't count for it.
  const certain = view.notesOfDay(day.date).filter(({ isUnsure }) => !isUnsure);
  const notesByTalk = Map.groupBy(certain, ({ talkId }) => talkId);
  const countNotes = (talkId: string | null) => counted('notes', notesByTalk.get(talkId)?.length);
  const line = (talk: RecapTalk) =>
    talkLine(talk, view, {
      url: replyUrl(talkPart(talk.id)),
      counts: [...countNotes(talk.id), ...counted('photos', talk.photos.length)],
    });
  const noted = talks.map(({ talk }) => talk!);
  const title = linkTo(replyUrl(HALLWAY_PART), hallwayTitle(day, t), { bold: true });
  return [
    ...fitList({
      t,
      label: t.rich<Inline[]>('talks-in-thread', { b: bold }).flat(),
      lines: noted.filter((talk) => !isOpenSpace(talk)).map(line),
      max: room,
      more: (left) => t('more-talks', { count: left }),
    }),
    ...fitList({ t, label: t('open-spaces'), lines: noted.filter(isOpenSpace).map(line), max: SHARES.talks / 4 }),
    ...(hallway === undefined || !hasText(hallway)
      ? []
      : [
          [
            section(
              title,
              countNotes(null).map((count) => ` · ${count}`),
            ),
          ],
        ]),
  ];
}
