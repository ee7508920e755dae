import { WebClient } from '@slack/web-api';
import type { SlackConfig } from '#config/config.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { askSlack, tellSlack } from '#slack/api/call-slack.ts';
import { webClientOptions } from '#slack/connection/web-client-options.ts';
import type { Log } from '#usecases/ports/dependencies.ts';

/** What a bot token opens. */
export interface BotToken {
  /** The workspace's name. */
  team: string;
  /** The bot's name there. */
  bot: string;
  /** Of the Slack app, `A…`; absent where Slack doesn't say. */
  appId?: string;
  /** Absent where Slack doesn't say. */
  scopes?: string[];
}

type Where = Pick<SlackConfig, 'apiUrl'>;

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Tries a bot token. @throws AppError `refused` or `unreachable`, with what to do */
export async function tryBotToken(token: string, where: Where): Promise<BotToken> {
  const client = new WebClient(token, webClientOptions(where, SILENT));
  const self = await tellSlack(() => client.auth.test());
  const scopes = self.response_metadata?.scopes;
  // Only to compare: without the scope that it needs the rest is still good to know.
  const about = await askSlack(() => client.bots.info({ bot: self.bot_id ?? '' })).catch(() => undefined);
  const appId = about?.bot?.app_id;
  return {
    team: self.team ?? '',
    bot: self.user ?? '',
    ...omitUndefined({ appId, scopes }),
  };
}

/** Tries an app token: asks for the address of a socket and opens none. @throws AppError as {@link tryBotToken} */
export async function tryAppToken(token: string, where: Where): Promise<void> {
  const client = new WebClient(token, webClientOptions(where, SILENT));
  await tellSlack(() => client.apps.connections.open());
}

/** An app token names its app: `xapp-1-A0123ABCD-…`. */
export function appOfToken(appToken: string): string | undefined {
  return /^xapp-\d+-(A[A-Z0-9]+)-/.exec(appToken)?.[1];
}
