import { once } from 'node:events';
import { DateTime } from 'luxon';
import { type RunningBot, startBot } from '#app/start-bot.ts';
import { type Config, readConfig } from '#config/config.ts';
import type { LocalMessage } from '#demo/local-slack/control-api.ts';
import { type ServedPage, servePage } from '#demo/local-slack/proxy-page.ts';
import { freePort, type LocalSlack, runLocalSlack } from '#demo/local-slack/run.ts';
import type { LocalApp } from '#demo/local-slack/workspace-config.ts';
import { RECAP_LANGUAGES, type TrackedConference } from '#domain/conference/conference.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { AppError, LocalizedError } from '#errors.ts';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { changeSettings } from '#usecases/conference/change-settings.ts';
import { getConferenceState } from '#usecases/conference/get-conference-state.ts';
import { isWhichConference } from '#usecases/conference/resolve-conference.ts';
import { webUrlOf } from '#usecases/conference/web-access.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Publisher } from '#usecases/ports/slack.ts';
import { type Appointment, createAdvanceTime, createDemoClock, type DemoClock, postAll } from './demo-clock.ts';
import { chooseGestures, replayConversation, typeCommand } from './replay-conversation.ts';
import { loadSampleConference, type SampleConference } from './sample-conference.ts';

interface DemoRequest {
  once?: boolean;
  /** Port of the page; default 4747, or another if that is in use. */
  port?: number;
  /** Of the digests; default: that of the notes. */
  language?: KnownLanguage;
}

interface DemoOutput {
  result(text: string): void;
  progress(line: string): void;
}

const USUAL_PORT = 4747;

/** Local Slack has no rate limit. */
const POST_INTERVAL_MS = 5;

/**
 * Runs the bot in local Slack through the sample conference, as if today were its first day, and shows what it posts.
 * Then waits until `signal` is aborted, unless `once` is set. Leaves nothing behind.
 *
 * @throws AppError if the demo can't run or the bot doesn't do what it should; the signal's reason if it was aborted
 *   before the end
 */
export async function runDemo(request: DemoRequest, output: DemoOutput, signal: AbortSignal): Promise<void> {
  const sample = await loadSampleConference();
  await using cleanup = new AsyncDisposableStack();
  const slack = await runLocalSlack(sample.workspace);
  cleanup.defer(() => slack.stop());
  const page = await openPage(slack, request.port, output);
  cleanup.defer(() => page.close());
  const clock = createDemoClock();
  const webPort = await freePort();
  const running = await startBot(configForLocalSlack(slack, sample.workspace.app, webPort), {
    clock,
    canvases: NO_CANVASES,
    minPostIntervalMs: POST_INTERVAL_MS,
    fetchSchedule: (url) => readSampleSchedule(url, sample),
    log: {
      info: () => {},
      warn: (_facts, event) => output.progress(`Bot warning: ${event}.`),
      error: (_facts, event) => output.progress(`Bot error: ${event}.`),
    },
  });
  cleanup.defer(() => running.stop());
  output.progress(`Local Slack is running at ${page.url}`);
  await holdConference(sample, {
    slack,
    clock,
    bot: running,
    output,
    signal,
    ...omitUndefined({ language: request.language }),
  });
  signal.throwIfAborted();
  if (request.once === true) return;
  await showWhatToTry(sample, slack, running.deps);
  output.result(
    `Open ${page.url} to try the bot: the last message in #${sample.channel.name} suggests what to try.\n` +
      "For the bot, it's the evening of day two; the page shows the real time. To stop, press Ctrl-C. Nothing is kept.",
  );
  await once(signal, 'abort');
}

/** Local Slack has no canvases; the demo does as if they were made. */
const NO_CANVASES: Publisher = {
  post: async () => 'F0DEMO',
  update: async () => undefined,
  remove: async () => undefined,
  findPosted: async () => [],
};

