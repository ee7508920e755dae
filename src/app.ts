import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Config, loadModelConfig, type ModelConfig } from './config.ts';
import type { Recap } from './domain/recap.ts';
import { WEB_ROOT } from './domain/web-access.ts';
import { AppError } from './errors.ts';
import type { FileToWrite } from './files/write-folder.ts';
import type { OpenAiDependencies } from './llm/openai-summarizer.ts';
import type { PaceClock } from './slack/channel-pace.ts';
import type { Answerer } from './usecases/ask.ts';
import type { Bot } from './usecases/bot.ts';
import type { Log } from './usecases/bot-dependencies.ts';
import type { CompileReport, ConferenceWishes, Progress } from './usecases/compile-export.ts';
import type { BookLookup, Summarizer } from './usecases/ports.ts';
import type { Clock, FetchSchedule } from './usecases/slack-ports.ts';

/** The files that a recap can be written as, by the name that `--format` gives them. */
export const FORMATS = ['md', 'html', 'json', 'csv', 'csl', 'bib'] as const;
export type Format = (typeof FORMATS)[number];

/** What the bot may be run with instead of what it takes in earnest: the demo and tests have a time of their own. */
export interface BotOptions {
  clock?: Clock;
  /** Milliseconds between two posts in a channel. */
  minPostIntervalMs?: number;
  /** Time as the pace of posting counts it. */
  paceClock?: PaceClock;
  /** Milliseconds that Slack may take for an answer. */
  slackTimeoutMs?: number;
  fetchSchedule?: FetchSchedule;
  log?: Log;
}

export interface RunningBot {
  bot: Bot;
  /** Takes nothing new, finishes what is under way, ten seconds at most, and lets go of the store. */
  stop(): Promise<void>;
}

/** Whoever waits at a terminal may wait for a slow model. */
const COMPILE_DEADLINE_MS = 10 * 60_000;
/** Points per talk at most. */
const MAX_POINTS = 5;

/** What is drawn from the system's own clock. */
const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  instantOf: (ts) => Math.floor(Number(ts) * 1000),
};

/**
 * Runs the bot: opens the store, connects to Slack and does what is due. Ready when it answers.
 * @throws AppError where the store can't be opened, a token is refused or a port is taken
 */
