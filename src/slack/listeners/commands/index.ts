import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { onReadingList } from './reading-list.ts';
import { onRecap } from './recap.ts';
import type { CommandArgs } from './run-command.ts';

export const COMMANDS: Readonly<Record<string, (args: CommandArgs, deps: ListenerDependencies) => Promise<void>>> = {
  '/recap': onRecap,
  '/readinglist': onReadingList,
};
