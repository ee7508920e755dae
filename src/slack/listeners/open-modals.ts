import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { AppError } from '#errors.ts';
import { buildAddNoteModal } from '#slack/modals/add-note.ts';
import type { ModalMetadata } from '#slack/modals/private-metadata.ts';
import { buildSettingsModal, buildStartModal } from '#slack/modals/settings.ts';
import type { Bot } from '#usecases/bot.ts';
import type { WhichConference } from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import { staleActionError } from './stale-action.ts';

/** The form that sets a conference up. */
export async function startForm(bot: Pick<Bot, 'proposeConference'>, actor: Actor): Promise<ModalView> {
  return buildStartModal(await bot.proposeConference(actor), placeOf(actor));
}

/** The form that takes a note, for one conference or for those that can be meant here. */
export async function addForm(
  bot: Pick<Bot, 'whichConference' | 'state'>,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<ModalView | WhichConference> {
  if (conferenceId !== undefined) {
    return buildAddNoteModal([await conferenceOf(bot, actor, conferenceId)], placeOf(actor));
  }
  const found = await bot.whichConference(actor);
  if (!('choices' in found)) return buildAddNoteModal([found], placeOf(actor));
  return found.choices.length === 0 ? found : buildAddNoteModal(found.choices, placeOf(actor));
}

/** The form that changes a conference. @throws AppError `refused` for somebody who may not */
export async function settingsForm(
  bot: Pick<Bot, 'state'>,
  actor: Actor,
  conferenceId: ConferenceId,
): Promise<ModalView> {
  const state = await bot.state(actor, conferenceId);
  if ('choices' in state) throw staleActionError();
  if (!state.isOrganizer) {
    throw new AppError('refused', 'Only its organisers may change a conference. Ask one of them.');
  }
  return buildSettingsModal(state.conference, placeOf(actor));
}

async function conferenceOf(
  bot: Pick<Bot, 'state'>,
  actor: Actor,
  conferenceId: ConferenceId,
): Promise<TrackedConference> {
  const state = await bot.state(actor, conferenceId);
  if ('choices' in state) throw staleActionError();
  return state.conference;
}

function placeOf({ channel }: Actor): ModalMetadata {
  return channel === undefined ? {} : { channel };
}

/** Opens a dialog while the request's `trigger_id` lives: three seconds. @throws AppError */
export async function openForm(client: WebClient, triggerId: string, view: ModalView): Promise<void> {
  try {
    await client.views.open({ trigger_id: triggerId, view });
  } catch (cause) {
    throw new AppError('unreachable', 'Slack did not open the form. Try again, or type it in one line.', {
      cause,
    });
  }
}
