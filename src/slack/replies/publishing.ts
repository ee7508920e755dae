import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { button } from '#render/slack/blocks/build-blocks.ts';
import { BUDGET, TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
import { type Inline, joined, richText, section } from '#render/slack/blocks/rich-text.ts';
import { t } from '#slack/messages/reply-messages.ts';
import type { approve, findEarlyRecap, Preview, publish } from '#usecases/publishing/preview-and-publish.ts';
import {
  actions,
  conferenceName,
  foreignText,
  inlineText,
  list,
  reply,
  scopeValues,
  textLine,
  whenIn,
} from './message-builders.ts';

export function answerPublished({ conference, day, again }: Awaited<ReturnType<typeof publish>>): OutgoingMessage {
  const values = { ...scopeValues(day), conference: conferenceName(conference), again: again ? 'yes' : 'no' };
  return reply(textLine('published', values));
}

/** Asks whether the recap should be posted before the conference ends. */
export function askEarlyRecap({
  conference,
  dueAt,
}: NonNullable<Awaited<ReturnType<typeof findEarlyRecap>>>): OutgoingMessage {
  return reply(
    textLine('early-recap', { conference: conferenceName(conference), when: whenIn(conference.timezone, dueAt) }),
    actions([
      button(t('publish-now'), ACTIONS.publishNow, `${conference.id} all`, 'primary'),
      button(t('not-now'), ACTIONS.cancel, '-'),
    ]),
  );
}

/**
 * Shows a preview to one organizer: what it is, the very blocks that will be posted (parts that fit together share a
 * message), and the buttons that post, approve and edit them.
 */
export function answerPreview(shown: Preview): OutgoingMessage[] {
  const {
    conference,
    recap,
    parts,
    unsureNotes,
    day,
    refused,
    untranslated,
    use,
    asksAgain,
    isPosted,
    approval,
    dueAt,
  } = shown;
  const sentences = [
    inlineText('preview', {
      ...scopeValues(day),
      conference: conferenceName(conference),
      replies: parts.length - 1,
    }),
    ...(refused === 0 ? [] : [inlineText('refused', { count: refused })]),
    ...(untranslated === 0 ? [] : [inlineText('untranslated', { count: untranslated })]),
    ...(use === undefined ? [] : [inlineText('model-use', { tokens: use.sent + use.received, saved: use.saved })]),
  ];
  const intro = reply(
    richText([section(joined(sentences, ' '))]),
    list(t('asks-again'), asksAgain.slice(0, MOST_ASKING).map(askedAgain)),
  );
  const value = `${conference.id} ${day}`;
  const end = reply(
    isPosted
      ? textLine('preview-posted')
      : textLine(`preview-${approval}`, {
          due: dueAt === undefined ? 'passed' : 'later',
          when: dueAt === undefined ? '' : whenIn(conference.timezone, dueAt),
        }),
    actions([
      button(t(isPosted ? 'update-now' : 'publish-now'), ACTIONS.publishNow, value, 'primary'),
      approval === 'wanted' ? button(t('approve'), ACTIONS.approve, value) : undefined,
      button(t('edit'), ACTIONS.editRecap, value),
      recap.readingList.length > 0 ? button(t('edit-list'), ACTIONS.editList, `${conference.id} 1`) : undefined,
      button(t('not-now'), ACTIONS.cancel, '-'),
    ]),
  );
  const messages = [...parts.map(({ message }) => message), ...(unsureNotes === undefined ? [] : [unsureNotes])];
  return [intro, ...packMessages(messages), end];
}

const MOST_ASKING = 10;

function askedAgain({ text, asks }: Preview['asksAgain'][number]): Inline[] {
  const now = foreignText(text, TEXT_LENGTHS.headline);
  return asks?.wording === undefined
    ? inlineText('changed-hidden', { text: now })
    : inlineText('changed-reworded', { text: now, wording: foreignText(asks.wording, TEXT_LENGTHS.headline) });
}

/** Says what will be posted, and when. */
export function answerApproved({
  conference,
  day,
  parts,
  dueAt,
}: Awaited<ReturnType<typeof approve>>): OutgoingMessage {
  return reply(
    textLine('approved', {
      ...scopeValues(day),
      conference: conferenceName(conference),
      posts: dueAt === undefined ? 'yes' : 'no',
      when: dueAt === undefined ? '' : whenIn(conference.timezone, dueAt),
      replies: parts.length - 1,
    }),
  );
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
  return reply(textLine('exported', { file: name }));
}
