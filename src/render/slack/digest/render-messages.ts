import {
  type CalendarDate,
  languageCode,
  type TrackedConference,
  type WritingStyle,
} from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { toSafeUrl } from '#domain/language/urls.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { dayOfTalk } from '#domain/recap/sections.ts';
import { type RecapMessages, recapMessages } from '#render/messages/recap-messages.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { actions, button, composeMessage, header } from '#render/slack/blocks/build-blocks.ts';
import { fitList } from '#render/slack/blocks/fit-list.ts';
import { BUDGET, TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
import { bold, type Inline, lineOf, linkTo, richText, sourceMarks, textBlock } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { shortDay, zoneClock } from '#render/view/dates.ts';
import { speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { viewRecap } from '#render/view/recap-view.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { renderAnnouncement, renderMovedNote, renderRecapComplete } from './announcements.ts';
import { renderDigest } from './digest.ts';
import { renderNote } from './note-message.ts';
import { dayTitle } from './post-header.ts';
import { renderRecap } from './recap.ts';

/** Renders the messages that the bot posts, each within Slack's limits. */
export function createMessageRenderer() {
  return {
    digest: renderDigest,
    recap: renderRecap,
    unsureNotes: renderUnsureNotes,
    // Loaded with the first canvas, so that the bot starts without Markdown.
    canvas: async (recap: Recap): Promise<OutgoingMessage> =>
      (await import('#render/markdown/canvas.ts')).renderCanvas(recap),
    talkThread: renderTalkThread,
    hallwayThread: renderHallwayThread,
    reminder: renderReminder,
    announcement: renderAnnouncement,
    recapComplete: renderRecapComplete,
    movedNote: renderMovedNote,
    note: renderNote,
  };
}

function messagesOf(conference: WritingStyle): RecapMessages {
  return recapMessages(languageCode(conference) ?? 'en');
}

type ThreadTalk = Pick<Talk, 'id' | 'title' | 'speakers' | 'startsAt' | 'endsAt' | 'room' | 'url'>;

type ConferenceDays = Pick<TrackedConference, 'timezone' | 'from' | 'to' | 'language'>;

/** Opens a talk's thread: which talk it is, and what to do here. */
function renderTalkThread(talk: ThreadTalk, conference: ConferenceDays): OutgoingMessage {
  const { timezone, from, to } = conference;
  const t = messagesOf(conference);
  const clock = zoneClock(timezone);
  const [start, end] = [talk.startsAt, talk.endsAt].map((instant) => clock.time(Date.parse(instant)));
  const speakers = truncate(speakersWithAffiliations(talk.speakers), TEXT_LENGTHS.names);
  const day = from === to ? '' : `${shortDay(dayOfTalk(talk, timezone), t.language)}, `;
  const room = truncate(plainLine(talk.room ?? ''), TEXT_LENGTHS.names);
  const about = [speakers, `${day}${start}${talk.startsAt === talk.endsAt ? '' : `–${end}`}`, room].filter(
    (part) => part !== '',
  );
  const url = toSafeUrl(talk.url);
  return composeMessage([
    header(plainLine(talk.title) || t('untitled-session')),
    textBlock(about.join(' · '), url === undefined ? '' : [' · ', linkTo(url, t('program'))]),
    textBlock(t('thread-invitation')),
  ]);
}

/** Opens a day's thread for notes from outside the talks. */
function renderHallwayThread(day: CalendarDate, conference: ConferenceDays): OutgoingMessage {
  const t = messagesOf(conference);
  return composeMessage([
    header(t('hallway-title', { day: dayTitle(day, conference, t) })),
    textBlock(t('hallway-invitation')),
  ]);
}

/** Reminds an organizer that a day's digest, or the recap, waits for approval. */
function renderReminder(
  { id, name, language }: Pick<TrackedConference, 'id' | 'name' | 'language'>,
  scope: CalendarDate | 'all',
): OutgoingMessage {
  const t = messagesOf(omitUndefined({ language }));
  const conference = bold(truncate(plainLine(name), TEXT_LENGTHS.title) || t('untitled-conference'));
  const value = `${id} ${scope}`;
  const due =
    scope === 'all'
      ? t.rich<Inline[]>('recap-due', { conference })
      : t.rich<Inline[]>('digest-due', { conference, day: shortDay(scope, t.language) });
  return composeMessage([
    textBlock(due.flat()),
    actions(
      button(t('preview'), ACTIONS.preview, value),
      button(t('publish-now'), ACTIONS.publishNow, value, 'primary'),
    ),
  ]);
}

/** Lists notes whose talk is uncertain: for organizers only, never in what is posted. */
function renderUnsureNotes(recap: Recap): OutgoingMessage | undefined {
  const view = viewRecap(recap);
  const unsure = view.notes.filter(({ isUnsure }) => isUnsure);
  if (unsure.length === 0) return undefined;
  const lines = view
    .sourcesOf(unsure.map(({ id }) => id))
    .map(({ note, time = '' }) => [
      `${shortDay(note.day, view.t.language)}, ${time} ${truncate(plainLine(note.author), TEXT_LENGTHS.name)}: `,
      lineOf(note.text, TEXT_LENGTHS.comment),
      sourceMarks([note.id], view),
    ]);
  const { t } = view;
  return composeMessage(fitList({ t, label: t('unsure-notes'), lines, max: BUDGET.characters / 2 }).map(richText));
}
