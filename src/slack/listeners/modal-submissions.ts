import type {
  AllMiddlewareArgs,
  SlackOptionsMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { AppError } from '#errors.ts';
import { ACTIONS, VIEWS } from '#render/slack/blocks/action-ids.ts';
import { talkOptions } from '#render/slack/blocks/talk-options.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { within } from '#shared/within.ts';
import { buildAddNoteModal, chosenConference, parseAddNoteModal } from '#slack/modals/add-note.ts';
import { type ModalMetadata, parseMetadata } from '#slack/modals/build-modal.ts';
import { parseEditMetadata, parseEditModal } from '#slack/modals/edit-recap.ts';
import { parseEditWorkModal } from '#slack/modals/edit-work.ts';
import type { FieldErrors } from '#slack/modals/form-values.ts';
import { onlyChanged, parseSettingsModal, parseStartModal } from '#slack/modals/settings.ts';
import { answerChanged, answerStarted } from '#slack/replies/conference.ts';
import { errorSentence } from '#slack/replies/message-builders.ts';
import { answerNoted } from '#slack/replies/note.ts';
import { answerPreview } from '#slack/replies/publish.ts';
import { answerEdited } from '#slack/replies/reading-list.ts';
import { changeSettings } from '#usecases/conference/change-settings.ts';
import { setListening } from '#usecases/conference/set-channel-listening.ts';
import { startConference } from '#usecases/conference/start-conference.ts';
import { editRecap } from '#usecases/editing/edit-recap.ts';
import { addNote } from '#usecases/notes/add-note.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import { SettingError } from '#usecases/ports/setting-error.ts';
import { preview } from '#usecases/publishing/preview-and-publish.ts';
import { editWork } from '#usecases/reading-list/recommend-work.ts';
import { chooseTalk } from '#usecases/schedule/choose-talk.ts';
import { type ListenerDependencies, objectAt, parseInteractionActor, textAt } from './payload.ts';
import { publishHome } from './publish-home.ts';
import { deliver, explainError, inBackground, logUnexpectedError } from './send-reply.ts';

type ViewArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
type OnSubmitted = (args: ViewArgs, deps: ListenerDependencies) => Promise<void>;

/** A modal as it was submitted. */
interface Submission {
  actor: Actor;
  metadata: ModalMetadata;
  state: unknown;
  privateMetadata: unknown;
  /** The same if Slack sends the same submission again. */
  requestId: string;
}

/** Returns undefined for a malformed payload. */
function parseSubmission({ body, context }: Pick<ViewArgs, 'body' | 'context'>): Submission | undefined {
  const actor = parseInteractionActor(body, context);
  if (actor === undefined) return undefined;
  const view = objectAt(body, 'view');
  const metadata = parseMetadata(view.private_metadata);
  return {
    actor: { ...actor, ...omitUndefined({ channel: metadata.channel }) },
    metadata,
    state: view.state,
    privateMetadata: view.private_metadata,
    requestId: `${textAt(view, 'id')} ${textAt(view, 'hash')}`,
  };
}

interface Form<Entered extends object> {
  /** Returns what was entered, or what is wrong with it; undefined for a malformed modal. */
  parse(sent: Submission): Entered | { errors: FieldErrors } | undefined;
  act(deps: ListenerDependencies, sent: Submission, entered: Entered): Promise<OutgoingMessage | OutgoingMessage[]>;
  /** The field for errors that aren't about one of the form's fields: Slack shows them only at fields. */
  errorField: string;
}

/** Slack waits three seconds for errors; a schedule or a recap may take longer. */
const ERRORS_WITHIN_MS = 2_200;

/** Closes a form when it is done, or shows in it what is wrong; what takes longer is answered in a message. */
function submitForm<Entered extends object>({ parse, act, errorField }: Form<Entered>): OnSubmitted {
  return async (args, deps) => {
    const { ack, client } = args;
    const sent = parseSubmission(args);
    const entered = sent && parse(sent);
    if (sent === undefined || entered === undefined) return ack();
    if ('errors' in entered) return ack({ response_action: 'errors', errors: entered.errors });
    const { actor, state } = sent;
    const work = act(deps, sent, entered).then(
      (messages) => ({ messages: [messages].flat() }),
      (error: unknown) => ({ error }),
    );
    const done = await within(ERRORS_WITHIN_MS, work);
    if (done !== undefined && 'error' in done) {
      logUnexpectedError(deps, done.error);
      const fields = Object.keys(objectAt(state, 'values'));
      return ack({ response_action: 'errors', errors: fieldErrors(done.error, fields, errorField) });
    }
    await ack();
    inBackground(deps, async () => {
      const result = await work;
      const messages = 'error' in result ? [explainError(deps, result.error)] : result.messages;
      await deliver(deps, { client, actor }, messages);
      if (actor.channel === undefined) await publishHome(deps, client, actor);
    });
  };
}

const LONGEST_ERROR = 300;

/** Returns what went wrong, at the field it is about; at `errorField` if the form has no such field. */
function fieldErrors(error: unknown, fields: readonly string[], errorField: string): FieldErrors {
  const about = error instanceof SettingError && fields.includes(error.setting) ? error.setting : errorField;
  return { [about]: truncate(errorSentence(error), LONGEST_ERROR) };
}

/** Stores the note, then closes the form, then answers. */
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
    if (added.choices.length === 0) {
      return ack({
        response_action: 'errors',
        errors: { text: 'No conference is set up here any more. Your note isn’t saved.' },
      });
    }
    const view = buildAddNoteModal(added.choices, sent.metadata, read.note.text);
    return ack({ response_action: 'update', view });
  }
  await ack();
  inBackground(deps, async () => {
    const saved = await adding;
    if (actor.channel === undefined) await publishHome(deps, client, actor);
    else if ('note' in saved) await deliver(deps, { client, actor }, [answerNoted(saved)]);
  });
}

