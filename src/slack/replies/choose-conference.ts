import type { SectionBlock } from '@slack/types';
import type { TrackedConference } from '#domain/conference/conference.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { button, plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import type { WhichConference } from '#usecases/conference/resolve-conference.ts';
import { displayName, whenAndWhere } from './conference-text.ts';
import { answerNoConference } from './help.ts';
import { answer, line } from './message-builders.ts';

const MOST_CHOICES = 20;

/** Asks which conference is meant; `waitingId` names the request that goes on then. */
export function askConference({ choices }: WhichConference, waitingId: string): OutgoingMessage {
  if (choices.length === 0) return answerNoConference();
  return answer(
    line('Which conference do you mean?'),
    ...choices.slice(0, MOST_CHOICES).map((conference) => choiceBlock(conference, waitingId)),
  );
}

function choiceBlock(conference: TrackedConference, waitingId: string): SectionBlock {
  return {
    type: 'section',
    text: plain(`${displayName(conference)} · ${whenAndWhere(conference)}`, LIMITS.section.text),
    accessory: button('This one', ACTIONS.chooseConference, `${waitingId} ${conference.id}`),
  };
}
