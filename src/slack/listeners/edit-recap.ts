import type { ModalView } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { buildInfoModal } from '#slack/modals/build-modal.ts';
import {
  buildEditModal,
  type EditMetadata,
  type MovedNotes,
  parseEditMetadata,
  parseEditModal,
} from '#slack/modals/edit-recap.ts';
import { parseFormValues } from '#slack/modals/form-values.ts';
import { answerError, sentence } from '#slack/replies/message-builders.ts';
import { editForm } from '#usecases/editing/edit-form.ts';
import { type Edits, editRecap } from '#usecases/editing/edit-recap.ts';
import { moveNote } from '#usecases/notes/undo-or-move-note.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { ActionArgs, ListenerDependencies } from './payload.ts';
import { objectAt, parseInteractionActor, parseScope, staleActionError, textAt } from './payload.ts';
import { deliver, explainError, inBackground } from './send-reply.ts';
import { fieldErrors, showNext, type ViewArgs } from './submit-form.ts';

/** "Edit" below a preview: the modal opens at once and is filled in when the recap is made. */
export async function onEditRecap(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  const { ack, action, body, client, context } = args;
  const actor = parseInteractionActor(body, context);
  await ack();
  if (actor === undefined) return;
  inBackground(deps, async () => {
    const trigger_id = textAt(body, 'trigger_id');
    const opened = await client.views.open({ trigger_id, view: buildInfoModal(sentence(t('one-moment'))) });
    const build = async () => {
      const { conferenceId, day } = parseScope(textAt(action, 'value'));
      const form = await editForm(deps, actor, day, conferenceId);
      return buildEditModal(form, omitUndefined({ channel: actor.channel }));
    };
    const view = await build().catch((error: unknown) => buildInfoModal(explainError(deps, error)));
    if (opened.view?.id !== undefined) await client.views.update({ view_id: opened.view.id, view });
  });
}

/**
 * Another talk was chosen: saves what was entered for the one before, and shows the chosen one. If that fails, the form
 * stays as it is, with all that was typed, and a modal above it says why.
 */
export async function onEditChosen(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  const { ack, body, client, context } = args;
  const inDialog = parseInteractionActor(body, context);
  await ack();
  if (inDialog === undefined) return;
  const submitted = objectAt(body, 'view');
  const refuse = async (message: OutgoingMessage, actor: Actor) => {
    const view = buildInfoModal(message, t('review-back'));
    await client.views
      .push({ trigger_id: textAt(body, 'trigger_id'), view })
      // Saving took longer than a trigger_id lives.
      .catch(() => deliver(deps, { client, actor }, { messages: [message] }));
  };
  inBackground(deps, async () => {
    const metadata = parseEditMetadata(submitted.private_metadata);
    if (metadata === undefined) return refuse(answerError(staleActionError()), inDialog);
    const actor = { ...inDialog, ...omitUndefined({ channel: metadata.channel }) };
    const read = parseEditModal(submitted.state, metadata, submitted.blocks);
    if ('errors' in read) return refuse(sentence(Object.values(read.errors).join(' ')), actor);
    const chosen = parseFormValues(submitted.state).choice('place');
    try {
      const view = await saveAndShow(deps, actor, { ...metadata, ...read, chosen });
      await client.views.update({ view_id: textAt(submitted, 'id'), view });
    } catch (error) {
      await refuse(explainError(deps, error), actor);
    }
  });
}

/**
 * The form was sent with another talk chosen, before it was shown: saves what was entered, and shows that talk.
 * Returns whether this was the case.
 */
export async function onSentWithAnotherTalk(args: ViewArgs, deps: ListenerDependencies): Promise<boolean> {
  const { ack, body, client, view, context } = args;
  const metadata = parseEditMetadata(view.private_metadata);
  const inDialog = parseInteractionActor(body, context);
  const chosen = parseFormValues(view.state).choice('place');
  if (metadata?.place === undefined || inDialog === undefined || chosen === undefined || chosen === metadata.place)
    return false;
  const actor = { ...inDialog, ...omitUndefined({ channel: metadata.channel }) };
  const read = parseEditModal(view.state, metadata, view.blocks);
  if ('errors' in read) {
    await ack({ response_action: 'errors', errors: read.errors });
    return true;
  }
  await showNext(args, deps, {
    building: saveAndShow(deps, actor, { ...metadata, ...read, chosen }),
    refuse: (error) => ({ response_action: 'errors', errors: fieldErrors(error, [], 'introduction') }),
    action: 'update',
    progress: 'saving',
    async showLate(next) {
      await client.views.update({ view_id: view.id, view: next });
      return buildInfoModal(sentence(t('form-done')), t('review-back'));
    },
  });
  return true;
}

async function saveAndShow(
  deps: ListenerDependencies,
  actor: Actor,
  { chosen, ...entered }: EditMetadata & { edits: Edits; moved?: MovedNotes; chosen: string | undefined },
): Promise<ModalView> {
  await saveEdits(deps, actor, entered);
  const form = await editForm(deps, actor, entered.day, entered.conferenceId);
  return buildEditModal(form, entered, chosen);
}

/** Saves what was entered into the form, and moves the notes that were chosen. @throws AppError */
export async function saveEdits(
  deps: ListenerDependencies,
  actor: Actor,
  { conferenceId, day, edits, moved }: EditMetadata & { edits: Edits; moved?: MovedNotes },
): Promise<void> {
  await editRecap(deps, actor, { conferenceId, scope: day }, edits);
  for (const note of moved?.notes ?? [])
    await moveNote(deps, actor, { key: { teamId: actor.teamId, ...note }, talkId: moved!.talkId });
}
