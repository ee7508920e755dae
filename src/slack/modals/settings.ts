import type { ModalView } from '@slack/types';
import type { ConferenceId, ConferenceSettings, TrackedConference } from '#domain/conference/conference.ts';
import { RECAP_LANGUAGES } from '#domain/conference/conference.ts';
import { webAccessOf } from '#domain/conference/web-link.ts';
import { AppError } from '#errors.ts';
import { VIEWS } from '#render/slack/blocks/action-ids.ts';
import { plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { isOrganizer } from '#usecases/conference/permissions.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { ExportOptions } from '#usecases/conference/start-conference.ts';
import { proposeConference } from '#usecases/conference/start-conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { conferenceFields, type FieldErrors, MOST_CHANNELS, parseConferenceFields } from './conference-fields.ts';
import { parseFormValues } from './form-values.ts';
import { channelsInput, field, peopleInput, radioInput, selectInput, textInput } from './inputs.ts';
import { type ModalMetadata, openedIn, serializeMetadata } from './private-metadata.ts';

const MOST_ORGANISERS = 20;
/** The recap's language, where none is set. */
const OF_NOTES = 'notes';
const LONGEST_TONE = 200;

/** The form that changes a conference. @throws AppError `refused` for someone who may not */
export async function loadSettingsModal(
  deps: BotDependencies,
  actor: Actor,
  conferenceId: ConferenceId,
): Promise<ModalView> {
  const conference = await requireConference(deps, actor, conferenceId);
  if (!(await isOrganizer(deps, actor, conference))) {
    throw new AppError('refused', 'Only its organizers may change a conference. Ask one of them.');
  }
  return buildSettingsModal(conference, openedIn(actor));
}

/** The form that sets up a conference, filled in with defaults. */
export async function loadStartModal(deps: BotDependencies, actor: Actor): Promise<ModalView> {
  return buildStartModal(await proposeConference(deps, actor), openedIn(actor));
}

/** The form that changes a conference, filled in with what it is. */
export function buildSettingsModal(conference: TrackedConference, metadata: ModalMetadata): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.settings,
    title: plain('Settings', LIMITS.view.title),
    submit: plain('Save', LIMITS.view.button),
    close: plain('Cancel', LIMITS.view.button),
    private_metadata: serializeMetadata({ ...metadata, conferenceId: conference.id }),
    blocks: [
      ...conferenceFields(conference),
      field(
        {
          id: 'listens',
          label: 'Channels in which all counts',
          hint: 'All that is said there on a conference day is a note',
          optional: true,
        },
        channelsInput(conference.listens, MOST_CHANNELS),
      ),
      field(
        { id: 'organizers', label: 'Organizers', hint: 'They may change, publish and end it' },
        peopleInput(conference.organizers, MOST_ORGANISERS),
      ),
      field(
        {
          id: 'language',
          label: 'Language of the recap',
          hint: 'Where a language model writes it. Quotes, and what can’t be checked, stay in the language of the notes',
        },
        selectInput(
          [
            [OF_NOTES, 'That of the notes'],
            ...Object.values(RECAP_LANGUAGES).map((language) => [language, language] as const),
          ],
          conference.language ?? OF_NOTES,
        ),
      ),
      field(
        {
          id: 'tone',
          label: 'Tone of the recap',
          hint: 'Where a language model writes it: dry, warm, for people who were not there …',
          optional: true,
        },
        textInput(conference.tone, LONGEST_TONE),
      ),
      field(
        { id: 'approval', label: 'Digests and the recap are posted' },
        radioInput(
          [
            ['automatic', 'By themselves, at their time'],
            ['after-approval', 'After an organizer has approved'],
          ],
          conference.approval ?? 'automatic',
        ),
      ),
      field(
        {
          id: 'webAccess',
          label: 'Who can read the recap on the web',
          hint: 'Its address can’t be guessed. Closed and opened again, it gets another one',
        },
        radioInput(
          [
            ['nobody', 'Nobody'],
            ['link', 'Anybody who has the link'],
          ],
          webAccessOf(conference),
        ),
      ),
    ],
  };
}

/** What was entered, `listens` aside, or what is wrong with it. A blank `scheduleUrl` forgets the schedule. */
export function parseSettingsModal(
  state: unknown,
): { changes: ConferenceSettings; listens: string[] } | { errors: FieldErrors } {
  const entered = parseFormValues(state);
  const read = parseConferenceFields(entered);
  const errors: FieldErrors = 'errors' in read ? read.errors : {};
  const organizers = entered.people('organizers');
  if (organizers.length === 0) errors.organizers = 'Choose at least one person.';
  const listens = entered.channels('listens');
  if ('settings' in read && listens.some((channel) => !read.settings.channels.includes(channel))) {
    errors.listens = 'Choose only from the channels in which notes are taken.';
  }
  if ('errors' in read || Object.keys(errors).length > 0) return { errors };
  // A form that was opened before there was such a field says nothing of it.
  const webAccess = entered.choice('webAccess');
  const isSaid = webAccess === 'link' || webAccess === 'nobody';
  const approval = entered.choice('approval');
  const isApprovalSaid = approval === 'automatic' || approval === 'after-approval';
  const language = entered.choice('language');
  const voice = {
    ...(language !== undefined && { language: language === OF_NOTES ? '' : language }),
    ...(entered.has('tone') && { tone: entered.text('tone') }),
  };
  return {
    changes: {
      ...read.settings,
      organizers,
      ...voice,
      ...(isApprovalSaid && { approval }),
      ...(isSaid && { webAccess }),
    },
    listens,
  };
}

/** The form that sets a conference up, filled in with what is proposed. */
export function buildStartModal(proposal: ConferenceSettings, metadata: ModalMetadata): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.start,
    title: plain('Set up a conference', LIMITS.view.title),
    submit: plain('Set up', LIMITS.view.button),
    close: plain('Cancel', LIMITS.view.button),
    private_metadata: serializeMetadata(metadata),
    blocks: conferenceFields(proposal),
  };
}

/** What was entered, or what is wrong with it. */
export function parseStartModal(state: unknown): { wishes: ExportOptions } | { errors: FieldErrors } {
  const read = parseConferenceFields(parseFormValues(state));
  if ('errors' in read) return read;
  const { scheduleUrl, ...settings } = read.settings;
  return { wishes: { ...settings, ...(scheduleUrl ? { scheduleUrl } : {}) } };
}
