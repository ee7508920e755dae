import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { openDatabase } from '#db/open-database.ts';
import { LOCAL_APP } from '#demo/local-slack/workspace-config.ts';
import { createInstallationStore } from '#slack/connection/oauth-stores.ts';

/** A message that the bot has posted. */
interface PostedMessage {
  teamId: string;
  channel: string;
  /** The publication's key, in the first block. */
  key: string;
  ts: string;
  threadTs?: string;
  /** When Slack took it, milliseconds since the epoch. */
  at: number;
}

/** Slack's Web API for any number of workspaces, as far as digests need it. A workspace's bot token is `xoxb-` and its id. */
export interface ManyWorkspaces extends AsyncDisposable {
  apiUrl: string;
  posted: PostedMessage[];
  /** Calls by method. */
  calls: Map<string, number>;
  /** Posts that came too soon after the one before in their channel, and were answered with 429. */
  tooSoon: number;
  /** Forgets what was posted and counted, and changes how it answers from now on. */
  reset(behavior: { answerMs: number; hanging?: ReadonlySet<string> }): void;
}

/** A message a second in a channel, with some tolerance: Slack allows short bursts. */
const POST_INTERVAL_MS = 900;

/** `postIntervalMs` is how long after a post Slack takes the next one in its channel. */
export async function startManyWorkspaces({ postIntervalMs = POST_INTERVAL_MS } = {}): Promise<ManyWorkspaces> {
  let answerMs = 0;
  let hanging: ReadonlySet<string> = new Set();
  let lastPost = new Map<string, number>();
  let serial = 0;

  function answer(method: string, teamId: string, fields: URLSearchParams): object | 'too soon' {
    const channel = fields.get('channel') ?? '';
    switch (method) {
      case 'auth.test':
        return { team_id: teamId, user_id: 'UBOT', bot_id: 'BBOT', url: `https://${teamId.toLowerCase()}.example/` };
      case 'users.info':
        return { user: { id: fields.get('user'), name: 'ann', real_name: 'Ann', tz: 'UTC' } };
      case 'conversations.info':
        return { channel: { id: channel, name: 'talks', is_member: true } };
      case 'conversations.members':
        return { members: ['UANN', 'UBOT'] };
      case 'conversations.history':
      case 'conversations.replies':
        return { messages: messagesOf(channel) };
      case 'chat.postMessage': {
        const now = Date.now();
        if (now - (lastPost.get(channel) ?? 0) < postIntervalMs) return 'too soon';
        lastPost.set(channel, now);
        const ts = `${Math.floor(now / 1000)}.${String(++serial).padStart(6, '0')}`;
        const [{ block_id: key }] = JSON.parse(fields.get('blocks')!) as [{ block_id: string }];
        const threadTs = fields.get('thread_ts');
        slack.posted.push({ teamId, channel, key, ts, at: now, ...(threadTs !== null && { threadTs }) });
        return { ts, channel };
      }
      default:
        return {};
    }
  }

  function messagesOf(channel: string): object[] {
    return slack.posted
      .filter((message) => message.channel === channel)
      .map(({ ts, key }) => ({ ts, bot_id: 'BBOT', blocks: [{ block_id: key }] }));
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fields = new URLSearchParams(await text(request));
    const method = request.url!.replace(/^\/api\//, '');
    const teamId = (request.headers.authorization ?? '').replace('Bearer xoxb-', '');
    slack.calls.set(method, (slack.calls.get(method) ?? 0) + 1);
    if (hanging.has(teamId)) return;
    await sleep(answerMs);
    const body = answer(method, teamId, fields);
    if (body === 'too soon') {
      slack.tooSoon += 1;
      response.writeHead(429, { 'retry-after': '1' }).end();
    } else {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, ...body }));
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const slack: ManyWorkspaces = {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    posted: [],
    calls: new Map(),
    tooSoon: 0,
    reset(behavior) {
      ({ answerMs } = behavior);
      hanging = behavior.hanging ?? new Set();
      lastPost = new Map();
      slack.posted = [];
      slack.calls = new Map();
      slack.tooSoon = 0;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return slack;
}

/** Ids of the workspaces of a bench: `T0000001` and so on. */
export function workspaceIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `T${String(index + 1).padStart(7, '0')}`);
}

const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString('base64');

/** What a bot needs to be in many workspaces, and to find them where {@link installIn} puts them. */
export const INSTALLATION_SETTINGS = {
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'client-secret-for-bench',
  SLACK_STATE_SECRET: 'state-secret-for-bench-0123456789',
  SLACK_SIGNING_SECRET: LOCAL_APP.signingSecret,
  ENCRYPTION_KEY,
};

/** Stores that the app is installed in workspaces. */
export async function installIn(
  teamIds: string[],
  { installations: records }: Awaited<ReturnType<typeof openDatabase>>,
): Promise<void> {
  const installations = createInstallationStore(records, [ENCRYPTION_KEY]);
  for (const teamId of teamIds) {
    await installations.storeInstallation({
      team: { id: teamId, name: teamId },
      enterprise: undefined,
      user: { id: 'UANN', token: undefined, scopes: undefined },
      bot: { id: 'BBOT', userId: 'UBOT', token: `xoxb-${teamId}`, scopes: [] },
      tokenType: 'bot',
      isEnterpriseInstall: false,
      appId: LOCAL_APP.appToken,
      authVersion: 'v2',
    });
  }
}
