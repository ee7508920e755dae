import { AppError } from '#errors.ts';
import { type LocalSlackDialogs, openDialogs } from './dialogs.ts';

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

export interface LocalAction {
  type: 'button' | 'static_select' | 'external_select' | 'overflow' | 'datepicker';
  action_id: string;
  block_id?: string;
  value?: string;
  selected_option?: { text?: unknown; value: string };
}

interface UserInChannel {
  channel: string;
  user: string;
}

export type LocalSlackControl = ReturnType<typeof createControl>;

/**
 * Does what people do in Slack. Resolves when the bot has acknowledged, after at most 5 s; effects are read from
 * `messages` and `dialogs`. All throw `AppError` `failed` if local Slack refuses.
 */
export function createControl(base: string) {
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
    say: async (message: UserInChannel & { text: string; thread_ts?: string }) =>
      (await ask<{ message: LocalMessage }>('message', message)).message,
    async upload({
      files,
      ...fields
    }: UserInChannel & { text?: string; thread_ts?: string; files: { name: string; bytes: Uint8Array }[] }) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.append(name, value);
      for (const { name, bytes } of files) form.append('file', new Blob([bytes.slice()]), name);
      return (await ask<{ message: LocalMessage }>('upload', form)).message;
    },
    command: async (typed: UserInChannel & { command: string; text: string }) => void (await ask('command', typed)),
    interact: async (tapped: UserInChannel & { messageTs: string; action: LocalAction }) =>
      void (await ask('interact', tapped)),
    react: async (reaction: UserInChannel & { ts: string; name: string; present?: boolean }) =>
      void (await ask('reaction', reaction)),
    edit: async (message: UserInChannel & { ts: string; text: string }) => void (await ask('edit-message', message)),
    delete: async (message: UserInChannel & { ts: string }) => void (await ask('delete-message', message)),
    openHome: async (user: string) => void (await ask('open-home', { user })),
    /** Clears messages, modals and the log. */
    reset: async () => void (await ask('reset', {})),
    /** All messages of a channel, with threads and ephemeral ones. */
    messages: async (channel: string) => (await ask<{ messages: LocalMessage[] }>(`messages/${channel}`)).messages,
    channels: async () =>
      (await ask<{ channels: { id: string; name: string; is_im: boolean; members: string[] }[] }>('state')).channels,
    log: async () =>
      (await ask<{ log: { direction: string; kind: string; summary: string; detail?: unknown }[] }>('log')).log,
    dialogs: () => (dialogs ??= openDialogs(`${base.replace(/^http/, 'ws')}/ui`)),
    close: () => void dialogs?.then((open) => open.close()).catch(() => undefined),
  };
}
