import type { ConferenceId } from '#domain/conference/conference.ts';
import { LocalizedError } from '#errors.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { loadSettingsModal, loadStartModal } from '#slack/modals/settings.ts';
import { answerListening, answerStarted, answerState, askDeletion, askEnd } from '#slack/replies/conference.ts';
import { describeDeletion, describeEnd } from '#usecases/conference/end-conference.ts';
import { getConferenceState } from '#usecases/conference/get-conference-state.ts';
import { isWhichConference, resolveConference } from '#usecases/conference/resolve-conference.ts';
import { setListening } from '#usecases/conference/set-channel-listening.ts';
import { type StartOptions, startConference } from '#usecases/conference/start-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import {
  type CommandContext,
  defineCommand,
  type HelpLine,
  type HelpPhase,
  parseEither,
  parseNothing,
  say,
  UsageError,
} from './command.ts';
import { exampleDay } from './dates-and-zones.ts';
import { parseStart, type TypedConference } from './parse-start.ts';

/** `lines` returns the help of all commands. */
export function createHelpCommand(lines: (phase: HelpPhase, isOrganizer: boolean) => readonly HelpLine[]) {
  return defineCommand({
    name: 'help',
    aliases: { '?': '', hilfe: '', aide: '', ayuda: '', aiuto: '', hulp: '', ajuda: '', hjälp: '' },
    usage: ['/recap', '/recap help'],
    summary: "shows this channel's conference and the commands you can use now",
    hint: 'help',
    parse: () => ({}),
    run: ({ deps, actor, conferenceId }) => getConferenceState(deps, actor, conferenceId),
    reply: (state) => say(answerState(state, lines(state.phase, state.isOrganizer))),
  });
}

export const start = defineCommand({
  name: 'start',
  usage: ['/recap start', '/recap start "NAME" FROM [TO] [ZONE] [at HH:MM] [in #CHANNEL] [schedule URL]'],
  summary: 'sets up a conference; on its own, it opens a form',
  hint: 'start',
  help: [
    { typed: '/recap start', does: 'help-start', phases: ['none'] },
    {
      get typed() {
        return `/recap start "NAME" ${exampleDay()}`;
      },
      does: 'help-start-line',
      phases: ['none'],
    },
  ],
  readsDates: true,
  parse(rest, { today }): { conference?: TypedConference } | UsageError {
    return rest === '' ? {} : parseStart(rest, today);
  },
  opensForm: ({ conference }) => conference === undefined,
  async run(context, { conference }) {
    const { deps, actor } = context;
    if (conference === undefined) return { view: await loadStartModal(deps, actor) };
    return { started: await startConference(deps, actor, wishesOf(conference, context)) };
  },
  reply: (result) => (result.view === undefined ? say(answerStarted(result.started)) : { view: result.view }),
});

/** A channel is known by its id; a name alone is enough only for the channel that the command is typed in. */
function wishesOf({ channel, ...wishes }: TypedConference, { actor, channelName }: CommandContext): StartOptions {
  if (channel === undefined) return wishes;
  const id = 'id' in channel ? channel.id : channel.name === channelName ? actor.channel : undefined;
  if (id === undefined) {
    throw new LocalizedError('bad-input', 'channel-unclear');
  }
  return { ...wishes, channels: [id], digestChannel: id };
}

export const listen = defineCommand({
  name: 'listen',
  aliases: { listening: '' },
  usage: ['/recap listen on', '/recap listen off'],
  summary: 'saves every message in this channel as a note on conference days, or stops doing so (organizers)',
  help: [{ typed: '/recap listen on', does: 'help-listen', section: 'organizers', phases: ['before', 'during'] }],
  parse(rest) {
    const on = parseEither(['on', 'off'], rest, '/recap listen');
    return on instanceof UsageError ? on : { on };
  },
  run: ({ deps, actor }, { on }) => setListening(deps, actor, on),
  reply: (result, { on }) => say(answerListening(result, on)),
});

/** Acts on the conference that is meant, or returns the choices. */
async function forConference<Result>(
  { deps, actor, conferenceId }: CommandContext,
  act: (deps: BotDependencies, actor: Actor, id: ConferenceId) => Promise<Result>,
) {
  const found = await resolveConference(deps, actor, conferenceId);
  return isWhichConference(found) ? found : act(deps, actor, found.id);
}

export const settings = defineCommand({
  name: 'settings',
  usage: ['/recap settings'],
  summary: 'opens a form with everything that can be changed (organizers)',
  hint: 'settings',
  help: [
    {
      typed: '/recap settings',
      does: 'help-settings',
      section: 'organizers',
    },
  ],
  parse: parseNothing('/recap settings'),
  opensForm: () => true,
  run: (context) => forConference(context, loadSettingsModal),
  reply: (view) => ({ view }),
});

export const end = defineCommand({
  name: 'end',
  usage: ['/recap end'],
  summary: 'ends the conference early, after a confirmation (organizers)',
  parse: parseNothing('/recap end'),
  run: (context) => forConference(context, describeEnd),
  reply: (planned) => say(askEnd(planned)),
});

export const deleteCommand = defineCommand({
  name: 'delete',
  usage: ['/recap delete'],
  summary: 'removes the conference and everything stored about it, after a confirmation (organizers)',
  // Never offered for "delete my note".
  parse: (rest) => (rest === '' ? {} : new UsageError(t('usage-undo'))),
  run: (context) => forConference(context, describeDeletion),
  reply: (state) => say(askDeletion(state)),
});
