import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { ConferenceId, ConferenceSettings } from '#domain/conference/conference.ts';
import { LocalizedError, type Notice } from '#errors.ts';
import { ACTIONS, decodeNoteKey, VIEWS } from '#render/slack/blocks/action-ids.ts';
import { talkOptions } from '#render/slack/blocks/talk-options.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { buildAddNoteModal, chosenConference, parseAddNoteModal } from '#slack/modals/add-note.ts';
import { parseMetadata } from '#slack/modals/build-modal.ts';
import { parseEditMetadata, parseEditModal } from '#slack/modals/edit-recap.ts';
import { parseEditWorkModal } from '#slack/modals/edit-work.ts';
import { parseFormValues } from '#slack/modals/form-values.ts';
import { parseScheduleModal } from '#slack/modals/import-schedule.ts';
import { onlyChanged, parseSettingsModal, parseStartModal } from '#slack/modals/settings.ts';
import { answerChanged, answerStarted } from '#slack/replies/conference.ts';
import { answerEditedNote, answerNoted } from '#slack/replies/notes.ts';
import { answerPreview } from '#slack/replies/publishing.ts';
import { answerEdited } from '#slack/replies/reading-list.ts';
import { answerSchedule } from '#slack/replies/talks.ts';
import { changeSettings } from '#usecases/conference/change-settings.ts';
import { isWhichConference, requireConference } from '#usecases/conference/resolve-conference.ts';
import { setListening } from '#usecases/conference/set-channel-listening.ts';
import { type StartOptions, startConference } from '#usecases/conference/start-conference.ts';
import { addNote } from '#usecases/notes/add-note.ts';
import { editNote } from '#usecases/notes/edit-note.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { preview } from '#usecases/publishing/preview-and-publish.ts';
import { editWork } from '#usecases/reading-list/recommend-work.ts';
import { importSchedule, openSource, type ScheduleSource } from '#usecases/schedule/import-schedule.ts';
import { reviewSchedule } from '#usecases/schedule/review-schedule.ts';
import { chooseTalk } from '#usecases/schedule/talk-choices.ts';
import { onSentWithAnotherTalk, saveEdits } from './edit-recap.ts';
import { type ListenerDependencies, objectAt, parseInteractionActor, textAt } from './payload.ts';
import { publishHome } from './publish-home.ts';
import { deliver, inBackground, logUnexpectedError } from './send-reply.ts';
import {
  type Form,
  fieldErrors,
  type OnSubmitted,
  parseSubmission,
  submitForm,
  submitReview,
  type ViewArgs,
} from './submit-form.ts';

/** Stores the note, then closes the form, then answers. */
async function onAddNoteSubmitted(args: ViewArgs, deps: ListenerDependencies): Promise<void> {
  const { ack, client } = args;
  const sent = parseSubmission(args);
  if (sent === undefined) return ack();
  const { actor, requestId } = sent;
  const read = parseAddNoteModal(sent.state, sent.privateMetadata);
  if ('errors' in read) return ack({ response_action: 'errors', errors: read.errors });
  const { promise: stored, resolve: onStored } = Promise.withResolvers<'stored'>();
  const adding = addNote(deps, actor, { ...read.note, requestId, way: 'form', onStored: () => onStored('stored') });
  let added: Awaited<typeof adding> | 'stored';
  try {
    added = await Promise.race([stored, adding]);
  } catch (error) {
    logUnexpectedError(deps, error);
    return ack({ response_action: 'errors', errors: fieldErrors(error, [], 'text') });
  }
  if (added !== 'stored' && isWhichConference(added)) {
    if (added.choices.length === 0) {
      return ack({
        response_action: 'errors',
        errors: { text: t('form-conference-gone') },
      });
    }
    const view = buildAddNoteModal(added.choices, sent.metadata, read.note.text);
    return ack({ response_action: 'update', view });
  }
  await ack();
  inBackground(deps, async () => {
    const saved = await adding;
    if (actor.channel === undefined) await publishHome(deps, client, actor);
    else if ('note' in saved) await deliver(deps, { client, actor }, { messages: [answerNoted(saved)] });
  });
}

/**
 * Turns listening on or off. The settings are already saved at this point, so a failure is returned, to
 * be shown with them.
 */
async function listen(deps: ListenerDependencies, actor: Actor, on: boolean): Promise<Notice | undefined> {
  try {
    await setListening(deps, actor, on);
    return undefined;
  } catch (error) {
    logUnexpectedError(deps, error);
    return error instanceof LocalizedError ? error.notice : { key: 'listening-failed' };
  }
}

