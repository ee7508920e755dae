import type { ImageBlock } from '@slack/types';
import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import type { Recap, RecapNote, RecapTalk } from '#domain/recap/recap.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { actions, button, webButton } from '#render/slack/blocks/build-blocks.ts';
import { inOneRun, listed, nameSome } from '#render/slack/blocks/fit-list.ts';
import { CUTS, LIMITS, SHARES } from '#render/slack/blocks/limits.ts';
import { type Chapter, composeParts, type MessagePart, talkPart } from '#render/slack/blocks/message-parts.ts';
import { bold, type Inline, italic, type Paragraph, section, words } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { countOf, coverageLine, speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { type DayView, type RecapView, type SectionView, viewRecap } from '#render/view/recap-view.ts';
import { dayTitle, headlineLines, ownWords, themeParagraphs, type Updated, updatedLine } from './post-frame.ts';
import { readingChapter, readingInPost } from './reading-list.ts';
import { sectionParagraphs, talkParagraphs } from './section.ts';

/** What a day's digest is made of. */
export interface DigestWords {
  conference: Pick<TrackedConference, 'id' | 'timezone'>;
  /** Of that day. */
  recap: Recap;
  day: CalendarDate;
  updated?: Updated;
  /** Of the page that shows the same on the web. */
  webUrl?: string;
  /** Slack's ids of photos, by the names of the recap's files without their folder. */
  pictures?: ReadonlyMap<string, string>;
}

/** A day's digest: the post, and where the day is long each talk in its thread. */
export function renderDigest({ conference, recap, day, updated, webUrl, pictures }: DigestWords): MessagePart[] {
  const view = viewRecap(recap);
  const own = ownWords(recap);
  const shown = view.days.find((candidate) => candidate.day.date === day);
  const chapters = shown === undefined ? [] : dayChapters(shown, view, pictures);
  const foot = [
    actions(button('Add a note', ACTIONS.openAddForm, conference.id), ...webButton(webUrl)),
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

/** The photo that leads a talk, the first of its own, as Slack holds it; nothing where Slack's id of it isn't known. */
export function leadPicture(
  { section: { photos } }: SectionView,
  pictures: ReadonlyMap<string, string> = new Map(),
): { picture?: ImageBlock } {
  const [lead] = photos;
  const id = lead && pictures.get(lead.file.slice(lead.file.lastIndexOf('/') + 1));
  if (id === undefined) return {};
  const alt = truncate(plainLine(lead!.alt), LIMITS.image.alt) || 'A photo of the talk';
  return { picture: { type: 'image', slack_file: { id }, alt_text: alt } };
}
