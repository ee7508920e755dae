import type { ModalView } from '@slack/types';
import type { OutgoingMessage } from '../../domain/publication.ts';
import { plain } from '../answers/say.ts';

/** A dialog that only says something: where no message can, as in App Home. */
export function buildNotice({ blocks }: OutgoingMessage): ModalView {
  return {
    type: 'modal',
    title: plain('Conference Recap'),
    close: plain('Close'),
    blocks: blocks as ModalView['blocks'],
  };
}
