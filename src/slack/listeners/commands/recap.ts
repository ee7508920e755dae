import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { AppError } from '#errors.ts';
import { readRecap } from '#slack/commands-syntax/recap.ts';
import type { TypedConference } from '#slack/commands-syntax/request-types.ts';
import { continueRequest } from '#slack/listeners/continue-request.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { addForm, startForm } from '#slack/listeners/open-modals.ts';
import { answerAsked } from '#slack/replies/answer.ts';
import { answerListening, answerStarted } from '#slack/replies/conference.ts';
import { answerNoConference } from '#slack/replies/help.ts';
import { answerOptOut, askForgetting } from '#slack/replies/privacy.ts';
import { answerExported, answerPreview, answerPublished } from '#slack/replies/publish.ts';
import { answerSchedule, answerTalkOpened } from '#slack/replies/schedule.ts';
import { answerTalks } from '#slack/replies/talks.ts';
import { answerMisunderstood } from '#slack/replies/usage-errors.ts';
import type { Bot } from '#usecases/bot.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import { type CommandArgs, type Reply, runCommand, type TypedCommand } from './run-command.ts';

/** `/recap …` */
export function onRecap(args: CommandArgs, deps: ListenerDependencies): Promise<void> {
  return runCommand(args, deps, (command) => decide(deps, command));
}

function decide(deps: ListenerDependencies, command: TypedCommand): Reply {
  const { bot } = deps;
  const { actor, requestId } = command;
  const request = readRecap(command.text);
  switch (request.kind) {
    case 'misunderstood':
      return say(async () => answerMisunderstood(request));
    case 'ask':
      return afterwards(async () => answerAsked(await bot.ask(actor, request.question, request.named)));
    case 'help':
      return { now: () => continueRequest(deps, actor, { kind: 'state' }) };
    case 'settings':
    case 'end':
    case 'delete': {
      const kind = request.kind;
      return { now: () => continueRequest(deps, actor, { kind }) };
    }
    case 'add':
      return { now: () => continueRequest(deps, actor, { kind: 'add', text: request.text, requestId }) };
    case 'start-form':
      return { now: async () => ({ view: await startForm(bot, actor) }) };
    case 'add-form':
      return {
        now: async () => {
          const view = await addForm(bot, actor);
          return 'choices' in view ? { message: answerNoConference() } : { view };
        },
      };
    case 'start': {
      const start = async () => answerStarted(await bot.startConference(actor, wishesOf(request.conference, command)));
      return request.conference.scheduleUrl === undefined ? say(start) : afterwards(start);
    }
    case 'schedule':
      return afterwards(async () => answerSchedule(await bot.importSchedule(actor, request.url)));
    case 'preview':
      return { later: async () => answerPreview(await bot.preview(actor, request.day)) };
    case 'publish':
      return afterwards(async () => answerPublished(await bot.publish(actor, request.day)));
    case 'export':
      return afterwards(async () => answerExported(await bot.exportFile(actor, request.format)));
    case 'talk':
      return say(async () => answerTalkOpened(await bot.openTalk(actor, request.talk)));
    case 'talks':
      return say(async () => answerTalks(await bot.listTalks(actor, request.day)));
    case 'listen':
      return say(async () => answerListening(await bot.setListening(actor, request.on), request.on));
    case 'opt-out':
    case 'opt-in':
      return say(() => optOut(bot, actor, request.kind === 'opt-out'));
    case 'forget-me':
      return say(async () => askForgetting(await bot.describeForgetting(actor)));
    case 'forget':
      return say(async () => askForgetting(await bot.describeForgetting(actor, request.userId), request.userId));
  }
}

function say(answer: () => Promise<OutgoingMessage>): Reply {
  return { now: async () => ({ message: await answer() }) };
}

function afterwards(answer: () => Promise<OutgoingMessage>): Reply {
  return { later: async () => [await answer()] };
}

async function optOut(bot: Pick<Bot, 'setOptOut'>, actor: Actor, out: boolean): Promise<OutgoingMessage> {
  return answerOptOut(await bot.setOptOut(actor, out), out);
}

/** A channel is known by its id; a name alone only where it is this channel's own. */
function wishesOf(
  { channel, ...wishes }: TypedConference,
  { actor, channelName }: TypedCommand,
): Parameters<Bot['startConference']>[1] {
  if (channel === undefined) return wishes;
  const id = 'id' in channel ? channel.id : channel.name === channelName ? actor.channel : undefined;
  if (id === undefined) {
    throw new AppError(
      'bad-input',
      'I can’t tell which channel you mean. Type # and choose it from the list that Slack shows, or use the form: /recap start',
    );
  }
  return { ...wishes, channels: [id], digestChannel: id };
}
