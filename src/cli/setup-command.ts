import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { newAppAddress, type SlackTokens, tokensInFile, tryToken, writeTokens } from '#app/setup-steps.ts';
import { AppError } from '#errors.ts';
import { checkAll } from './doctor-command.ts';
import { runBotUntilSignal } from './start-command.ts';
import type { Terminal } from './terminal.ts';
import { createPrompt, formatFinding, type Prompt } from './terminal.ts';

const BOT_TOKEN = `
2. Install it: on the page of your new app choose "Install App", then "Install to …" and "Allow".
   Copy the "Bot User OAuth Token" that the page shows then. It begins with xoxb-.`;
const APP_TOKEN = `
3. Let it connect: under "Basic Information", "App-Level Tokens", choose "Generate Token and Scopes", give it any
   name, add the scope connections:write, and generate it. Copy the token. It begins with xapp-.`;
const NEXT = `
In Slack, invite the bot to the channel of your conference, and set the conference up:
   /invite @recap
   /recap start
Then take the first note: /recap add TEXT`;

/**
 * Adds `recap setup`, which guides a person from nothing to a running bot. Writes `.env` only once both tokens work.
 */
export function addSetupCommand(program: Command, terminal: Terminal): void {
  program
    .command('setup')
    .description('create the Slack app and .env, step by step')
    .action(async () => {
      const person = createPrompt(terminal);
      let startsNow: boolean;
      try {
        if (!(await mayReplace(person))) return;
        await createApp(person);
        const botToken = await askToken(person, BOT_TOKEN, 'SLACK_BOT_TOKEN', {});
        const appToken = await askToken(person, APP_TOKEN, 'SLACK_APP_TOKEN', {
          SLACK_BOT_TOKEN: botToken,
        });
        writeTokens({ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken });
        person.say('\n4. Wrote .env, which nobody but you can read. All that the bot needs:');
        await checkAll(terminal);
        person.say(NEXT);
        startsNow = await person.agrees('\nStart the bot now?', true);
      } finally {
        person.leave();
      }
      if (startsNow) await runBotUntilSignal(terminal);
      else terminal.stdout.write('Start it with: npm start\n');
    });
}

async function mayReplace(person: Prompt): Promise<boolean> {
  const there = tokensInFile();
  if (there.length === 0) return true;
  if (await person.agrees(`.env has ${there.join(' and ')} already. Replace?`, false)) return true;
  person.say('Nothing was changed. To check what is there: npm run -s recap -- doctor');
  return false;
}

async function createApp(person: Prompt): Promise<void> {
  const address = newAppAddress();
  person.say(
    `1. Create the Slack app: open this address, choose your workspace, then "Next" and "Create".\n\n${address}\n`,
  );
  if (!person.isAtTerminal || !(await person.agrees('Open it in your browser?', true))) return;
  if (!(await openInBrowser(address))) person.say('No browser was found here. Copy the address into one.');
}

/** Asks until Slack accepts the token. @throws AppError `failed` if the input ends first */
async function askToken(
  person: Prompt,
  how: string,
  name: keyof SlackTokens,
  known: Partial<SlackTokens>,
): Promise<string> {
  person.say(how);
  for (;;) {
    const token = await person.askSecret(`   ${name} (not shown as you paste it): `);
    if (token === undefined)
      throw new AppError('failed', `The input ended before ${name}. Nothing was written; run recap setup again.`);
    const findings = await tryToken(name, token, known);
    for (const finding of findings) person.say(`   ${formatFinding(finding)}`);
    if (!findings.some(({ verdict, about }) => verdict === 'fix' && about === name)) return token;
  }
}

/** Programs that open a URL, by platform. Default: `xdg-open`. */
const OPENERS: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

function openInBrowser(url: string): Promise<boolean> {
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const child = spawn(program!, [...args, url], { stdio: 'ignore', detached: true });
  child.once('error', () => resolve(false));
  child.once('spawn', () => resolve(true));
  child.unref();
  return promise;
}
