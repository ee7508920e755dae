import type { ModalView } from '@slack/types';
import { LocalizedError } from '#errors.ts';
import { encodeNoteKey, VIEWS } from '#render/slack/blocks/action-ids.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { t } from '#slack/messages/reply-messages.ts';
import type { EditableNote } from '#usecases/notes/edit-note.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { buildModal, openedIn, serializeMetadata } from './build-modal.ts';
import { field, textInput } from './inputs.ts';

/** Builds the form in which an author edits a note. @throws AppError for a note that is longer than Slack's fields */
export function buildEditNoteModal({ note, text }: EditableNote, actor: Actor): ModalView {
  if (text.length > LIMITS.textInput.text) {
    throw new LocalizedError('too-large', 'note-too-long-for-form', { count: text.length });
  }
  return buildModal({
    id: VIEWS.editNote,
    title: t('edit-note-title'),
    submit: t('form-save'),
    metadata: serializeMetadata({ ...openedIn(actor), note: encodeNoteKey(note) }),
    blocks: [field({ id: 'text', label: t('form-note') }, textInput(text, LIMITS.textInput.text, true))],
  });
}
