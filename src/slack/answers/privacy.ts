import type { OutgoingMessage } from '../../domain/publication.ts';
import { countOf } from '../../render/recap-words.ts';
import { ACTIONS } from '../../render/slack/actions.ts';
import { button } from '../../render/slack/controls.ts';
import { code } from '../../render/slack/rich-text.ts';
import type { Bot } from '../../usecases/bot.ts';
import { actions, answer, line } from './say.ts';

export function answerOptOut({ changed }: { changed: boolean }, out: boolean): OutgoingMessage {
  const already = changed ? '' : ' already';
  return answer(
    out
      ? line(
          `You have opted out${already}: nobody can capture what you write. What you note yourself still counts. To change that: `,
          code('/recap opt in'),
        )
      : line(
          `You are in${already}: your colleagues can capture what you write. To change that: `,
          code('/recap opt out'),
        ),
  );
}

type Forgotten = Awaited<ReturnType<Bot['describeForgetting']>>;

/** What would be forgotten; a red button does it. */
export function askForgetting(forgotten: Forgotten): OutgoingMessage {
  if (forgotten.notes === 0) return answer(line('Nothing of yours is kept here.'));
  return answer(
    line(`Remove your ${amount(forgotten)} and your name, from posted recaps too? This can't be undone.`),
    actions([
      button('Forget me', ACTIONS.confirmForget, '-', 'danger'),
      button('Keep them', ACTIONS.cancel, '-'),
    ]),
  );
}

export function answerForgotten(forgotten: Forgotten): OutgoingMessage {
  return answer(
    line(
      `Your ${amount(forgotten)} and your name are removed; posted recaps follow within minutes. So that nobody captures new ones: `,
      code('/recap opt out'),
    ),
  );
}

function amount({ notes, conferences }: Forgotten): string {
  return `${countOf(notes, 'note')} in ${countOf(conferences, 'conference')}`;
}
