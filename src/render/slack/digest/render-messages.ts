import type { CalendarDate, Conference, TrackedConference } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { dayOfTalk } from '#domain/recap/sections.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { actions, button, composeMessage, header } from '#render/slack/blocks/build-blocks.ts';
import { CUTS } from '#render/slack/blocks/limits.ts';
import { bold, linkTo, richText, section, words } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { createZoneClock, shortDay } from '#render/view/dates.ts';
import { speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { toSafeUrl } from '#render/view/safe-url.ts';
import { renderDigest } from './digest.ts';
import { renderNote } from './note-message.ts';
import { dayTitle } from './post-frame.ts';
import { renderRecap } from './recap.ts';

/** The messages that the bot posts, each within Slack's limits: what the use cases ask of a renderer. */
export interface SlackMessageForms {
  digest: typeof renderDigest;
  recap: typeof renderRecap;
  canvas(recap: Recap): Promise<OutgoingMessage>;
  talkThread: typeof renderTalkThread;
  hallwayThread: typeof renderHallwayThread;
  reminder: typeof renderReminder;
  note: typeof renderNote;
}

export function createMessageForms(): SlackMessageForms {
  return {
    digest: renderDigest,
    recap: renderRecap,
    // Loaded with the first: the bot starts without Markdown.
    canvas: async (recap) => (await import('#render/markdown/canvas.ts')).renderCanvas(recap),
    talkThread: renderTalkThread,
    hallwayThread: renderHallwayThread,
    reminder: renderReminder,
    note: renderNote,
  };
}

/** A talk as its thread names it. */
export type TalkWords = Pick<Talk, 'id' | 'title' | 'speakers' | 'startsAt' | 'endsAt' | 'room' | 'url'>;

type ConferenceDays = Pick<Conference, 'timezone' | 'from' | 'to'>;

/** The first message of a talk's thread: which talk it is, and what to do here. */
export function renderTalkThread(talk: TalkWords, conference: ConferenceDays): OutgoingMessage {
  const { timezone, from, to } = conference;
  const speakers = truncate(speakersWithAffiliations(talk.speakers), CUTS.names);
  const day = from === to ? '' : `${shortDay(dayOfTalk(talk, timezone))}, `;
  const room = truncate(plainLine(talk.room ?? ''), CUTS.names);
  const about = [speakers, `${day}${timeSpan(talk, timezone)}`, room].filter((part) => part !== '');
  const address = toSafeUrl(talk.url);
  return composeMessage([
    header(plainLine(talk.title) || 'Untitled session'),
    richText([
      section(
        ...words(about.join(' · ')),
        ...(address === undefined ? [] : [...words(' · '), ...linkTo(address, 'programme')]),
      ),
    ]),
    richText([section(...words('Reply here with what you hear: your replies are the notes of this talk.'))]),
  ]);
}

/** The first message of a day's thread for what belongs to no talk. */
export function renderHallwayThread(day: CalendarDate, conference: ConferenceDays): OutgoingMessage {
  return composeMessage([
    header(`In the hallway · ${dayTitle(day, conference)}`),
    richText([
      section(
        ...words(
          'Reply here with what you hear between the talks, at lunch, at dinner: it goes into the day’s digest.',
        ),
      ),
    ]),
  ]);
}

/** `13:35–14:05`, or `13:35` where no end is known. */
function timeSpan({ startsAt, endsAt }: TalkWords, timezone: string): string {
  const clock = createZoneClock(timezone);
  const [from, to] = [startsAt, endsAt].map((instant) => clock.time(Date.parse(instant)));
  return startsAt === endsAt ? from! : `${from}–${to}`;
}

/** Tells an organiser that a day's digest, or the recap, is due and waits for approval. */
export function renderReminder(
  { id, name }: Pick<TrackedConference, 'id' | 'name'>,
  scope: CalendarDate | 'all',
): OutgoingMessage {
  const subject = scope === 'all' ? 'The recap' : `The digest of ${shortDay(scope)}`;
  const named = truncate(plainLine(name), CUTS.title) || 'the conference';
  const value = `${id} ${scope}`;
  return composeMessage([
    richText([
      section(
        ...words(`${subject} of `),
        ...bold(named),
        ...words(' is due. It is posted when one of its organisers publishes it.'),
      ),
    ]),
    actions(button('Preview', ACTIONS.preview, value), button('Publish now', ACTIONS.publishNow, value, 'primary')),
  ]);
}
