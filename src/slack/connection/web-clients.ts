import type { Authorize } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { AppError } from '#errors.ts';

/** Who the bot is in a workspace. */
interface BotIdentity {
  botId: string;
  botUserId: string;
  /** The workspace's address, `https://acme.slack.com/`. */
  url: string;
}

/** The one way to call Slack in a workspace, for listeners' and background work alike. */
export interface WebClients {
  /** @throws AppError `refused` where the app is not installed in the workspace */
  clientFor(teamId: string): Promise<WebClient>;
  /** Asked once, and kept. @throws what the client throws */
  identityFor(teamId: string): Promise<BotIdentity>;
}

type AccessFor = (teamId: string) => Promise<{ botToken?: string }>;

/** With one token for one workspace. */
export function createSingleClient(
  botToken: string,
  options: WebClientOptions,
): WebClients & { authorize: Authorize<boolean> } {
  const clients = createWebClients(async () => ({ botToken }), options);
  return {
    ...clients,
    // Bolt's own authorization for a token asks once: if Slack is away then, the bot stays deaf, or ends.
    async authorize({ teamId }) {
      const { botId, botUserId } = await clients.identityFor(teamId ?? '');
      return { botToken, botId, botUserId };
    },
  };
}

/** `accessFor` answers the token for a workspace, a fresh one where tokens expire. */
export function createWebClients(accessFor: AccessFor, options: WebClientOptions): WebClients {
  const clients = new Map<string, WebClient>();
  const identities = new Map<string, Promise<BotIdentity>>();

  async function clientFor(teamId: string): Promise<WebClient> {
    const { botToken } = await accessFor(teamId);
    if (botToken === undefined)
      throw new AppError('refused', 'The app has no bot in this workspace. Install it again.');
    const client = clients.get(teamId);
    if (client?.token === botToken) return client;
    const fresh = new WebClient(botToken, options);
    clients.set(teamId, fresh);
    return fresh;
  }

  async function askIdentity(teamId: string): Promise<BotIdentity> {
    const client = await clientFor(teamId);
    const { bot_id = '', user_id = '', url = '' } = await client.auth.test();
    return { botId: bot_id, botUserId: user_id, url: url.endsWith('/') ? url : `${url}/` };
  }

  return {
    clientFor,
    identityFor(teamId) {
      const known = identities.get(teamId);
      if (known !== undefined) return known;
      const asked = askIdentity(teamId);
      identities.set(teamId, asked);
      asked.catch(() => identities.delete(teamId));
      return asked;
    },
  };
}
