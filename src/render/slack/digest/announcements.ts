import type { StaticSelect } from '@slack/types';
import type { TrackedConference } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS, encodeNoteKey } from '#render/slack/blocks/action-ids.ts';
import { composeMessage, plain } from '#render/slack/blocks/build-blocks.ts';
import { CUTS, LIMITS } from '#render/slack/blocks/limits.ts';
import {
  bold,
  bullets,
  code,
  italic,
  linesOf,
  linkTo,
  quote,
  richText,
  section,
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
}: Pick<TrackedConference, 'name' | 'from' | 'to' | 'digestAt' | 'reaction' | 'opensThreads'>): OutgoingMessage {
  const opens = opensThreads === 'at-start' ? ' I open a thread for each talk when it starts.' : '';
  return composeMessage([
    richText([
      section(
        'I collect our notes of ',
        bold(nameOf(name)),
        ` (${dayRange(from, to)}). After each day, at ${digestAt}, I post what was said, talk by talk. After the last day I post the recap with a reading list.`,
      ),
      section('To save a note:'),
      bullets([
        ['Type ', code('/recap add'), ' and what you heard. Start with the speaker’s name to pick the talk.'],
        [`Reply in a talk’s thread.${opens}`],
        ['Add the reaction ', code(`:${reaction}:`), ' to a message, or choose “Add to recap” in its menu.'],
        ['Mention me with your note, or in a thread to save all of it.'],
      ]),
      section(
        'What is saved appears in the recap with your name and a link to your message. If you don’t want others to save what you write, type ',
        code('/recap opt out'),
        '.',
      ),
    ]),
  ]);
}

/** Announces that a recap that was posted before the end is complete. */
export function renderRecapComplete(
  { name }: Pick<TrackedConference, 'name'>,
  permalink: string | undefined,
): OutgoingMessage {
  return composeMessage([
    richText([section(linkTo(permalink, `The recap of ${nameOf(name)}`), ' is complete now, with all days.')]),
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
): OutgoingMessage {
  const place = (one: Talk | undefined) =>
    one === undefined ? 'the hallway' : italic(truncate(plainLine(one.title), CUTS.title) || 'a talk without a title');
  const move: StaticSelect = {
    type: 'static_select',
    action_id: ACTIONS.moveNote,
    placeholder: plain('Move to another talk', LIMITS.select.placeholder),
    options: talkOptions(choices),
  };
  return composeMessage([
    richText([
      section(
        `With all notes of ${shortDay(note.day)} at hand, I moved this note of yours from `,
        place(before),
        ' to ',
        place(talk),
        '. If that’s wrong, move it:',
      ),
      quote(linesOf(text, CUTS.comment)),
    ]),
    { type: 'actions', block_id: `note ${encodeNoteKey(note)}`, elements: [move] },
  ]);
}

function nameOf(name: string): string {
  return truncate(plainLine(name), CUTS.title) || 'this conference';
}
