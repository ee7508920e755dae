import { type Command, InvalidArgumentError, Option } from 'commander';
import { RECAP_LANGUAGES } from '#domain/conference/conference.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import type { Terminal } from './terminal.ts';

const EXAMPLES = `
Examples:
  recap demo               prints the address of a page where you can try the bot
  recap demo --once        exits when everything is printed
  recap demo --port 8080   uses this port for the page
  recap demo --language de shows the digests in German (the notes stay as they are)`;

interface DemoOptions {
  once?: boolean;
  port?: number;
  language?: KnownLanguage;
}

export function addDemoCommand(program: Command, terminal: Terminal): void {
  program
    .command('demo')
    .description('try the bot with a sample conference, in a local stand-in for Slack')
    .option('--once', 'print the digests, the recap and the reading list, then exit')
    .option('--port <n>', 'the port for the web page (default: 4747, or a free one if that is in use)', parsePort)
    .addOption(new Option('--language <code>', 'the language of the digests').choices(Object.keys(RECAP_LANGUAGES)))
    .addHelpText('after', EXAMPLES)
    .action((options: DemoOptions) => runUntilSignal(options, terminal));
}

/**
 * Ctrl-C after everything was shown ends the demo with exit code 0. Before that the process ends by the signal, as its
 * parent expects (130 in a shell). A second Ctrl-C ends it at once.
 */
async function runUntilSignal(options: DemoOptions, { stdout, stderr }: Terminal): Promise<void> {
  const { runDemo } = await import('#demo/run-demo.ts');
  const interrupt = new AbortController();
  let received: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals): void => {
    received = signal;
    interrupt.abort();
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    await runDemo(
      options,
      {
        result: (text) => void stdout.write(`${text}\n`),
        progress: (line) => void stderr.write(`${line}\n`),
      },
      interrupt.signal,
    );
    if (received === 'SIGTERM') process.kill(process.pid, received);
  } catch (error) {
    if (received === undefined || error !== interrupt.signal.reason) throw error;
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    process.kill(process.pid, received);
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new InvalidArgumentError('Enter a whole number from 1 to 65535.');
  }
  return port;
}
