import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { button } from '#render/slack/blocks/build-blocks.ts';
import { code } from '#render/slack/blocks/rich-text.ts';
import { countOf } from '#render/view/phrases.ts';
import type { Forgotten } from '#usecases/privacy/forget-person.ts';
import { actions, answer, line, outside } from './message-builders.ts';

export function answerOptOut({ changed }: { changed: boolean }, out: boolean): OutgoingMessage {
  const already = changed ? '' : ' already';
  return answer(
    out
      ? line`You have opted out${already}: nobody can capture what you write. What you note yourself still counts.
          To change that: ${code('/recap opt in')}`
      : line`You are in${already}: your colleagues can capture what you write.
          To change that: ${code('/recap opt out')}`,
  );
}

/** The value of a button that is about the person who presses it. */
export const SELF = '-';

/** Says what would be forgotten of the actor, or of `userId`, with a red button that does it. */
export function askForgetting(forgotten: Forgotten, userId = SELF): OutgoingMessage {
  const { name, notes } = forgotten;
  // Someone without notes may be mentioned in other people's.
  if (notes === 0 && name === undefined) return answer(line`Nothing of yours is kept here.`);
  return answer(
    name === undefined
      ? line`Remove your ${amount(forgotten)} and your name, from posted recaps too? This can't be undone.`
      : line`Remove the ${amount(forgotten)} of ${outside(name)}, and that name, from posted recaps too?
          Nobody can capture what they write afterwards. This can't be undone.`,
    actions([
      button(name === undefined ? 'Forget me' : 'Forget them', ACTIONS.confirmForget, userId, 'danger'),
      button('Keep them', ACTIONS.cancel, '-'),
    ]),
  );
}

export function answerForgotten(forgotten: Forgotten): OutgoingMessage {
  return answer(
    forgotten.name === undefined
      ? line`Your ${amount(forgotten)} and your name are removed; posted recaps follow within minutes.
          So that nobody captures new ones: ${code('/recap opt out')}`
      : line`The ${amount(forgotten)} of ${outside(forgotten.name)} and that name are removed;
          posted recaps follow within minutes.`,
  );
}

function amount({ notes, conferences }: Forgotten): string {
  return `${countOf(notes, 'note')} in ${countOf(conferences, 'conference')}`;
}
