import type { CalendarDate } from '../../domain/conference.ts';
import type { OutgoingMessage } from '../../domain/publication.ts';
import type { TrackedConference } from '../../domain/tracked-conference.ts';
import { shortDay } from '../dates.ts';
import { plainLine } from '../plain-text.ts';
import { ACTIONS } from './actions.ts';
import { composeMessage } from './compose-message.ts';
import { actions, button } from './controls.ts';
import { cutText } from './cut-text.ts';
import { CUTS } from './limits.ts';
import { bold, richText, section, words } from './rich-text.ts';

/** Tells an organiser that a day's digest, or the recap, is due and waits for approval. */
export function renderReminder(
  { id, name }: Pick<TrackedConference, 'id' | 'name'>,
  scope: CalendarDate | 'all',
): OutgoingMessage {
  const subject = scope === 'all' ? 'The recap' : `The digest of ${shortDay(scope)}`;
  const named = cutText(plainLine(name), CUTS.title) || 'the conference';
  const value = `${id} ${scope}`;
  return composeMessage([
    richText([
      section(
        ...words(`${subject} of `),
        ...bold(named),
        ...words(' is due. It is posted when one of its organisers publishes it.'),
      ),
    ]),
    actions(
      button('Preview', ACTIONS.preview, value),
      button('Publish now', ACTIONS.publishNow, value, 'primary'),
    ),
  ]);
}
