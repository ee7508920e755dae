import type { ModalView } from '@slack/types';
import type { ConferenceId } from '#domain/conference/conference.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { answerEnded, askDeletion } from '#slack/replies/conference.ts';
import { answerState } from '#slack/replies/help.ts';
import { answerNoted, answerRefused } from '#slack/replies/note.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { ListenerDependencies } from './dependencies.ts';
import { settingsForm } from './open-modals.ts';
import { askWhich, type WaitingRequest } from './pending-requests.ts';

type Needed = Pick<ListenerDependencies, 'bot' | 'keyValue'>;

/** What comes of a request: a message, or a dialog to open. */
export type Outcome = { message: OutgoingMessage } | { view: ModalView };

/** Does what was asked for one conference, or for this place's; asks which one is meant where that is not plain. */
export async function continueRequest(
  deps: Needed,
  actor: Actor,
  request: WaitingRequest,
  conferenceId?: ConferenceId,
): Promise<Outcome> {
  const { bot } = deps;
  const ask = async (which: Parameters<typeof askWhich>[2]) => ({
    message: await askWhich(deps, actor, which, request),
  });
  const given = conferenceId === undefined ? {} : { conferenceId };
  switch (request.kind) {
    case 'add': {
      const { text, requestId } = request;
      const taken = await bot.addNote(actor, { text, requestId, way: 'command', ...given });
      return 'choices' in taken ? ask(taken) : { message: answerNoted(taken) };
    }
    case 'take': {
      const taken = await bot.captureMessage(actor, request.message, 'shortcut', conferenceId);
      if ('choices' in taken) return ask(taken);
      return { message: 'refused' in taken ? answerRefused(taken.refused) : answerNoted(taken) };
    }
    case 'state': {
      const state = await bot.state(actor, conferenceId);
      return 'choices' in state ? ask(state) : { message: answerState(state) };
    }
  }
  const conference = conferenceId ?? (await bot.whichConference(actor));
  if (typeof conference !== 'string' && 'choices' in conference) return ask(conference);
  const id = typeof conference === 'string' ? conference : conference.id;
  switch (request.kind) {
    case 'settings':
      return { view: await settingsForm(bot, actor, id) };
    case 'end':
      return { message: answerEnded(await bot.endConference(actor, id)) };
    case 'delete':
      return { message: askDeletion(await bot.describeDeletion(actor, id)) };
  }
}