export async function startBot(config: Config, options: BotOptions = {}): Promise<RunningBot> {
  // Loaded beside each other, and only by the bot: each takes some time.
  const [
    { createLog, duringRequest },
    { createSlackApp },
    { createPublisher },
    { createCanvases, withCanvases },
    { createWorkspace },
    { registerListeners },
    { createTicker },
    { createHealthRoute },
    { createMetricsRoute },
    { countPosts, countTokens, createCounts, metricsOf },
    { createRecapRoute },
    { createPhotoFiles },
    { openFilesFolder },
    { createBot },
    { createMessageForms },
    { openDatabase },
  ] = await Promise.all([
    import('./log.ts'),
    import('./slack/create-app.ts'),
    import('./slack/publisher.ts'),
    import('./slack/canvases.ts'),
    import('./slack/workspace.ts'),
    import('./slack/listeners/index.ts'),
    import('./jobs/create-ticker.ts'),
    import('./web/health.ts'),
    import('./web/metrics-route.ts'),
    import('./web/counts.ts'),
    import('./web/recap-route.ts'),
    import('./files/photo-files.ts'),
    import('./files/files-folder.ts'),
    import('./usecases/create-bot.ts'),
    import('./render/slack/message-forms.ts'),
    import('./db/open-database.ts'),
  ]);
  const log = options.log ?? createLog(config.logLevel);
  const { database, keyValue } = await openDatabase(config.databaseUrl);
  await using undo = new AsyncDisposableStack();
  undo.defer(() => database.close());
  const stopping = new AbortController();
  const health = createHealthRoute({
    slack: () => slack.health(),
    pingStore: () => database.ping(),
    lastTickAt: () => ticker.lastTickAt(),
    now: Date.now,
  });
  const recaps = createRecapRoute({
    find: (key, day) => bot.webRecap(key, day),
    openPhoto: (teamId, photo) => photos.open(teamId, photo),
    publicUrl: config.publicUrl,
    now: Date.now,
    log,
  });
  const counts = createCounts();
  const metrics = createMetricsRoute({
    counts,
    isConnected: () => slack.health().isConnected,
    lastTickAt: () => ticker.lastTickAt(),
    now: Date.now,
  });
  const routes = { '/health': health, '/metrics': metrics, [`${WEB_ROOT}*`]: recaps };
  const { minPostIntervalMs, paceClock, slackTimeoutMs } = options;
  const slack = createSlackApp(config, {
    log,
    keyValue,
    routes,
    duringRequest,
    onError: (code) => counts.add('recap_slack_errors_total', { code }),
    ...(slackTimeoutMs !== undefined && { timeoutMs: slackTimeoutMs }),
  });
  const { clients } = slack;
  const workspace = createWorkspace(clients, keyValue);
  const { folder, close } = openFilesFolder(config.databaseUrl);
  undo.defer(close);
  const photos = createPhotoFiles({ folder, keyValue, workspace, log, stopping: stopping.signal });
  undo.defer(() => photos.settled());
  const bot = createBot({
    database,
    keyValue,
    clock: options.clock ?? SYSTEM_CLOCK,
    workspace,
    publisher: countPosts(
      withCanvases(
        createPublisher(clients, {
          ...(minPostIntervalMs !== undefined && { minIntervalMs: minPostIntervalMs }),
          ...(paceClock !== undefined && { clock: paceClock }),
        }),
        createCanvases(clients),
      ),
      counts,
    ),
    forms: createMessageForms(),
    photos,
    renderFile: async (format, recap, photos) =>
      (await import('./files/pack-recap.ts')).packRecap(format, recap, photos),
    fetchSchedule: options.fetchSchedule ?? fetchPublicSchedule,
    summarizer: countTokens(await createSummarizer(config.openai, { keyValue }), counts),
    metrics: metricsOf(counts),
    answerer: await createAnswerer(config.openai, { keyValue }),
    maxPoints: MAX_POINTS,
    newId: () => randomUUID().replaceAll('-', ''),
    newSecret: () => randomBytes(18).toString('base64url'),
    publicUrl: config.publicUrl,
    retentionDays: config.retentionDays,
    wake: () => ticker.wake(),
    stopping: stopping.signal,
    log,
  });
  const ticker = await createTicker(config, bot, log);
  registerListeners(slack.app, {
    bot,
    keyValue,
    workspace,
    removeInstallation: slack.removeInstallation,
    underWay: slack.underWay,
    log,
  });
  await slack.start();
  undo.defer(() => slack.stop());
  if (config.slack.connection.mode === 'socket' && config.slack.connection.healthPort !== undefined) {
    const { serveRoutes } = await import('./web/serve-routes.ts');
    const server = await serveRoutes(config.slack.connection.healthPort, routes);
    undo.defer(() => server.stop());
  }
  await ticker.start();
  log.info({ mode: config.slack.connection.mode }, 'ready');
  const running = undo.move();
  return {
    bot,
    async stop() {
      stopping.abort();
      await Promise.all([ticker.stop(), slack.stop()]);
      await running.disposeAsync();
    },
  };
}

/** A language model's summarizer where one is configured, else the built-in one; loads no more than it needs. */
async function createSummarizer(
  model: ModelConfig | undefined,
  dependencies: OpenAiDependencies,
): Promise<Summarizer> {
  if (model !== undefined) {
    const { createOpenAiSummarizer } = await import('./llm/openai-summarizer.ts');
    return createOpenAiSummarizer(model, dependencies);
  }
  const { createExtractiveSummarizer } = await import('./text/summarize-extractively.ts');
  return createExtractiveSummarizer();
}

/** Without a model the notes themselves answer. */
async function createAnswerer(
  model: ModelConfig | undefined,
  dependencies: OpenAiDependencies,
): Promise<Answerer | undefined> {
  if (model === undefined) return undefined;
  const { createOpenAiAnswerer } = await import('./llm/openai-answerer.ts');
  return createOpenAiAnswerer(model, dependencies);
}

/** What `recap compile` was asked for. */
export interface CompileRequest extends Omit<ConferenceWishes, 'channels'> {
  exportPath: string;
  /** A file or an http(s) address. */
  schedule?: string;
  channel: string[];
  /** By default a language model where one is configured. */
  summarizer?: 'extractive' | 'openai';
  points: number;
  format: Format[];
  out: string;
  lookup: boolean;
  contact?: string;
  allowPrivateAddresses: boolean;
}

