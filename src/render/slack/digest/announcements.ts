import type { StaticSelect } from '@slack/types';
import { languageCode, type TrackedConference, type WritingStyle } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { type RecapMessages, recapMessages } from '#render/messages/recap-messages.ts';
import { ACTIONS, encodeNoteKey } from '#render/slack/blocks/action-ids.ts';
import { composeMessage, plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS, TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
import {
  bold,
  bullets,
  code,
  type Inline,
  inlines,
  italic,
  linesOf,
  linkTo,
  quote,
  richText,
  section,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { talkOptions } from '#render/slack/blocks/talk-options.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { dayRange, shortDay } from '#render/view/dates.ts';
import { plainLine } from '#render/view/plain-text.ts';

/** Tells a channel what the bot does there, how to take a note, and how to opt out. */
export function renderAnnouncement({
  name,
  from,
  to,
  digestAt,
  reaction,
  opensThreads,
  ...voice
}: Pick<
  TrackedConference,
  'name' | 'from' | 'to' | 'digestAt' | 'reaction' | 'opensThreads' | 'language'
>): OutgoingMessage {
  const t = recapMessages(languageCode(voice) ?? 'en');
  const said = (key: Parameters<typeof t>[0], values: Parameters<typeof t.rich<Inline[]>>[1]) =>
    inlines(t.rich<Inline[]>(key, values));
  return composeMessage([
    richText([
      section(
        said('announce', {
          ...{ conference: nameOf(name, t), dates: dayRange(from, to, t.language), time: digestAt, b: bold },
        }),
      ),
      section(t('announce-how')),
      bullets([
        said('announce-type', { command: code('/recap add') }),
        t(opensThreads === 'at-start' ? 'announce-reply-opens' : 'announce-reply'),
        said('announce-react', { emoji: code(`:${reaction}:`), shortcut: t('add-to-recap') }),
        t('announce-mention'),
      ]),
      section(said('announce-privacy', { command: code('/recap opt out') })),
    ]),
  ]);
}

/** Announces that a recap that was posted before the end is complete. */
export function renderRecapComplete(
  { name, ...voice }: Pick<TrackedConference, 'name' | 'language'>,
  permalink: string | undefined,
): OutgoingMessage {
  const t = recapMessages(languageCode(voice) ?? 'en');
  const link = (words: string) => linkTo(permalink, words);
  return composeMessage([
    richText([section(inlines(t.rich<Inline[]>('recap-complete', { conference: nameOf(name, t), link })))]),
  ]);
}

/** Tells a note's author that the digest shows it in another talk, with a list to move it. */
export function renderMovedNote(
  note: Pick<CapturedNote, 'channel' | 'ts' | 'day'>,
  {
    text,
    talk,
    before,
    choices,
  }: { text: string; talk: Talk | undefined; before: Talk | undefined; choices: readonly Talk[] },
  voice: WritingStyle = {},
): OutgoingMessage {
  const t = recapMessages(languageCode(voice) ?? 'en');
  const place = (one: Talk | undefined) =>
    one === undefined
      ? words(t('hallway-place'))
      : italic(truncate(plainLine(one.title), TEXT_LENGTHS.title) || t('untitled-session'));
  const move: StaticSelect = {
    type: 'static_select',
    action_id: ACTIONS.moveNote,
    placeholder: plain(t('move-note'), LIMITS.select.placeholder),
    options: talkOptions(choices, t('no-talk')),
  };
  return composeMessage([
    richText([
      section(
        inlines(
          t.rich<Inline[]>('moved-note', {
            ...{ day: shortDay(note.day, t.language), before: place(before), talk: place(talk) },
          }),
        ),
      ),
      quote(linesOf(text, TEXT_LENGTHS.comment)),
    ]),
    { type: 'actions', block_id: `note ${encodeNoteKey(note)}`, elements: [move] },
  ]);
}

function nameOf(name: string, t: RecapMessages): string {
  return truncate(plainLine(name), TEXT_LENGTHS.title) || t('untitled-conference');
}
