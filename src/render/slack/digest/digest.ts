import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { actions, button, webButton } from '#render/slack/blocks/controls.ts';
import { ownWords } from '#render/slack/blocks/editor-text.ts';
import { listed } from '#render/slack/blocks/fit-list.ts';
import { SHARES } from '#render/slack/blocks/limits.ts';
import { type Chapter, composeParts, type MessagePart, talkPart } from '#render/slack/blocks/message-parts.ts';
import { nameSome } from '#render/slack/blocks/name-list.ts';
import { bold, type Paragraph, section, words } from '#render/slack/blocks/rich-text.ts';
import { coverageLine } from '#render/view/phrases.ts';
import { type DayView, type RecapView, viewRecap } from '#render/view/recap-view.ts';
import { contentsParagraphs, hallwayTitle, unnotedParagraphs } from './day-contents.ts';
import { dayTitle } from './day-title.ts';
import { headlineLines, themeParagraphs } from './headlines.ts';
import { leadPicture } from './lead-photo.ts';
import { readingChapter, readingInPost } from './reading.ts';
import { sectionParagraphs, talkParagraphs } from './talk-paragraphs.ts';
import { type Updated, updatedLine } from './updated-line.ts';

/** What a day's digest is made of. */
export interface DigestWords {
  conference: Pick<TrackedConference, 'id' | 'timezone'>;
  /** Of that day. */
  recap: Recap;
  day: CalendarDate;
  updated?: Updated;
  /** Of the page that shows the same on the web. */
  toSafeUrl?: string;
  /** Slack's ids of photos, by the names of the recap's files without their folder. */
  pictures?: ReadonlyMap<string, string>;
}

/** A day's digest: the post, and where the day is long each talk in its thread. */
export function renderDigest({ conference, recap, day, updated, toSafeUrl, pictures }: DigestWords): MessagePart[] {
  const view = viewRecap(recap);
  const own = ownWords(recap);
  const shown = view.days.find((candidate) => candidate.day.date === day);
  const chapters = shown === undefined ? [] : dayChapters(shown, view, pictures);
  const foot = [
    actions(button('Add a note', ACTIONS.openAddForm, conference.id), ...webButton(toSafeUrl)),
    ...(updated === undefined ? [] : [updatedLine(updated, conference.timezone, day)]),
  ];
  const frame = {
    title: { text: view.recap.conference.name, end: ` · ${dayTitle(day, recap.conference)}` },
    foot,
  };
  if (shown === undefined || chapters.length === 0) {
    return composeParts({
      ...frame,
      opening: [...own.above, ...emptyDay()],
      chapters: [],
      contents: [],
      closing: own.below,
    });
  }
  const reading = readingInPost(view);
  const headlines = headlineLines(shown.day.headlines, view);
  return composeParts({
    ...frame,
    opening: [
      ...own.above,
      [section(...words(coverageLine(view.coverage)))],
      ...listed(bold('In short'), headlines, SHARES.headlines, (left) => `and ${left} more`),
      ...themeParagraphs(shown.day.themes, view),
    ],
    chapters: [...chapters, ...(reading.left === 0 ? [] : [readingChapter(view)])],
    contents: [...contentsParagraphs(shown, view, SHARES.talks - own.taken), ...reading.paragraphs],
    closing: [...unnotedParagraphs(shown), ...notedBy(view), ...own.below],
  });
}

/** The day's talks, open spaces and hallway, each with all that was noted of it. */
function dayChapters(
  { day, talks, openSpaces, hallway }: DayView,
  view: RecapView,
  pictures?: ReadonlyMap<string, string>,
): Chapter[] {
  const noted = [...talks, ...openSpaces];
  // Of some talks there is no more to say than who was there; that alone is no reply worth posting.
  const told = noted.filter(({ section: { points, quotes, questions, photos, links }, toRead }) =>
    [points, quotes, questions, photos, links, toRead].some(({ length }) => length > 0),
  );
  const chapters = (told.length > 0 ? told : noted).map(
    (shown): Chapter => ({
      part: talkPart(shown.talk!.id),
      title: shown.talk!.title,
      ...leadPicture(shown, pictures),
      paragraphs: talkParagraphs(shown, view),
    }),
  );
  const ofHallway = hallway === undefined ? [] : sectionParagraphs(hallway, view);
  if (ofHallway.length === 0) return chapters;
  return [...chapters, { part: 'hallway', title: hallwayTitle(day), paragraphs: ofHallway }];
}

function emptyDay(): Paragraph[] {
  const invitation = 'Nobody noted anything on this day. What you still remember goes in here: one note is a start.';
  return [[section(...words(invitation))]];
}

function notedBy({ recap: { contributors } }: RecapView): Paragraph[] {
  if (contributors.length === 0) return [];
  return [[section(...words(`Noted by ${nameSome(contributors.map(({ author }) => author))}.`))]];
}
