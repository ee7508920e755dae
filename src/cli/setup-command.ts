import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import {
  findProblemWithSlack,
  MANIFEST_FILE,
  newAppAddress,
  type SlackTokens,
  tokensInFile,
  tryToken,
  writeTokens,
} from '#app/setup-steps.ts';
import { AppError } from '#errors.ts';
import { checkAll } from './doctor-command.ts';
import { runBotUntilSignal } from './start-command.ts';
import type { Terminal } from './terminal.ts';
import { createPrompt, formatFinding, type Prompt } from './terminal.ts';

const BOT_TOKEN = `
2. Install the app: on the page of your new app, choose "Install App", then "Install to …" and "Allow".
   Copy the "Bot User OAuth Token" that appears. It starts with xoxb-.`;
const APP_TOKEN = `
3. Let the bot connect: under "Basic Information", "App-Level Tokens", choose "Generate Token and Scopes". Enter any
   name, add the scope connections:write, and choose "Generate". Copy the token. It starts with xapp-.`;
const NEXT = `
In Slack, invite the bot to your conference's channel and set up the conference:
   /invite @recap
   /recap start
Then add your first note: /recap add TEXT`;

/**
 * Adds `recap setup`, which guides a person from nothing to a running bot. Writes `.env` only once both tokens work.
 */
export function addSetupCommand(program: Command, terminal: Terminal): void {
  program
    .command('setup')
    .description('create the Slack app and write .env, step by step')
    .action(async () => {
      const person = createPrompt(terminal);
      let startsNow: boolean;
      try {
        if (!(await mayReplace(person))) return;
        await sayIfOffline(person);
        await createApp(person);
        const bot = await askToken(person, BOT_TOKEN, { name: 'SLACK_BOT_TOKEN', known: {} });
        const app = await askToken(person, APP_TOKEN, {
          name: 'SLACK_APP_TOKEN',
          known: { SLACK_BOT_TOKEN: bot.token },
        });
        writeTokens({ SLACK_BOT_TOKEN: bot.token, SLACK_APP_TOKEN: app.token });
        person.say('\n4. Wrote .env, which only you can read.');
        if (!bot.isChecked || !app.isChecked) {
          person.say(UNCHECKED);
          return;
        }
        person.say('   Checking the setup:');
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

const UNCHECKED = `   The tokens aren't checked yet. When this computer is online, run:
   npm run -s recap -- doctor
   npm start`;

async function sayIfOffline(person: Prompt): Promise<void> {
  const problem = await findProblemWithSlack();
  if (problem === undefined) return;
  person.say(
    `This computer can't reach Slack: ${problem}
You can fix that first (stop with Ctrl-C), or continue: create the app on a computer that is online, and enter the tokens
here. They can be saved now and checked later.
`,
  );
}

async function mayReplace(person: Prompt): Promise<boolean> {
  const there = tokensInFile();
  if (there.length === 0) return true;
  if (await person.agrees(`.env already contains ${there.join(' and ')}. Replace?`, false)) return true;
  person.say('Nothing was changed. To check your settings, run: npm run -s recap -- doctor');
  return false;
}

async function createApp(person: Prompt): Promise<void> {
  const address = newAppAddress();
  person.say(
    `1. Create the Slack app: open this link, choose your workspace, then "Next" and "Create".

${address}

   Or open https://api.slack.com/apps, choose "Create New App" and "From a manifest", and paste manifest.yml:
   ${MANIFEST_FILE}
`,
  );
  if (!person.isAtTerminal || !(await person.agrees('Open the link in your browser?', true))) return;
  if (!(await openInBrowser(address)))
    person.say('No browser was found on this computer. Open the link in a browser on another one.');
}

/**
 * Asks until Slack accepts the token, or until the person saves it unchecked because Slack can't be reached.
 * @throws AppError `failed` if the input ends first
 */
async function askToken(
  person: Prompt,
  how: string,
  { name, known }: { name: keyof SlackTokens; known: Partial<SlackTokens> },
): Promise<{ token: string; isChecked: boolean }> {
  person.say(how);
  let token: string | undefined;
  for (;;) {
    token ??= await person.askSecret(`   ${name} (not shown as you paste it): `);
    if (token === undefined)
      throw new AppError(
        'failed',
        `The input ended before ${name} was entered. Nothing was written. Run npm run -s recap -- setup again.`,
      );
    const findings = await tryToken(name, token, known);
    for (const finding of findings) person.say(`   ${formatFinding(finding)}`);
    const toFix = findings.filter(({ verdict }) => verdict === 'fix').map(({ about }) => about);
    if (toFix.includes('Slack')) {
      const answer = await person.ask('   Press Enter to try again, or type "save" to save the token unchecked: ');
      if (/^s(?:ave)?$/i.test(answer ?? '')) return { token, isChecked: false };
      if (answer === undefined)
        throw new AppError(
          'failed',
          "Slack couldn't be reached. Nothing was written. Run npm run -s recap -- setup again.",
        );
    } else if (toFix.includes(name)) token = undefined;
    else return { token, isChecked: true };
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
