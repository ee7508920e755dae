import type { ModalView } from '@slack/types';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { buildEditModal, parseEditMetadata } from '#slack/modals/edit-recap.ts';
import { statementField } from '#slack/modals/edit-statements.ts';
import { parseFormValues } from '#slack/modals/form-values.ts';
import { buildInfoModal } from '#slack/modals/inputs.ts';
import { answerError, sentence } from '#slack/replies/message-builders.ts';
import { editForm } from '#usecases/editing/edit-form.ts';
import type { ListenerDependencies } from './dependencies.ts';
import { objectAt, parseInteractionActor, parseScope, staleActionError, textAt } from './payload.ts';
import type { ActionArgs } from './run-action.ts';
import { logUnexpectedError } from './send-reply.ts';

/** "Edit" below a preview: the dialog opens at once and is filled in when the recap is made. */
export async function onEditRecap(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  const { ack, action, body, client, context } = args;
  const actor = parseInteractionActor(body, context);
  await ack();
  if (actor === undefined) return;
  const open = async () => {
    const trigger_id = textAt(body, 'trigger_id');
    const opened = await client.views.open({ trigger_id, view: buildInfoModal(sentence('One moment …')) });
    await fillIn(args, deps, opened.view?.id, async () => {
      const { conferenceId, day } = parseScope(textAt(action, 'value'));
      const form = await editForm(deps, actor, day, conferenceId);
      const { channel } = actor;
      return buildEditModal(form, { ...omitUndefined({ channel }), offered: [] });
    });
  };
  deps.inFlight.track(open().catch((error) => logUnexpectedError(deps, error)));
}

/** Another talk was chosen in the form, or something of it to reword: the form shows that, with what is entered. */
export async function onEditChosen(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  const { ack, body, context } = args;
  const actor = parseInteractionActor(body, context);
  await ack();
  const view = objectAt(body, 'view');
  if (actor === undefined) return;
  const change = fillIn(args, deps, textAt(view, 'id'), async () => {
    const metadata = parseEditMetadata(view.private_metadata);
    if (metadata === undefined) throw staleActionError();
    const entered = parseFormValues(view.state);
    const { channel, conferenceId, day } = metadata;
    const form = await editForm(deps, { ...actor, ...omitUndefined({ channel }) }, day, conferenceId);
    const place = entered.choice('place') ?? metadata.place;
    const statement = place === undefined ? undefined : entered.choice(statementField(place));
    return buildEditModal(form, metadata, { place, statement, entered });
  });
  deps.inFlight.track(change.catch((error) => logUnexpectedError(deps, error)));
}

/** Shows a dialog in the place of another, or why it can't be shown. */
async function fillIn(
  { client }: Pick<ActionArgs, 'client'>,
  deps: ListenerDependencies,
  viewId: string | undefined,
  build: () => Promise<ModalView>,
): Promise<void> {
  const view = await build().catch((error: unknown) => {
    logUnexpectedError(deps, error);
    return buildInfoModal(answerError(error));
  });
  if (viewId !== undefined) await client.views.update({ view_id: viewId, view });
}
