import type { ModalView } from '@slack/types';
import type { ConferenceId } from '#domain/conference/conference.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { answerEnded, askDeletion } from '#slack/replies/conference.ts';
import { answerState } from '#slack/replies/help.ts';
import { answerNoted, answerRefused } from '#slack/replies/note.ts';
import type { Asker } from '#usecases/ports/actor.ts';
import type { ListenerDependencies } from './dependencies.ts';
import { settingsForm } from './open-modals.ts';
import { askWhich, type WaitingRequest } from './pending-requests.ts';

type Needed = Pick<ListenerDependencies, 'bot' | 'keyValue'>;

/** What comes of a request: a message, or a dialog to open. */
export type Outcome = { message: OutgoingMessage } | { view: ModalView };

/** Does what was asked for one conference, or for this place's; asks which one is meant where that is not plain. */
export async function goOn(
  deps: Needed,
  asker: Asker,
  request: WaitingRequest,
  conferenceId?: ConferenceId,
): Promise<Outcome> {
  const { bot } = deps;
  const ask = async (which: Parameters<typeof askWhich>[2]) => ({
    message: await askWhich(deps, asker, which, request),
  });
  const given = conferenceId === undefined ? {} : { conferenceId };
  switch (request.kind) {
    case 'add': {
      const { text, requestId } = request;
      const taken = await bot.addNote(asker, { text, requestId, way: 'command', ...given });
      return 'choices' in taken ? ask(taken) : { message: answerNoted(taken) };
    }
    case 'take': {
      const taken = await bot.takeMessage(asker, request.message, 'shortcut', conferenceId);
      if ('choices' in taken) return ask(taken);
      return { message: 'refused' in taken ? answerRefused(taken.refused) : answerNoted(taken) };
    }
    case 'state': {
      const state = await bot.state(asker, conferenceId);
      return 'choices' in state ? ask(state) : { message: answerState(state) };
    }
  }
  const conference = conferenceId ?? (await bot.whichConference(asker));
  if (typeof conference !== 'string' && 'choices' in conference) return ask(conference);
  const id = typeof conference === 'string' ? conference : conference.id;
  switch (request.kind) {
    case 'settings':
      return { view: await settingsForm(bot, asker, id) };
    case 'end':
      return { message: answerEnded(await bot.endConference(asker, id)) };
    case 'delete':
      return { message: askDeletion(await bot.describeDeletion(asker, id)) };
  }
}
