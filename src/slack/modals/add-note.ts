import type { ModalView } from '@slack/types';
import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { StatedKind } from '#domain/notes/captured-note.ts';
import { ACTIONS, HALLWAY, VIEWS } from '#render/slack/blocks/action-ids.ts';
import { plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { displayName } from '#slack/replies/message-builders.ts';
import { resolveConference, type WhichConference } from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { FieldErrors } from './conference-fields.ts';
import { parseFormValues } from './form-values.ts';
import { field, radioInput, textInput, VALUE } from './inputs.ts';
import { type ModalMetadata, openedIn, parseMetadata, serializeMetadata } from './private-metadata.ts';

/** The form that takes a note; `conferences`: those that can be meant, the likeliest first. */
export function buildAddNoteModal(
  conferences: readonly Pick<TrackedConference, 'id' | 'name'>[],
  metadata: ModalMetadata,
  text?: string,
): ModalView {
  const known = conferences.slice(0, LIMITS.select.options);
  const options = known.map(({ id, name }) => ({
    text: plain(displayName({ name }), LIMITS.option.text),
    value: id,
  }));
  const only = known.length === 1 ? { conferenceId: known[0]!.id } : {};
  return {
    type: 'modal',
    callback_id: VIEWS.add,
    title: plain('Add a note', LIMITS.view.title),
    submit: plain('Add', LIMITS.view.button),
    close: plain('Cancel', LIMITS.view.button),
    private_metadata: serializeMetadata({ ...metadata, ...only }),
    blocks: [
      ...(options.length < 2
        ? []
        : [
            field(
              { id: 'conference', label: 'Conference' },
              { type: 'static_select', action_id: VALUE, options, initial_option: options[0]! },
            ),
          ]),
      field({ id: 'text', label: 'Note' }, textInput(text, LIMITS.textInput.text, true)),
      field(
        { id: 'talk', label: 'Talk', hint: 'Left open, the note is placed by what it says', optional: true },
        {
          type: 'external_select',
          action_id: ACTIONS.findTalk,
          min_query_length: 0,
          placeholder: plain('Search by title or speaker', LIMITS.select.placeholder),
        },
      ),
      field(
        { id: 'kind', label: 'It is' },
        radioInput(
          [
            ['note', 'a note'],
            ['quote', 'a quote, word for word'],
            ['question', 'a question from the audience'],
          ],
          'note',
        ),
      ),
    ],
  };
}

/** The form for one conference, or for those that can be meant here; the choices if there is none. @throws AppError */
export async function loadAddNoteModal(
  deps: BotDependencies,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<ModalView | WhichConference> {
  const found = await resolveConference(deps, actor, conferenceId);
  if (!('choices' in found)) return buildAddNoteModal([found], openedIn(actor));
  return found.choices.length === 0 ? found : buildAddNoteModal(found.choices, openedIn(actor));
}

export interface EnteredNote {
  text: string;
  /** Null: the hallway; absent: the text places it. */
  talkId?: TalkId | null;
  kind?: StatedKind;
  conferenceId?: ConferenceId;
}

/** What was entered, or what is wrong with it. */
export function parseAddNoteModal(
  state: unknown,
  privateMetadata: unknown,
): { note: EnteredNote } | { errors: FieldErrors } {
  const entered = parseFormValues(state);
  const text = entered.text('text');
  if (text === '') return { errors: { text: 'Write what you heard.' } };
  const talk = entered.choice('talk');
  const kind = entered.choice('kind');
  const conferenceId = chosenConference(state, privateMetadata);
  return {
    note: {
      text: escapeEntered(text),
      ...(talk !== undefined && { talkId: talk === HALLWAY ? null : talk }),
      ...((kind === 'quote' || kind === 'question') && { kind }),
      ...omitUndefined({ conferenceId }),
    },
  };
}

/** The conference that is chosen in the form, else the one that it was opened for. */
export function chosenConference(state: unknown, privateMetadata: unknown): ConferenceId | undefined {
  return parseFormValues(state).choice('conference') ?? parseMetadata(privateMetadata).conferenceId;
}

/** A note is kept as Slack writes messages, and a form's text comes without its escapes. */
function escapeEntered(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
