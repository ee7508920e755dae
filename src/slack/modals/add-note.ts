import type { ModalView } from '@slack/types';
import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { StatedKind } from '#domain/notes/captured-note.ts';
import { HALLWAY, VIEWS } from '#render/slack/blocks/action-ids.ts';
import { plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { displayName } from '#slack/replies/message-builders.ts';
import { escapeEntities } from '#text/slack-markup/escapes.ts';
import {
  type ConferenceChoices,
  isWhichConference,
  resolveConference,
} from '#usecases/conference/resolve-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { buildModal, type ModalMetadata, openedIn, parseMetadata, serializeMetadata } from './build-modal.ts';
import { type FieldErrors, parseFormValues } from './form-values.ts';
import { field, menu, radioInput, talkInput, textInput } from './inputs.ts';

const KINDS = { note: '', quote: '', question: '' };

function kindLabels(): typeof KINDS {
  return { note: t('kind-note'), quote: t('kind-quote'), question: t('kind-question') };
}

/** Builds the form that adds a note; `conferences` are those that may be meant, the likeliest first. */
export function buildAddNoteModal(
  conferences: readonly Pick<TrackedConference, 'id' | 'name'>[],
  metadata: ModalMetadata,
  text?: string,
): ModalView {
  const known = conferences.slice(0, LIMITS.select.options);
  const options = known.map((one) => ({ text: plain(displayName(one), LIMITS.option.text), value: one.id }));
  const only = known.length === 1 ? { conferenceId: known[0]!.id } : {};
  return buildModal({
    id: VIEWS.add,
    title: t('add-note'),
    submit: t('form-add'),
    metadata: serializeMetadata({ ...metadata, ...only }),
    blocks: [
      ...(options.length < 2 ? [] : [field({ id: 'conference', label: t('form-conference') }, menu(options))]),
      field({ id: 'text', label: t('form-note') }, textInput(text, LIMITS.textInput.text, true)),
      field({ id: 'talk', label: t('form-talk'), hint: t('form-talk-hint'), optional: true }, talkInput()),
      field({ id: 'kind', label: t('form-kind') }, radioInput(kindLabels(), 'note')),
    ],
  });
}

/** Loads the form for one conference or those that may be meant here; the choices if there is none. @throws AppError */
export async function loadAddNoteModal(
  deps: BotDependencies,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<ModalView | ConferenceChoices> {
  const found = await resolveConference(deps, actor, conferenceId);
  if (!isWhichConference(found)) return buildAddNoteModal([found], openedIn(actor));
  return found.choices.length === 0 ? found : buildAddNoteModal(found.choices, openedIn(actor));
}

export interface EnteredNote {
  text: string;
  /** Null for the hallway; absent if the text decides. */
  talkId?: TalkId | null;
  kind?: StatedKind;
  conferenceId?: ConferenceId;
}

/** Returns what was entered, or what is wrong with it. */
export function parseAddNoteModal(
  state: unknown,
  privateMetadata: unknown,
): { note: EnteredNote } | { errors: FieldErrors } {
  const entered = parseFormValues(state);
  const text = entered.text('text');
  if (text === '') return { errors: { text: t('form-text-missing') } };
  const talk = entered.choice('talk');
  const kind = entered.choiceOf('kind', KINDS);
  const conferenceId = chosenConference(state, privateMetadata);
  return {
    note: {
      // A note is stored as Slack writes messages, and a form's text comes without its escapes.
      text: escapeEntities(text),
      ...omitUndefined({ talkId: talk === HALLWAY ? null : talk, conferenceId }),
      ...omitUndefined({ kind: kind === 'note' ? undefined : kind }),
    },
  };
}

/** Returns the conference that is chosen in the form, else the one that it was opened for. */
export function chosenConference(state: unknown, privateMetadata: unknown): ConferenceId | undefined {
  return parseFormValues(state).choice('conference') ?? parseMetadata(privateMetadata).conferenceId;
}
