import { type TestContext, test } from 'node:test';
import { DateTime } from 'luxon';
import { type BotOptions, startBot } from '#app/start-bot.ts';
import type { ModelConfig } from '#config/config.ts';
import { createDemoClock, type DemoClock, postAll } from '#demo/demo-clock.ts';
import type { LocalAction, LocalMessage, LocalSlackControl } from '#demo/local-slack/control-api.ts';
import { freePort, runLocalSlack } from '#demo/local-slack/run.ts';
import { LOCAL_APP } from '#demo/local-slack/workspace-config.ts';
import { typeCommand } from '#demo/replay-conversation.ts';
import { configForLocalSlack } from '#demo/run-demo.ts';
import { LocalizedError } from '#errors.ts';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { bindUseCases, type UseCases } from '#test/fakes/use-cases.ts';
import { noLocalSlack } from './no-local-slack.ts';
import { ADA, FIRST_DAY, LAST_DAY, SCHEDULE, SCHEDULE_URL, sampleTeam, TALKS, TEAM, ZONE } from './sample-team.ts';
import { sendSigned } from './send-signed.ts';
import { until } from './until.ts';

export type Mode = 'socket' | 'http';

/** Local Slack with the sample team, and the bot in it over a real connection. */
export interface TestWorkspace {
  mode: Mode;
  control: LocalSlackControl;
  bot: UseCases;
  clock: DemoClock;
  /** Where local Slack listens. */
  url: string;
  /** Where the bot takes signed requests, in mode `http`. */
  requestUrl: string;
  /** It is this time in the conference's zone: `2026-05-26T10:05`. */
  setTime(local: string): void;
  /** Types `/recap add …` or any other command, and answers what the bot says to it, as text and as a message. */
  type(typed: string, by?: { user?: string; channel?: string }): Promise<{ text: string; message: LocalMessage }>;
  /** Starts the conference of the sample schedule in the channel; it is the first day, five past ten. */
  startConference(): Promise<void>;
  /** Does what is due now and waits until it stands in Slack. */
  runDueWork(): Promise<void>;
  /** The bot's messages for all in a channel, as text, in the order of posting. */
  posts(channel?: string): Promise<(LocalMessage & { shown: string })[]>;
  /** Waits for a post of the bot's that matches. */
  post(words: RegExp, channel?: string): Promise<LocalMessage & { shown: string }>;
  /** Presses the button of that label. */
  press(message: LocalMessage, label: string, user: string): Promise<void>;
  /** Sends an interaction that local Slack can't make itself, signed, in mode `http`. */
  sendInteraction(payload: object): Promise<Response>;
  /** Sends an event with an id and time stamps of its own, signed, in mode `http`. */
  sendEvent(eventId: string, event: object, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

/** What stands between the bot and local Slack, and what the bot is run with. */
export interface WorkspaceOptions extends BotOptions {
  /** Answers the address that the bot calls in the place of local Slack's own. */
  standBefore?: (apiUrl: string) => Promise<string>;
  openai?: ModelConfig;
  clock?: DemoClock;
  /** Absent: SQLite in memory. */
  databaseUrl?: string;
}

export async function startWorkspace(
  mode: Mode,
  { standBefore, openai, databaseUrl, clock = createDemoClock(), ...options }: WorkspaceOptions = {},
): Promise<TestWorkspace> {
  const requestUrl = `http://localhost:${await freePort()}/slack/events`;
  const app = mode === 'http' ? { ...LOCAL_APP, mode: 'events' as const, requestUrl } : LOCAL_APP;
  const slack = await runLocalSlack(sampleTeam(app));
  const { control } = slack;
  const apiUrl = (await standBefore?.(slack.apiUrl)) ?? slack.apiUrl;
  const config = configForLocalSlack({ apiUrl }, app, await freePort());
  const running = await startBot(
    { ...config, ...omitUndefined({ openai, databaseUrl }) },
    {
      usesThreads: false,
      ...options,
      clock,
      minPostIntervalMs: 1,
      fetchSchedule: async (url) => {
        if (url === SCHEDULE_URL) return SCHEDULE;
        throw new LocalizedError('unreachable', 'fetch-failed', { address: url, code: 'ENOTFOUND', reason: '' });
      },
    },
  );
  const bot = { ...bindUseCases(running.deps), ...running.work };

  async function type(typed: string, { user = ADA, channel = TALKS } = {}) {
    const [command, text] = [typed.split(' ', 1)[0]!, typed.replace(/^\S+\s*/, '')];
    const message = await typeCommand(control, { channel, user, command, text });
    return { text: shown(message), message };
  }

  async function posts(channel = TALKS) {
    const messages = await control.messages(channel);
    return messages
      .filter(({ bot_id, subtype }) => bot_id !== undefined && subtype !== 'ephemeral')
      .map((message) => ({ ...message, shown: shown(message) }));
  }

  return {
    mode,
    control,
    bot,
    clock,
    url: slack.url,
    requestUrl,
    setTime: (local) => clock.travelTo(instantOf(local)),
    type,
    startConference: async () => {
      clock.travelTo(instantOf(`${FIRST_DAY}T10:05`));
      await type(`/recap start "SampleConf" ${FIRST_DAY} ${LAST_DAY} ${ZONE} at 18:30 schedule ${SCHEDULE_URL}`);
    },
    runDueWork: async () => {
      await bot.runDueWork();
      await postAll(bot);
    },
    posts,
    post: (words, channel) =>
      until(`a post with ${words}`, async () => (await posts(channel)).find((post) => words.test(post.shown))),
    press: async (message, label, user) => {
      const action = controlsOf(message).find((control) => control.text?.text === label);
      if (action === undefined) throw new Error(`No button “${label}” in: ${shown(message)}`);
      await control.interact({ channel: message.channel, user, messageTs: message.ts, action });
    },
    sendInteraction: (payload) =>
      sendSigned(requestUrl, {
        type: 'application/x-www-form-urlencoded',
        body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
      }),
    sendEvent: (eventId, event, headers = {}) =>
      sendSigned(requestUrl, {
        type: 'application/json',
        body: JSON.stringify({ type: 'event_callback', team_id: TEAM, event_id: eventId, event }),
        headers,
      }),
    stop: async () => {
      await running.stop();
      await slack.stop();
    },
  };
}

/** A button or list as its message holds it. */
type Control = LocalAction & {
  text?: { text: string };
  options?: { text: { text: string }; value: string }[];
};

/** Buttons and lists of a message, as an action names them. */
export function controlsOf({ blocks = [] }: Pick<LocalMessage, 'blocks'>): Control[] {
  return blocks.flatMap(({ block_id, elements = [], accessory }): Control[] =>
    [...elements, ...(accessory === undefined ? [] : [accessory])].map((element) => ({
      block_id,
      ...element,
    })),
  );
}

function instantOf(local: string): number {
  return DateTime.fromISO(local, { zone: ZONE }).toMillis();
}

function shown({ text, blocks }: Pick<LocalMessage, 'text' | 'blocks'>): string {
  return blocks === undefined ? text : blocksToText(blocks);
}

const skip = await noLocalSlack();

/**
 * A test over a real connection in Socket Mode and over signed HTTP, each with a workspace of its own: for each kind of
 * request that Slack makes. What the bot then does with it is tested over one of the two.
 */
export function inBothModes(
  name: string,
  run: (workspace: TestWorkspace, context: TestContext) => Promise<void>,
): void {
  for (const mode of ['socket', 'http'] as const) inMode(mode, name, run);
}

export function inMode(
  mode: Mode,
  name: string,
  run: (workspace: TestWorkspace, context: TestContext) => Promise<void>,
): void {
  test(`${name} (${mode})`, { skip }, async (context) => {
    const workspace = await startWorkspace(mode);
    try {
      await run(workspace, context);
    } finally {
      await workspace.stop();
    }
  });
}
