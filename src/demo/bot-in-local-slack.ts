import { type Config, readConfig } from '#config/config.ts';
import type { LocalSlack } from '#demo/local-slack/run.ts';
import type { LocalApp } from '#demo/local-slack/workspace-config.ts';

/**
 * The bot's configuration in local Slack: it keeps everything in memory and asks nobody else for anything. With
 * `webPort` browsers reach it there in Socket Mode too.
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
