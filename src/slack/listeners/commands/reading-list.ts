import { readReadingList } from '#slack/commands-syntax/reading-list.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { answerExported } from '#slack/replies/publish.ts';
import { answerReadingList, answerRecommended, answerRemoved } from '#slack/replies/reading-list.ts';
import { answerMisunderstood } from '#slack/replies/usage-errors.ts';
import { type CommandArgs, type Reply, runCommand, type TypedCommand } from './run-command.ts';

/** `/readinglist …` */
export function onReadingList(args: CommandArgs, deps: ListenerDependencies): Promise<void> {
  return runCommand(args, deps, (command) => decide(deps, command));
}

function decide({ bot }: ListenerDependencies, { actor, text, requestId }: TypedCommand): Reply {
  const request = readReadingList(text);
  switch (request.kind) {
    case 'misunderstood':
      return { now: async () => ({ message: answerMisunderstood(request) }) };
    case 'show':
      return {
        now: async () => ({ message: answerReadingList(await bot.readingList(actor, request.page)) }),
      };
    case 'add':
      return {
        now: async () => ({
          message: answerRecommended(await bot.recommend(actor, { ...request.work, requestId })),
        }),
      };
    case 'remove':
      return { now: async () => ({ message: answerRemoved(await bot.removeWork(actor, request.number)) }) };
    case 'export':
      return { later: async () => [answerExported(await bot.exportFile(actor, request.format))] };
  }
}
