import type { ModalView } from '@slack/types';
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
import { sentence } from '#slack/replies/message-builders.ts';
import { editForm } from '#usecases/editing/edit-form.ts';
import { type Edits, editRecap } from '#usecases/editing/edit-recap.ts';
import { moveNote } from '#usecases/notes/undo-or-move-note.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { ActionArgs, ListenerDependencies } from './payload.ts';
import { objectAt, parseInteractionActor, parseScope, staleActionError, textAt } from './payload.ts';
import { explainError, inBackground } from './send-reply.ts';
import { fieldErrors, type ViewArgs } from './submit-form.ts';

/** "Edit" below a preview: the modal opens at once and is filled in when the recap is made. */
export async function onEditRecap(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  const { ack, action, body, client, context } = args;
  const actor = parseInteractionActor(body, context);
  await ack();
  if (actor === undefined) return;
  inBackground(deps, async () => {
    const trigger_id = textAt(body, 'trigger_id');
    const opened = await client.views.open({ trigger_id, view: buildInfoModal(sentence(t('one-moment'))) });
    await fillIn(args, deps, opened.view?.id, async () => {
      const { conferenceId, day } = parseScope(textAt(action, 'value'));
      const form = await editForm(deps, actor, day, conferenceId);
      return buildEditModal(form, omitUndefined({ channel: actor.channel }));
    });
  });
}

/** Another talk was chosen: saves what was entered for the one before, so that nothing is lost, and shows it. */
export async function onEditChosen(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  const { ack, body, context } = args;
  const inDialog = parseInteractionActor(body, context);
  await ack();
  if (inDialog === undefined) return;
  const view = objectAt(body, 'view');
  inBackground(deps, () =>
    fillIn(args, deps, textAt(view, 'id'), async () => {
      const metadata = parseEditMetadata(view.private_metadata);
      if (metadata === undefined) throw staleActionError();
      const { channel, conferenceId, day } = metadata;
      const actor = { ...inDialog, ...omitUndefined({ channel }) };
      const read = parseEditModal(view.state, metadata);
      if ('edits' in read) await saveEdits(deps, actor, { ...metadata, ...read });
      const form = await editForm(deps, actor, day, conferenceId);
      return buildEditModal(form, metadata, parseFormValues(view.state).choice('place'));
    }),
  );
}

/**
 * The form was sent with another talk chosen, before it was shown: saves what was entered, and shows that talk.
 * Returns whether this was the case.
 */
export async function onSentWithAnotherTalk(
  { ack, body, view, context }: ViewArgs,
  deps: ListenerDependencies,
): Promise<boolean> {
  const metadata = parseEditMetadata(view.private_metadata);
  const inDialog = parseInteractionActor(body, context);
  const chosen = parseFormValues(view.state).choice('place');
  if (metadata?.place === undefined || inDialog === undefined || chosen === undefined || chosen === metadata.place)
    return false;
  const { channel, conferenceId, day } = metadata;
  const actor = { ...inDialog, ...omitUndefined({ channel }) };
  const read = parseEditModal(view.state, metadata);
  if ('errors' in read) {
    await ack({ response_action: 'errors', errors: read.errors });
    return true;
  }
  try {
    await saveEdits(deps, actor, { ...metadata, ...read });
    const form = await editForm(deps, actor, day, conferenceId);
    await ack({ response_action: 'update', view: buildEditModal(form, metadata, chosen) });
  } catch (error) {
    await ack({ response_action: 'errors', errors: fieldErrors(error, [], 'introduction') });
  }
  return true;
}

/** Saves what was entered into the form, and moves the notes that were chosen. @throws AppError */
export async function saveEdits(
  deps: ListenerDependencies,
  actor: Actor,
  { conferenceId, day, edits, moved }: EditMetadata & { edits: Edits; moved?: MovedNotes },
): Promise<void> {
  await editRecap(deps, actor, conferenceId, day, edits);
  for (const note of moved?.notes ?? [])
    await moveNote(deps, actor, { key: { teamId: actor.teamId, ...note }, talkId: moved!.talkId });
}

/** Replaces a modal with another, or with why that can't be shown. */
async function fillIn(
  { client }: Pick<ActionArgs, 'client'>,
  deps: ListenerDependencies,
  viewId: string | undefined,
  build: () => Promise<ModalView>,
): Promise<void> {
  const view = await build().catch((error: unknown) => buildInfoModal(explainError(deps, error)));
  if (viewId !== undefined) await client.views.update({ view_id: viewId, view });
}
