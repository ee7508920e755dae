import type { ModalView } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { plain } from '#render/slack/blocks/controls.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';

/** A dialog that only says something: where no message can, as in App Home. */
export function buildNotice({ blocks }: OutgoingMessage): ModalView {
  return {
    type: 'modal',
    title: plain('Conference Recap', LIMITS.view.title),
    close: plain('Close', LIMITS.view.button),
    blocks: blocks as ModalView['blocks'],
  };
}
