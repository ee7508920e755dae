import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { composeMessage } from '#render/slack/blocks/compose-message.ts';
import { actions, button } from '#render/slack/blocks/controls.ts';
import { CUTS } from '#render/slack/blocks/limits.ts';
import { bold, richText, section, words } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { shortDay } from '#render/view/dates.ts';
import { plainLine } from '#render/view/plain-text.ts';

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
