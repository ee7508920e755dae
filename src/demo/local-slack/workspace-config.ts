import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export interface LocalWorkspace {
  workspace: { name: string; domain: string; teamId: string };
  app: LocalApp;
  users: LocalUser[];
  channels: LocalChannel[];
}

export interface LocalApp {
  appId: string;
  botUserId: string;
  botName: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  mode: 'socket' | 'events';
  requestUrl?: string;
}

export interface LocalUser {
  id: string;
  name: string;
  real_name: string;
  tz: string;
  is_bot?: boolean;
}

export interface LocalChannel {
  id: string;
  name: string;
  is_private?: boolean;
  /** Must include the bot, if it is to receive messages. */
  members: string[];
}

/** Local Slack accepts any tokens of the right shape. */
export const LOCAL_APP: LocalApp = {
  appId: 'A0RECAP01',
  botUserId: 'U0RECAP01',
  botName: 'recap',
  botToken: 'xoxb-local-slack',
  appToken: 'xapp-local-slack',
  signingSecret: 'local-slack-signing-secret',
  mode: 'socket',
};

const Users = z.array(
  z.object({
    id: z.string(),
    team_id: z.string(),
    tz: z.string(),
    name: z.string(),
    profile: z.object({ real_name: z.string() }),
  }),
);

const Channels = z.array(z.object({ id: z.string(), name: z.string(), members: z.array(z.string()) }));

/** Creates the workspace of an unpacked Slack export, with the bot in every channel. */
export async function createLocalWorkspace(folder: string, name: string): Promise<LocalWorkspace> {
  const users = Users.parse(await readJson(join(folder, 'users.json')));
  const channels = Channels.parse(await readJson(join(folder, 'channels.json')));
  return {
    workspace: { name, domain: 'local', teamId: users[0]?.team_id ?? 'T0LOCAL01' },
    app: LOCAL_APP,
    users: users.map(({ id, name, tz, profile }) => ({ id, name, tz, real_name: profile.real_name })),
    channels: channels.map(({ id, name, members }) => ({
      id,
      name,
      members: [...members, LOCAL_APP.botUserId],
    })),
  };
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
