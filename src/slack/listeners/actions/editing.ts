import type { ModalView } from '@slack/types';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { readDate } from '#slack/commands-syntax/dates.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { objectAt, parseInteractionActor, parseValuePair, textAt } from '#slack/listeners/parse-actor.ts';
import { logUnexpectedError } from '#slack/listeners/send-reply.ts';
import { staleActionError } from '#slack/listeners/stale-action.ts';
import { buildEditModal, parseEditMetadata } from '#slack/modals/edit-recap.ts';
import { statementField } from '#slack/modals/edit-statements.ts';
import { parseFormValues } from '#slack/modals/form-values.ts';
import { buildInfoModal } from '#slack/modals/inputs.ts';
import { answerApproved, answerPreview } from '#slack/replies/publish.ts';
import { answerError, sentence } from '#slack/replies/usage-errors.ts';
import { type ActionArgs, runAction } from './run-action.ts';

/** "Preview" in a reminder. */
export function onPreview(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value }) => {
    const { conferenceId, day } = readSubject(value);
    return { below: async () => answerPreview(await deps.bot.preview(actor, day, conferenceId)) };
  });
}

/** "Approve" below a preview. */
export function onApprove(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value }) => {
    const { conferenceId, day } = readSubject(value);
    return { later: async () => answerApproved(await deps.bot.approve(actor, day, conferenceId)) };
  });
}

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
      const { conferenceId, day } = readSubject(textAt(action, 'value'));
      const form = await deps.bot.editForm(actor, day, conferenceId);
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
    const form = await deps.bot.editForm({ ...actor, ...omitUndefined({ channel }) }, day, conferenceId);
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

/** @throws AppError for what names no digest or recap */
function readSubject(value: string): { conferenceId: string; day: string } {
  const [conferenceId, typed] = parseValuePair(value) ?? [];
  const day = typed === 'all' ? typed : readDate(typed ?? '');
  if (conferenceId === undefined || day === undefined) throw staleActionError();
  return { conferenceId, day };
}