/** The settings are saved by then, so a failure is reported with them as a sentence. */
async function listen(deps: ListenerDependencies, actor: Actor, on: boolean): Promise<string | undefined> {
  try {
    await setListening(deps, actor, on);
    return undefined;
  } catch (error) {
    logUnexpectedError(deps, error);
    return error instanceof AppError ? error.message : 'What is listened to could not be changed. Try again.';
  }
}

export const MODALS: Readonly<Record<string, OnSubmitted>> = {
  [VIEWS.start]: submitForm({
    parse: ({ state }) => parseStartModal(state),
    act: async (deps, { actor }, { wishes }) => answerStarted(await startConference(deps, actor, wishes)),
    errorField: 'name',
  }),
  [VIEWS.settings]: submitForm({
    parse({ state, metadata }) {
      const read = parseSettingsModal(state);
      const { conferenceId } = metadata;
      if (conferenceId === undefined) return undefined;
      if ('errors' in read) return read;
      const { listens } = onlyChanged({ listens: read.listens }, metadata);
      return { conferenceId, changes: onlyChanged(read.changes, metadata), listens };
    },
    async act(deps, { actor }, { conferenceId, changes, listens }) {
      const changed = await changeSettings(deps, actor, conferenceId, changes);
      const problems = [...changed.problems];
      for (const channel of changed.conference.channels) {
        const isOn = (listens ?? changed.conference.listens).includes(channel);
        if (isOn === changed.conference.listens.includes(channel)) continue;
        const problem = await listen(deps, { ...actor, channel }, isOn);
        if (problem !== undefined) problems.push(problem);
      }
      return answerChanged({ ...changed, problems });
    },
    errorField: 'name',
  }),
  [VIEWS.add]: onAddNoteSubmitted,
  [VIEWS.edit]: submitForm({
    parse({ state, privateMetadata }) {
      const metadata = parseEditMetadata(privateMetadata);
      if (metadata === undefined) return undefined;
      const read = parseEditModal(state, metadata);
      return 'errors' in read ? read : { ...read, ...metadata };
    },
    async act(deps, { actor }, { conferenceId, day, edits }) {
      await editRecap(deps, actor, conferenceId, day, edits);
      return answerPreview(await preview(deps, actor, day, conferenceId));
    },
    errorField: 'introduction',
  }),
  [VIEWS.editWork]: submitForm({
    parse({ state, metadata: { conferenceId, work: key } }) {
      if (conferenceId === undefined || key === undefined) return undefined;
      return { entry: { conferenceId, key }, edits: parseEditWorkModal(state) };
    },
    act: async (deps, { actor }, { entry, edits }) => answerEdited(await editWork(deps, actor, entry, edits)),
    errorField: 'title',
  }),
};

type OptionsArgs = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** Fills Slack's menu of talks while someone types. It stays empty on an error: a talk is optional. */
async function onFindTalk({ ack, body, context }: OptionsArgs, deps: ListenerDependencies): Promise<void> {
  const view = objectAt(body, 'view');
  const actor = parseInteractionActor(body, context);
  if (actor === undefined) return ack({ options: [] });
  const { channel } = parseMetadata(view.private_metadata);
  const conferenceId = chosenConference(view.state, view.private_metadata);
  const typed = textAt(body, 'value').slice(0, 200);
  const talks = await chooseTalk(deps, { ...actor, ...omitUndefined({ channel }) }, typed, conferenceId).catch(
    (error: unknown) => logUnexpectedError(deps, error),
  );
  await ack({ options: talks === undefined ? [] : talkOptions(talks) });
}

export const OPTIONS: Readonly<Record<string, (args: OptionsArgs, deps: ListenerDependencies) => Promise<void>>> = {
  [ACTIONS.findTalk]: onFindTalk,
};
