import type { ModalView } from '@slack/types';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { buildInfoModal } from '#slack/modals/build-modal.ts';
import { buildEditModal, parseEditMetadata } from '#slack/modals/edit-recap.ts';
import { statementField } from '#slack/modals/edit-statements.ts';
import { parseFormValues } from '#slack/modals/form-values.ts';
import { sentence } from '#slack/replies/message-builders.ts';
import { editForm } from '#usecases/editing/edit-form.ts';
import type { ActionArgs, ListenerDependencies } from './payload.ts';
import { objectAt, parseInteractionActor, parseScope, staleActionError, textAt } from './payload.ts';
import { explainError, inBackground } from './send-reply.ts';

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
      return buildEditModal(form, { ...omitUndefined({ channel: actor.channel }), offered: [] });
    });
  });
}

/** Another talk or another statement to reword was chosen: the form shows it, with what was entered so far. */
export async function onEditChosen(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  const { ack, body, context } = args;
  const actor = parseInteractionActor(body, context);
  await ack();
  if (actor === undefined) return;
  const view = objectAt(body, 'view');
  inBackground(deps, () =>
    fillIn(args, deps, textAt(view, 'id'), async () => {
      const metadata = parseEditMetadata(view.private_metadata);
      if (metadata === undefined) throw staleActionError();
      const entered = parseFormValues(view.state);
      const { channel, conferenceId, day } = metadata;
      const form = await editForm(deps, { ...actor, ...omitUndefined({ channel }) }, day, conferenceId);
      const place = entered.choice('place') ?? metadata.place;
      const statement = place === undefined ? undefined : entered.choice(statementField(place));
      return buildEditModal(form, metadata, { place, statement, entered });
    }),
  );
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
