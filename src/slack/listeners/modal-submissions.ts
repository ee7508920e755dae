import { AppError } from '#errors.ts';
import { VIEWS } from '#render/slack/blocks/action-ids.ts';
import { buildAddNoteModal, parseAddNoteModal } from '#slack/modals/add-note.ts';
import { parseEditMetadata, parseEditModal } from '#slack/modals/edit-recap.ts';
import { parseEditWorkModal } from '#slack/modals/edit-work.ts';
import { parseSettingsModal, parseStartModal } from '#slack/modals/settings.ts';
import { answerChanged, answerStarted } from '#slack/replies/conference.ts';
import { answerNoted } from '#slack/replies/note.ts';
import { answerPreview } from '#slack/replies/publish.ts';
import { answerEdited } from '#slack/replies/reading-list.ts';
import { changeSettings } from '#usecases/conference/change-settings.ts';
import { setListening } from '#usecases/conference/set-channel-listening.ts';
import { startConference } from '#usecases/conference/start-conference.ts';
import { editRecap } from '#usecases/editing/edit-recap.ts';
import { addNote } from '#usecases/notes/add-note.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import { preview } from '#usecases/publishing/preview-and-publish.ts';
import { editWork } from '#usecases/reading-list/recommend-work.ts';
import type { ListenerDependencies } from './dependencies.ts';
import { publishHome } from './publish-home.ts';
import { deliver, logUnexpectedError } from './send-reply.ts';
import { fieldErrors, parseSubmission, submitModal, type ViewArgs } from './submit-modal.ts';

/** The form that takes a note was sent: stored, then closed, then answered. */
async function onAddNoteSubmitted(args: ViewArgs, deps: ListenerDependencies): Promise<void> {
  const { ack, client } = args;
  const sent = parseSubmission(args);
  if (sent === undefined) return ack();
  const { actor, requestId } = sent;
  const read = parseAddNoteModal(sent.state, sent.privateMetadata);
  if ('errors' in read) return ack({ response_action: 'errors', errors: read.errors });
  const { promise: stored, resolve: onStored } = Promise.withResolvers<'stored'>();
  const adding = addNote(deps, actor, { ...read.note, requestId, way: 'form' }, () => onStored('stored'));
  let added: Awaited<typeof adding> | 'stored';
  try {
    added = await Promise.race([stored, adding]);
  } catch (error) {
    logUnexpectedError(deps, error);
    return ack({ response_action: 'errors', errors: fieldErrors(error, [], 'text') });
  }
  if (added !== 'stored' && 'choices' in added) {
    const view = buildAddNoteModal(added.choices, sent.metadata, read.note.text);
    return ack({ response_action: 'update', view });
  }
  await ack();
  const reply = async () => {
    const saved = await adding;
    if (actor.channel === undefined) await publishHome(deps, client, actor);
    else if ('note' in saved) await deliver(deps, { client, actor }, [answerNoted(saved)]);
  };
  deps.inFlight.track(reply().catch((error) => logUnexpectedError(deps, error)));
}

/** The form that sets a conference up was sent. */
async function onStartSubmitted(args: ViewArgs, deps: ListenerDependencies): Promise<void> {
  const sent = parseSubmission(args);
  const read = parseStartModal(sent?.state);
  if (sent === undefined) return args.ack();
  if ('errors' in read) return args.ack({ response_action: 'errors', errors: read.errors });
  await submitModal(args, deps, sent, 'name', async () =>
    answerStarted(await startConference(deps, sent.actor, read.wishes)),
  );
}

/** The form that changes a conference was sent. */
async function onSettingsSubmitted(args: ViewArgs, deps: ListenerDependencies): Promise<void> {
  const sent = parseSubmission(args);
  const read = parseSettingsModal(sent?.state);
  const conferenceId = sent?.metadata.conferenceId;
  if (sent === undefined || conferenceId === undefined) return args.ack();
  if ('errors' in read) return args.ack({ response_action: 'errors', errors: read.errors });
  await submitModal(args, deps, sent, 'name', async () => {
    const changed = await changeSettings(deps, sent.actor, conferenceId, read.changes);
    const { channels, listens } = changed.conference;
    const problems = [...changed.problems];
    for (const channel of channels) {
      const isOn = read.listens.includes(channel);
      if (isOn === listens.includes(channel)) continue;
      const problem = await listen(deps, { ...sent.actor, channel }, isOn);
      if (problem !== undefined) problems.push(problem);
    }
    return answerChanged({ ...changed, problems });
  });
}

/** The settings are saved by then: what goes wrong is told with them, as a sentence. */
async function listen(deps: ListenerDependencies, actor: Actor, on: boolean): Promise<string | undefined> {
  try {
    await setListening(deps, actor, on);
    return undefined;
  } catch (error) {
    logUnexpectedError(deps, error);
    return error instanceof AppError ? error.message : 'What is listened to could not be changed. Try again.';
  }
}

/** The form that edits a digest or recap was sent: kept, closed, and the preview is shown again. */
async function onEditSubmitted(args: ViewArgs, deps: ListenerDependencies): Promise<void> {
  const sent = parseSubmission(args);
  const metadata = parseEditMetadata(sent?.privateMetadata);
  if (sent === undefined || metadata === undefined) return args.ack();
  const read = parseEditModal(sent.state, metadata);
  if ('errors' in read) return args.ack({ response_action: 'errors', errors: read.errors });
  const { conferenceId, day } = metadata;
  await submitModal(args, deps, sent, 'introduction', async () => {
    await editRecap(deps, sent.actor, conferenceId, day, read.edits);
    return answerPreview(await preview(deps, sent.actor, day, conferenceId));
  });
}

/** The form that edits a work of the reading list was sent. */
async function onEditWorkSubmitted(args: ViewArgs, deps: ListenerDependencies): Promise<void> {
  const sent = parseSubmission(args);
  const { conferenceId, work: key } = sent?.metadata ?? {};
  if (sent === undefined || conferenceId === undefined || key === undefined) return args.ack();
  const edits = parseEditWorkModal(sent.state);
  await submitModal(args, deps, sent, 'title', async () =>
    answerEdited(await editWork(deps, sent.actor, { conferenceId, key }, edits)),
  );
}

export const MODALS: Readonly<Record<string, (args: ViewArgs, deps: ListenerDependencies) => Promise<void>>> = {
  [VIEWS.start]: onStartSubmitted,
  [VIEWS.settings]: onSettingsSubmitted,
  [VIEWS.add]: onAddNoteSubmitted,
  [VIEWS.edit]: onEditSubmitted,
  [VIEWS.editWork]: onEditWorkSubmitted,
};
