import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DEFAULT_DATABASE, DEFAULT_MODEL } from '#config/config.ts';
import {
  hasSlackSettings,
  inspectSettings,
  readEnvironment,
  type Settings,
  type Variable,
} from '#config/setting-parsers.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { type Finding, fix, note, ok } from '#usecases/ports/doctor-finding.ts';

/** Settings that are tried out below, not only checked for their format. */
const TRIED: readonly Variable[] = [
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'DATABASE_URL',
  'OPENAI_API_KEY',
  'OPENAI_BASE_URL',
  'OPENAI_MODEL',
  'OPENAI_CHECK_MODEL',
  'PUBLIC_URL',
];

/**
 * Checks everything that the bot would run with (`recap doctor`): each setting, and whether those that are valid work.
 * Yields findings as they are made. @throws AppError `bad-input` if `.env` can't be read
 */
export async function* examineSetup(env = process.env): AsyncGenerator<Finding> {
  const { settings, problems } = inspectSettings(readEnvironment(env));
  if (!hasSlackSettings(readEnvironment(env)))
    yield note(
      '.env',
      'has no tokens yet. Run npm run -s recap -- setup, which creates the Slack app and writes them.',
    );
  for (const problem of problems) {
    const [about, ...words] = problem.split(' ');
    yield fix(about!, words.join(' '));
  }
  yield* examineEnvFile();
  const isFaulty = (name: Variable) => problems.some((problem) => problem.split(/\W+/).includes(name));
  for (const name of Object.keys(settings) as Variable[])
    if (!TRIED.includes(name) && !isFaulty(name)) yield ok(name, 'has the right format');
  yield* examineSlackSettings(settings);
  if (!isFaulty('DATABASE_URL')) yield* checkStore(settings.DATABASE_URL ?? DEFAULT_DATABASE);
  yield* await examineModelSettings(settings);
  if (settings.PUBLIC_URL !== undefined) {
    const { checkPublicUrl } = await import('#web/health.ts');
    yield await checkPublicUrl(settings.PUBLIC_URL.replace(/\/+$/, ''));
  }
}

/** Warns if other users can read `.env`, which holds tokens. */
function examineEnvFile(): Finding[] {
  const mode = statSync('.env', { throwIfNoEntry: false })?.mode ?? 0;
  return process.platform !== 'win32' && (mode & 0o077) !== 0
    ? [note('.env', 'holds tokens, and other users of this machine can read it. Run: chmod 600 .env')]
    : [];
}

async function* examineSlackSettings(settings: Settings): AsyncGenerator<Finding> {
  const { checkSlack } = await import('#slack/doctor/check-slack.ts');
  yield* await checkSlack({
    botToken: settings.SLACK_BOT_TOKEN,
    appToken: settings.SLACK_APP_TOKEN,
    apiUrl: settings.SLACK_API_URL,
  });
  if (settings.SLACK_SIGNING_SECRET !== undefined)
    yield note(
      'SLACK_SIGNING_SECRET',
      "has the right format. Slack's first request will show whether it's the right one",
    );
  if (settings.SLACK_CLIENT_ID !== undefined && settings.PUBLIC_URL === undefined)
    yield note('PUBLIC_URL', "isn't set, so Slack sends people back to the app's first redirect URL");
}

/**
 * Opens and migrates the store as the bot does, unless it is a file that doesn't exist yet; reports what the evidence
 * check left out of posted digests.
 */
async function* checkStore(url: string): AsyncGenerator<Finding> {
  const missing = findMissingFile(url);
  if (missing !== undefined) {
    yield missing;
    return;
  }
  try {
    const [{ openDatabase }, { reportLeftOut }] = await Promise.all([
      import('#db/open-database.ts'),
      import('#usecases/recap/report-left-out.ts'),
    ]);
    const { database } = await openDatabase(url);
    try {
      await database.ping();
      yield ok(
        'DATABASE_URL',
        `is ${url.startsWith('sqlite:') ? url : 'a Postgres database'}, which works and has the current schema`,
      );
      yield* reportLeftOut({ database });
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    yield fix('DATABASE_URL', `doesn't work. ${error.message}`);
  }
}

/** Reports a SQLite file that doesn't exist: checking must not create it, because its path may be mistyped. */
function findMissingFile(url: string): Finding | undefined {
  if (!url.startsWith('sqlite:') || url === 'sqlite::memory:') return undefined;
  const path = resolve(url.slice('sqlite:'.length));
  if (existsSync(path)) return undefined;
  let folder = dirname(path);
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    // A slash at the end makes a file, which can't hold another one, an error.
    accessSync(`${folder}/`, constants.W_OK);
  } catch {
    return fix(
      'DATABASE_URL',
      `is ${path}, which can't be created, because ${folder} isn't a folder that the bot can write to.`,
    );
  }
  return note(
    'DATABASE_URL',
    `is ${path}, which doesn't exist yet. The bot will create it when it starts. Is the path right?`,
  );
}

async function examineModelSettings(settings: Settings): Promise<Finding[]> {
  const {
    OPENAI_API_KEY: apiKey,
    OPENAI_BASE_URL: baseUrl,
    OPENAI_MODEL: model,
    OPENAI_CHECK_MODEL: checkModel,
  } = settings;
  if (apiKey === undefined) return [ok('OPENAI_API_KEY', "isn't set, so recaps are made without a language model")];
  const { checkModels } = await import('#llm/client/check-model.ts');
  return checkModels({
    apiKey,
    baseUrl,
    models: {
      OPENAI_MODEL: model ?? DEFAULT_MODEL,
      ...omitUndefined({ OPENAI_CHECK_MODEL: checkModel === 'off' ? undefined : checkModel }),
    },
  });
}
