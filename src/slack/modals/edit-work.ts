import type { ModalView } from '@slack/types';
import { splitNames } from '#domain/language/person-names.ts';
import { HALLWAY, VIEWS } from '#render/slack/blocks/action-ids.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { talkOptions } from '#render/slack/blocks/talk-options.ts';
import { t } from '#slack/messages/reply-messages.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { EditableWork, WorkEdits } from '#usecases/reading-list/recommend-work.ts';
import { buildModal, openedIn, serializeMetadata } from './build-modal.ts';
import { parseFormValues } from './form-values.ts';
import { field, talkInput, textInput } from './inputs.ts';

/** Builds the form that edits an entry of the reading list. */
export function buildEditWorkModal(work: EditableWork, actor: Actor): ModalView {
  const { conferenceId, key, title, authors, comment, talk } = work;
  const [chosen] = talk === undefined ? [] : talkOptions([talk], t('no-talk'));
  return buildModal({
    id: VIEWS.editWork,
    title: t('edit-work-title'),
    submit: t('form-save'),
    metadata: serializeMetadata({ ...openedIn(actor), conferenceId, work: key }),
    blocks: [
      field({ id: 'title', label: t('field-title') }, textInput(title, LIMITS.textInput.text)),
      field(
        { id: 'authors', label: t('form-authors'), hint: t('form-authors-hint'), optional: true },
        textInput(authors.join('; '), LIMITS.textInput.text),
      ),
      field(
        { id: 'comment', label: t('form-comment'), optional: true },
        textInput(comment, LIMITS.textInput.text, true),
      ),
      field({ id: 'talk', label: t('form-recommended-in'), optional: true }, talkInput(chosen)),
    ],
  });
}

export function parseEditWorkModal(state: unknown): WorkEdits {
  const entered = parseFormValues(state);
  const talk = entered.choice('talk');
  const authors = entered.text('authors');
  return {
    title: entered.text('title').replace(/\s+/gu, ' '),
    authors: splitNames(authors, { commas: !authors.includes(';') }),
    comment: entered.text('comment') || undefined,
    talkId: talk === undefined || talk === HALLWAY ? null : talk,
  };
}
