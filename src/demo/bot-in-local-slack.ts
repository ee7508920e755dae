import { type Config, readConfig } from '../config.ts';
import type { LocalApp } from './local-slack-workspace.ts';
import type { LocalSlack } from './run-local-slack.ts';

/** The bot's configuration in local Slack: it keeps everything in memory and asks nobody else for anything. */
export function configForLocalSlack(slack: Pick<LocalSlack, 'apiUrl'>, app: LocalApp): Config {
  const { port } = new URL(app.requestUrl ?? 'http://localhost');
  return readConfig({
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: app.botToken,
    ...(app.mode === 'socket'
      ? { SLACK_APP_TOKEN: app.appToken }
      : { SLACK_SIGNING_SECRET: app.signingSecret, PORT: port }),
    DATABASE_URL: 'sqlite::memory:',
    LOG_LEVEL: 'error',
  });
}