/** A schedule of a few hundred talks has a few MB; nobody's has this many. */
const MAX_SCHEDULE_BYTES = 32 * 1024 * 1024;
const SCHEDULE_TIMEOUT_MS = 20_000;

/** Makes a recap of an export and writes it into a folder; answers the report and the names of the files. */
export async function compileToFolder(
  request: CompileRequest,
  onProgress: (progress: Progress) => void,
): Promise<{ report: CompileReport; files: string[] }> {
  const model = request.summarizer === 'extractive' ? undefined : loadModelConfig();
  if (request.summarizer === 'openai' && model === undefined) {
    throw new AppError(
      'bad-input',
      'No language model is configured. Set OPENAI_API_KEY, and OPENAI_BASE_URL and OPENAI_MODEL for another than OpenAI’s, in the environment or .env; or use --summarizer extractive.',
    );
  }
  onProgress({ step: 'Reading export', done: 0 });
  // Loaded after the first output: schedules and zips bring parsers that take longer to load than a start may.
  const { openExport } = await import('./slack-export/open-export.ts');
  const { compileExport } = await import('./usecases/compile-export.ts');
  const source = await openExport(request.exportPath);
  try {
    const report = await compileExport(
      { ...request, channels: request.channel },
      await loadSchedule(request),
      {
        source,
        summarizer: await createSummarizer(model, { deadlineMs: COMPILE_DEADLINE_MS }),
        maxPoints: request.points,
        lookup: await createLookup(request),
        onProgress,
      },
    );
    onProgress({ step: 'Writing files', done: 0 });
    const { writeFolder } = await import('./files/write-folder.ts');
    const documents = await renderDocuments(report.recap, request.format);
    const showsPhotos = request.format.includes('md') || request.format.includes('html');
    const photos = showsPhotos ? photosToWrite(report.recap, (name) => source.openPhoto(name)) : [];
    await writeFolder(request.out, [...documents, ...photos]);
    return {
      report,
      files: [...documents.map(({ path }) => path), ...(photos.length > 0 ? ['photos/'] : [])],
    };
  } finally {
    await source.close();
  }
}

async function loadSchedule({
  schedule,
  allowPrivateAddresses,
}: CompileRequest): Promise<string | undefined> {
  if (schedule === undefined) return undefined;
  if (/^https?:\/\//i.test(schedule)) return fetchSchedule(schedule, allowPrivateAddresses);
  try {
    const { size } = await stat(schedule);
    if (size > MAX_SCHEDULE_BYTES) {
      throw new AppError(
        'too-large',
        `${schedule} has ${size} bytes; a schedule may have ${MAX_SCHEDULE_BYTES}.`,
      );
    }
    return await readFile(schedule, 'utf8');
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      'bad-input',
      `Can't read the schedule ${schedule}. Give a file or an http(s) address.`,
      { cause },
    );
  }
}

async function fetchSchedule(url: string, allowPrivate: boolean): Promise<string> {
  const { fetchDocument } = await import('./net/fetch-document.ts');
  return fetchDocument(url, { maxBytes: MAX_SCHEDULE_BYTES, timeoutMs: SCHEDULE_TIMEOUT_MS, allowPrivate });
}

function fetchPublicSchedule(url: string): Promise<string> {
  return fetchSchedule(url, false);
}

async function createLookup({ lookup, contact }: CompileRequest): Promise<BookLookup | undefined> {
  if (!lookup) return undefined;
  if (contact === undefined) {
    throw new AppError(
      'wrong-usage',
      'Open Library asks for a contact. Add --contact with a mail address or a web page of yours.',
    );
  }
  const { createOpenLibraryLookup } = await import('./books/open-library.ts');
  return createOpenLibraryLookup({ contact });
}

async function renderDocuments(recap: Recap, formats: Format[]): Promise<FileToWrite[]> {
  const { renderAs } = await import('./render/render-as.ts');
  return formats.map((format) => renderAs(format, recap));
}

function photosToWrite(recap: Recap, open: (name: string) => Promise<Uint8Array>): FileToWrite[] {
  return recap.days
    .flatMap((day) => [...day.talks, day.hallway])
    .flatMap(({ photos }) => photos)
    .map(({ file }) => ({ path: file, content: () => open(basename(file)) }));
}
