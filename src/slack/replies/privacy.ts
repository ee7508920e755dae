import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { button } from '#render/slack/blocks/build-blocks.ts';
import { code } from '#render/slack/blocks/rich-text.ts';
import { t } from '#slack/messages/reply-messages.ts';
import type { Forgotten } from '#usecases/privacy/forget-person.ts';
import { actions, foreignText, reply, textLine } from './message-builders.ts';

export function answerOptOut({ changed }: { changed: boolean }, out: boolean): OutgoingMessage {
  const command = code(out ? '/recap opt in' : '/recap opt out');
  return reply(textLine(out ? 'opted-out' : 'opted-in', { changed: changed ? 'yes' : 'no', command }));
}

/** The value of a button that is about the person who presses it. */
export const SELF = '-';

/** Says what would be forgotten of the actor, or of `userId`, with a red button that does it. */
export function askForgetting(forgotten: Forgotten, userId = SELF): OutgoingMessage {
  const { name } = forgotten;
  // Someone without notes may be mentioned in other people's.
  return reply(
    name === undefined
      ? textLine('forget-me-question', amounts(forgotten))
      : textLine('forget-them-question', { ...amounts(forgotten), name: foreignText(name) }),
    actions([
      button(t(name === undefined ? 'forget-me' : 'forget-them'), ACTIONS.confirmForget, userId, 'danger'),
      button(t('form-cancel'), ACTIONS.cancel, '-'),
    ]),
  );
}

export function answerForgotten(forgotten: Forgotten): OutgoingMessage {
  return reply(
    forgotten.name === undefined
      ? textLine('forgot-me', { ...amounts(forgotten), command: code('/recap opt in') })
      : textLine('forgot-them', { ...amounts(forgotten), name: foreignText(forgotten.name) }),
  );
}

function amounts({ notes, conferences }: Forgotten): { notes: number; conferences: number } {
  return { notes, conferences };
}