/** Posts what a visitor can try as the last message of the channel. */
async function showWhatToTry(sample: SampleConference, slack: LocalSlack, deps: BotDependencies): Promise<void> {
  const { channel, workspace } = sample;
  const conferences = await deps.database.conferences.notOverBefore('0000-01-01');
  const page = conferences.map((conference) => webUrlOf(deps, conference)).find((url) => url !== undefined);
  const text = [
    '*Try it yourself.* It’s the evening of the last day. The recap is above, and the daily digests are further up.',
    ...(page === undefined ? [] : [`• Read <${page}|the recap as a web page>.`]),
    '• Open the thread of a digest to read it talk by talk.',
    '• Open *recap* under Apps to see your own notes.',
    '• `/recap preview all`, then *Edit*: reword or hide sentences, press *Save*, then *Update now*.',
    '• `/recap add Kromhout: containers will not fix your broken culture` adds a note, and the recap is updated.',
    '• `/recap ask what did anyone say about lead time?` answers from the notes.',
    '• `/readinglist` shows the books, and `/recap export html` sends you the recap as a file.',
  ].join('\n');
  const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${workspace.app.botToken}` },
    body: JSON.stringify({ channel: channel.id, text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] }),
  });
  const answer = (await response.json()) as { ok?: boolean; error?: string };
  if (answer.ok !== true) throw new AppError('failed', `Local Slack refused the last message: ${answer.error}.`);
}

/** Nothing is fetched from the network: only the sample's schedule can be imported. */
async function readSampleSchedule(url: string, { scheduleUrl, schedule }: SampleConference): Promise<string> {
  if (url === scheduleUrl) return schedule;
  throw new LocalizedError('refused', 'demo-schedule', { url: scheduleUrl });
}

async function openPage(
  { url }: LocalSlack,
  wanted: number | undefined,
  { progress }: DemoOutput,
): Promise<ServedPage> {
  if (wanted !== undefined) return servePage(url, wanted);
  try {
    return await servePage(url, USUAL_PORT);
  } catch {
    progress(`Port ${USUAL_PORT} is in use by another program, so the page uses another one.`);
    return servePage(url, 0);
  }
}

interface Stage {
  slack: LocalSlack;
  clock: DemoClock;
  bot: RunningBot;
  output: DemoOutput;
  signal: AbortSignal;
  language?: KnownLanguage;
}

async function holdConference(sample: SampleConference, stage: Stage): Promise<void> {
  const { slack, clock, output, signal, language } = stage;
  const { channel, organizer: user, conversation, talks, name, from, to, timezone } = sample;
  const type = (command: string, text: string) =>
    typeCommand(slack.control, { channel: channel.id, user, command, text });
  const timeOf = (date: string, hour: number, minute: number) =>
    DateTime.fromISO(date, { zone: timezone }).set({ hour, minute }).toMillis();

  clock.travelTo(timeOf(from, 8, 0));
  output.progress(`It is the morning of ${from}. The organizer sets up ${name} in #${channel.name}.`);
  const answers = [
    await type('/recap', `start "${name}" ${from} ${to} ${timezone} at 18:30 schedule ${sample.scheduleUrl}`),
    await type('/recap', 'listen on'),
  ];
  const conference = await checkSetUp(sample, stage.bot.deps, answers.map(showMessage).join(' '));
  const organizer = { teamId: sample.workspace.workspace.teamId, userId: user, channel: channel.id };
  await changeSettings(stage.bot.deps, organizer, conference.id, {
    webAccess: 'link',
    ...(language && { language: RECAP_LANGUAGES[language] }),
  });

  const appointments: Appointment[] = [
    { at: timeOf(from, 18, 30), what: "First evening: the bot posts the day's digest." },
    { at: timeOf(to, 3, 0), what: 'Someone wrote late at night: the bot updates the posted digest.' },
    { at: timeOf(to, 18, 30), what: "Second evening: the bot posts the day's digest." },
    { at: timeOf(to, 19, 30), what: 'The conference has ended: the bot posts the recap with the reading list.' },
  ];
  const advanceTime = createAdvanceTime(appointments, stage.bot.work, {
    clock,
    onAppointment: ({ what }) => output.progress(what),
  });
  const gestures = chooseGestures(conversation, talks, channel.id);
  const script = conversation.map((utterance, index) => ({ utterance, gesture: gestures[index]! }));
  output.progress(`The team writes ${conversation.length} messages in two days.`);
  await replayConversation(script, {
    control: slack.control,
    clock,
    advanceTime,
    settle: () => postAll(stage.bot.work),
    signal,
  });
  // Asked for before the recap is posted, so that the page ends with that.
  const readingList = showMessage(await type('/readinglist', ''));
  await advanceTime(appointments.at(-1)!.at);

  const messages = await slack.control.messages(channel.id);
  const posts = [
    { title: 'The first day', key: new RegExp(`^digest:.*:${from}:`) },
    { title: 'The second day', key: new RegExp(`^digest:.*:${to}:`) },
    { title: 'The recap of both days', key: /^recap:/ },
  ];
  for (const { title, key } of posts) {
    const shown = showPosts(messages, key);
    if (shown === '') throw new AppError('failed', `The bot didn't post this: ${title}.`);
    output.result(`=== ${title} ===\n\n${shown}\n`);
  }
  output.result(`=== /readinglist ===\n\n${readingList}\n`);
}

/** @throws AppError `failed` with the bot's own words if the conference didn't start */
async function checkSetUp(sample: SampleConference, deps: BotDependencies, answer: string): Promise<TrackedConference> {
  const { workspace, organizer: userId, channel } = sample;
  const state = await getConferenceState(deps, { teamId: workspace.workspace.teamId, userId, channel: channel.id });
  if (
    isWhichConference(state) ||
    state.talks !== sample.talks.length ||
    !state.conference.listens.includes(channel.id)
  ) {
    throw new AppError('failed', `The sample conference couldn't be set up. The bot said: ${answer}`);
  }
  return state.conference;
}

/**
 * Returns a configuration for local Slack with everything in memory. With `webPort` browsers can reach the bot in
 * Socket Mode, too.
 */
export function configForLocalSlack(slack: Pick<LocalSlack, 'apiUrl'>, app: LocalApp, webPort?: number): Config {
  const port = app.mode === 'socket' ? webPort?.toString() : new URL(app.requestUrl ?? '').port;
  return readConfig({
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: app.botToken,
    ...(app.mode === 'socket' ? { SLACK_APP_TOKEN: app.appToken } : { SLACK_SIGNING_SECRET: app.signingSecret }),
    ...(port !== undefined && { PORT: port, PUBLIC_URL: `http://localhost:${port}` }),
    DATABASE_URL: 'sqlite::memory:',
    LOG_LEVEL: 'error',
  });
}

/** Formats the bot's posts whose key (in the first block, see domain/publishing) matches, in the order of posting. */
function showPosts(messages: LocalMessage[], key: RegExp): string {
  return messages
    .filter(({ blocks }) => key.test(String(blocks?.[0]?.block_id)))
    .map((message) => showMessage(message))
    .join('\n\n');
}

/** Formats a message for a terminal: people's text can't move the cursor or change colors. */
function showMessage({ text, blocks }: Pick<LocalMessage, 'text' | 'blocks'>): string {
  const words = blocks === undefined ? text : blocksToText(blocks);
  return words.replace(/(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
