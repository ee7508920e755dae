import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { button } from '#render/slack/blocks/build-blocks.ts';
import { BUDGET, CUTS } from '#render/slack/blocks/limits.ts';
import type { Inline } from '#render/slack/blocks/rich-text.ts';
import { countOf } from '#render/view/phrases.ts';
import type { approve, findEarlyRecap, Preview, publish } from '#usecases/publishing/preview-and-publish.ts';
import {
  actions,
  answer,
  capital,
  conferenceName,
  line,
  list,
  outside,
  phrase,
  subjectOf,
  whenIn,
} from './message-builders.ts';

export function answerPublished({ conference, day, again }: Awaited<ReturnType<typeof publish>>): OutgoingMessage {
  const then = again ? 'is there already; it is brought up to date.' : 'is being posted.';
  return answer(line`${capital(subjectOf(day))} of ${conferenceName(conference)} ${then}`);
}

/** Asks whether the recap should be posted before the conference ends. */
export function askEarlyRecap({
  conference,
  dueAt,
}: NonNullable<Awaited<ReturnType<typeof findEarlyRecap>>>): OutgoingMessage {
  return answer(
    line`${conferenceName(conference)} isn't over yet. Post the recap now? If you wait, I'll post it on
      ${whenIn(conference.timezone, dueAt)}. If you post it now, I'll keep it up to date and announce it at the end.`,
    actions([
      button('Publish now', ACTIONS.publishNow, `${conference.id} all`, 'primary'),
      button('Wait', ACTIONS.cancel, '-'),
    ]),
  );
}

/**
 * Shows a preview to one organizer: what it is, the very blocks that will be posted (parts that fit together share a
 * message), and the buttons that post, approve and edit them.
 */
export function answerPreview(shown: Preview): OutgoingMessage[] {
  const { conference, parts, unsureNotes, day, refused, untranslated, use, asksAgain, isPosted, approval } = shown;
  const posts =
    parts.length > 1 ? `, one post and ${countOf(parts.length - 1, 'reply', 'replies')} in its thread.` : ', one post.';
  const unsupported = refused === 0 ? '' : ` ${countOf(refused, 'sentence')} left out: not in the notes.`;
  const original =
    untranslated === 0
      ? ''
      : ` ${countOf(untranslated, 'sentence')} left in the language of the notes: the translation might say more.`;
  const intro = answer(
    line`Only you see this: ${subjectOf(day)} of ${conferenceName(conference)}${posts}${unsupported}${original}${
      use === undefined ? '' : ` ${useWords(use)}`
    }`,
    list('The notes say something else now, so look at it again:', asksAgain.slice(0, MOST_ASKING).map(askedAgain)),
  );
  const value = `${conference.id} ${day}`;
  const end = answer(
    line`${isPosted ? 'It is posted, and follows by itself what changes.' : ENDS[approval]}`,
    actions([
      button(isPosted ? 'Update now' : 'Publish now', ACTIONS.publishNow, value, 'primary'),
      approval === 'wanted' ? button('Approve', ACTIONS.approve, value) : undefined,
      button('Edit', ACTIONS.editRecap, value),
      button('Not now', ACTIONS.cancel, '-'),
    ]),
  );
  const messages = [...parts.map(({ message }) => message), ...(unsureNotes === undefined ? [] : [unsureNotes])];
  return [intro, ...packMessages(messages), end];
}

const MOST_ASKING = 10;

const ENDS: Record<Preview['approval'], string> = {
  automatic: 'Post it now, or leave it to its time.',
  wanted: 'It waits until an organizer approves it: then it is posted at its time. Or post it now.',
  given: 'It is approved, and posted at its time. Or post it now.',
};

function askedAgain({ text, asks }: Preview['asksAgain'][number]): Inline[] {
  const now = outside(text, CUTS.headline);
  return asks?.wording === undefined
    ? phrase`changed since it was hidden: ${now}`
    : phrase`changed since it was reworded: ${now} The words were: ${outside(asks.wording, CUTS.headline)}`;
}

export function answerApproved({ conference, day, posts }: Awaited<ReturnType<typeof approve>>): OutgoingMessage {
  const then = posts ? 'is approved, and being posted.' : 'is approved: it is posted at its time.';
  return answer(line`${capital(subjectOf(day))} of ${conferenceName(conference)} ${then}`);
}

function useWords({ sent, received, saved }: NonNullable<Preview['use']>): string {
  const spent = `The language model took ${countOf(sent + received, 'token')}`;
  return saved === 0 ? `${spent}.` : `${spent}, ${saved} saved by what it said before.`;
}

/** Joins messages as long as they stay within what one message holds. */
function packMessages(messages: readonly OutgoingMessage[]): OutgoingMessage[] {
  const packed: OutgoingMessage[] = [];
  let room = { blocks: 0, characters: 0 };
  for (const message of messages) {
    const characters = blocksToText(message.blocks).length;
    const last = packed.at(-1);
    if (last !== undefined && message.blocks.length < room.blocks && characters < room.characters) {
      packed[packed.length - 1] = { ...last, blocks: [...last.blocks, { type: 'divider' }, ...message.blocks] };
      room = { blocks: room.blocks - message.blocks.length - 1, characters: room.characters - characters };
    } else {
      packed.push(message);
      room = { blocks: BUDGET.blocks - message.blocks.length, characters: BUDGET.characters / 2 - characters };
    }
  }
  return packed;
}

export function answerExported({ name }: { name: string }): OutgoingMessage {
  return answer(line`${name} is sent to you, in your conversation with the app.`);
}
