import { AppError } from '#errors.ts';
import { type LocalSlackDialogs, openDialogs } from './dialogs.ts';

/** A message in local Slack. */
export interface LocalMessage {
  ts: string;
  channel: string;
  user?: string;
  /** Set for messages of apps. */
  bot_id?: string;
  text: string;
  /** `ephemeral`: visible only to `ephemeral_to`. */
  subtype?: string;
  ephemeral_to?: string;
  thread_ts?: string;
  // biome-ignore lint/suspicious/noExplicitAny: blocks have too many shapes to narrow each in a test
  blocks?: any[];
  files?: { id: string; name: string; mimetype: string; url_private: string }[];
  edited?: { user: string; ts: string };
  reactions?: { name: string; users: string[]; count: number }[];
}

/** The payload of a button, select or date picker. */
export interface LocalAction {
  type: 'button' | 'static_select' | 'external_select' | 'overflow' | 'datepicker';
  action_id: string;
  block_id?: string;
  value?: string;
  selected_option?: { text?: unknown; value: string };
}

interface Place {
  channel: string;
  user: string;
}

/**
 * Does what people do in Slack. Resolves when the bot has acknowledged, after at most 5 s; effects are read from
 * `messages` and `dialogs`. All throw `AppError` `failed` if local Slack refuses.
 */
export interface LocalSlackControl {
  say(message: Place & { text: string; thread_ts?: string }): Promise<LocalMessage>;
  upload(
    message: Place & { text?: string; thread_ts?: string; files: { name: string; bytes: Uint8Array }[] },
  ): Promise<LocalMessage>;
  /** `command` includes the slash. The bot's answer is a message. */
  command(typed: Place & { command: string; text: string }): Promise<void>;
  interact(tapped: Place & { messageTs: string; action: LocalAction }): Promise<void>;
  react(reaction: Place & { ts: string; name: string; present?: boolean }): Promise<void>;
  /** Only one's own messages. */
  edit(message: Place & { ts: string; text: string }): Promise<void>;
  /** One's own messages alone. */
  delete(message: Place & { ts: string }): Promise<void>;
  openHome(user: string): Promise<void>;
  /** Clears messages, modals and the log. */
  reset(): Promise<void>;
  /** All messages of a channel, with threads and ephemeral ones, in the order of posting. */
  messages(channel: string): Promise<LocalMessage[]>;
  /** Channels, including direct messages with the bot. */
  channels(): Promise<{ id: string; name: string; is_im: boolean; members: string[] }[]>;
  /** The last 1,000 calls in both directions. */
  log(): Promise<{ direction: string; kind: string; summary: string; detail?: unknown }[]>;
  dialogs(): Promise<LocalSlackDialogs>;
  /** Closes the connection of `dialogs`. */
  close(): void;
}

/** @param base `http://localhost:4747` */
export function createControl(base: string): LocalSlackControl {
  let dialogs: Promise<LocalSlackDialogs> | undefined;

  async function ask<Answer>(path: string, body?: object | FormData): Promise<Answer> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${base}/_control/${path}`, {
      ...(body !== undefined && { method: 'POST', body: isForm ? body : JSON.stringify(body) }),
      ...(body !== undefined && !isForm && { headers: { 'content-type': 'application/json' } }),
    });
    const answer = (await response.json()) as { ok?: boolean; error?: string } & Answer;
    if (!response.ok || answer.ok === false) {
      throw new AppError('failed', `Local Slack refused ${path}: ${answer.error ?? response.status}.`);
    }
    return answer;
  }

  return {
    say: async (message) => (await ask<{ message: LocalMessage }>('message', message)).message,
    upload: async ({ files, ...fields }) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.append(name, value);
      for (const { name, bytes } of files) form.append('file', new Blob([bytes.slice()]), name);
      return (await ask<{ message: LocalMessage }>('upload', form)).message;
    },
    command: async (typed) => void (await ask('command', typed)),
    interact: async (tapped) => void (await ask('interact', tapped)),
    react: async (reaction) => void (await ask('reaction', reaction)),
    edit: async (message) => void (await ask('edit-message', message)),
    delete: async (message) => void (await ask('delete-message', message)),
    openHome: async (user) => void (await ask('open-home', { user })),
    reset: async () => void (await ask('reset', {})),
    messages: async (channel) => (await ask<{ messages: LocalMessage[] }>(`messages/${channel}`)).messages,
    channels: async () =>
      (await ask<{ channels: Awaited<ReturnType<LocalSlackControl['channels']>> }>('state')).channels,
    log: async () => (await ask<{ log: Awaited<ReturnType<LocalSlackControl['log']>> }>('log')).log,
    dialogs: () => (dialogs ??= openDialogs(`${base.replace(/^http/, 'ws')}/ui`)),
    close: () => {
      dialogs?.then((open) => open.close()).catch(() => undefined);
    },
  };
}