const start: Form<{ wishes: StartOptions }> = {
  parse: ({ state }) => parseStartModal(state),
  act: async (deps, actor, { wishes }) => answerStarted(await startConference(deps, actor, wishes)),
  errorField: 'name',
  review(deps, actor, { wishes }) {
    const { scheduleUrl } = wishes;
    return scheduleUrl === undefined ? undefined : reviewSchedule(deps, actor, { url: scheduleUrl, reviewed: wishes });
  },
  submit: 'form-set-up',
};

interface ChangedSettings {
  conferenceId: ConferenceId;
  settings: ConferenceSettings;
  changes: Partial<ConferenceSettings>;
  listens?: string[] | undefined;
}

const settings: Form<ChangedSettings> = {
  parse({ state, metadata }) {
    const read = parseSettingsModal(state);
    const { conferenceId } = metadata;
    if (conferenceId === undefined) return undefined;
    if ('errors' in read) return read;
    const { listens } = onlyChanged({ listens: read.listens }, metadata);
    return { conferenceId, settings: read.changes, changes: onlyChanged(read.changes, metadata), listens };
  },
  async act(deps, actor, { conferenceId, changes, listens }) {
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
  review(deps, actor, { conferenceId, settings, changes: { scheduleUrl = '' } }) {
    return scheduleUrl === ''
      ? undefined
      : reviewSchedule(deps, actor, { url: scheduleUrl, reviewed: settings, before: conferenceId });
  },
};

const importing: Form<{ source: ScheduleSource; conferenceId: ConferenceId }> = {
  parse({ state, metadata: { conferenceId } }) {
    const read = parseScheduleModal(state);
    if ('errors' in read) return read;
    return conferenceId === undefined ? undefined : { ...read, conferenceId };
  },
  act: async (deps, actor, { source, conferenceId }) =>
    answerSchedule(await importSchedule(deps, actor, { source, conferenceId })),
  errorField: 'url',
  async review(deps, actor, { source, conferenceId }) {
    const conference = await requireConference(deps, actor, conferenceId);
    const { url, fetchSchedule } = openSource(deps, actor, source);
    return reviewSchedule({ ...deps, fetchSchedule }, actor, { url, reviewed: conference, before: conferenceId });
  },
  submit: 'import',
};

const submitEdits = submitForm('edit', {
  parse({ state, privateMetadata, blocks }) {
    const metadata = parseEditMetadata(privateMetadata);
    if (metadata === undefined) return undefined;
    const read = parseEditModal(state, metadata, blocks);
    return 'errors' in read ? read : { ...read, ...metadata };
  },
  async act(deps, actor, entered) {
    await saveEdits(deps, actor, entered);
    return answerPreview(await preview(deps, actor, entered.day, entered.conferenceId));
  },
  errorField: 'introduction',
});

const onEditSubmitted: OnSubmitted = async (args, deps) => {
  if (!(await onSentWithAnotherTalk(args, deps))) await submitEdits(args, deps);
};

export const MODALS: Readonly<Record<string, OnSubmitted>> = {
  [VIEWS.start]: submitForm('start', start),
  [VIEWS.settings]: submitForm('settings', settings),
  [VIEWS.importSchedule]: submitForm('importing', importing),
  [VIEWS.reviewSchedule]: submitReview({ start, settings, importing }),
  [VIEWS.add]: onAddNoteSubmitted,
  [VIEWS.editNote]: submitForm('edit-note', {
    parse({ state, metadata: { note = '' } }) {
      const key = decodeNoteKey(note);
      return key && { key, text: parseFormValues(state).text('text') };
    },
    act: async (deps, actor, { key, text }) =>
      answerEditedNote(await editNote(deps, actor, { teamId: actor.teamId, ...key }, text)),
    errorField: 'text',
  }),
  [VIEWS.edit]: onEditSubmitted,
  [VIEWS.editWork]: submitForm('editWork', {
    parse({ state, metadata: { conferenceId, work: key } }) {
      if (conferenceId === undefined || key === undefined) return undefined;
      return { entry: { conferenceId, key }, edits: parseEditWorkModal(state) };
    },
    act: async (deps, actor, { entry, edits }) => answerEdited(await editWork(deps, actor, { ...entry, ...edits })),
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
  const talks = await chooseTalk(
    deps,
    { ...actor, ...omitUndefined({ channel }) },
    { query: typed, conferenceId },
  ).catch((error: unknown) => logUnexpectedError(deps, error));
  await ack({ options: talks === undefined ? [] : talkOptions(talks, t('no-talk')) });
}

export const OPTIONS: Readonly<Record<string, (args: OptionsArgs, deps: ListenerDependencies) => Promise<void>>> = {
  [ACTIONS.findTalk]: onFindTalk,
};
