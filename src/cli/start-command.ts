import type { Command } from 'commander';
import { loadConfig } from '#config/config.ts';
import type { Terminal } from './terminal.ts';

/** Adds `recap start`: runs the bot until SIGTERM or Ctrl-C. */
export function addStartCommand(program: Command, terminal: Terminal): void {
  program
    .command('start')
    .description('run the bot in your Slack workspace, with the settings from .env and the environment')
    .action(() => runBotUntilSignal(terminal));
}

export async function runBotUntilSignal({ stderr }: Pick<Terminal, 'stderr'>): Promise<void> {
  const { promise: told, resolve: end } = Promise.withResolvers<void>();
  // Called without arguments: the signal's name, which listeners get, would be taken for the bot below.
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => end());
  const config = loadConfig();
  // Loaded only when needed, because it takes some time.
  const starting = import('#app/start-bot.ts').then(({ startBot }) => startBot(config));
  // Starting waits while Slack can't be reached; a signal ends that wait.
  const bot = await Promise.race([starting, told]);
  if (bot === undefined) process.exit();
  stderr.write('recap is ready. In Slack, type /recap in a channel.\n');
  await told;
  await bot.stop();
}
