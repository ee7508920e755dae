import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#errors.ts';
import { shiftInstant } from './shift-dates.ts';

/** Something that a person of the team wrote, as the replay does it again. */
export interface Utterance {
  /** Milliseconds since the epoch. */
  at: number;
  channel: string;
  userId: string;
  /** As Slack writes it. */
  text: string;
  /** The original's own time stamp: what replies name. */
  ts: string;
  threadTs?: string;
  /** Others replied to it. */
  isRoot: boolean;
  /** Its author changed it afterwards. */
  isEdited: boolean;
  photos: { name: string; path: string }[];
  reactions: { name: string; userId: string }[];
}

const Channels = z.array(z.object({ id: z.string(), name: z.string() }));

const Messages = z.array(
  z.object({
    subtype: z.string().optional(),
    user: z.string(),
    text: z.string(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    edited: z.object({}).optional(),
    files: z.array(z.object({ id: z.string(), name: z.string() })).default([]),
    reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })).default([]),
  }),
);

/**
 * All that people wrote in an unpacked Slack export, oldest first, moved by whole days in a zone.
 *
 * @throws AppError `bad-input` where the folder holds no such export
 */
export async function readConversation(folder: string, days: number, timezone: string): Promise<Utterance[]> {
  try {
    const channels = Channels.parse(await readJson(join(folder, 'channels.json')));
    const conversations = await Promise.all(
      channels.map(async ({ id, name }) => {
        const messages = await readChannel(join(folder, name));
        const roots = new Set(messages.map(({ thread_ts }) => thread_ts));
        return messages
          .filter(({ subtype }) => subtype === undefined)
          .map((message): Utterance => {
            const { user, text, ts, thread_ts: threadTs, edited, files, reactions } = message;
            return {
              at: shiftInstant(Number(ts) * 1000, days, timezone),
              channel: id,
              userId: user,
              text,
              ts,
              ...(threadTs !== undefined && threadTs !== ts && { threadTs }),
              isRoot: roots.has(ts),
              isEdited: edited !== undefined,
              photos: files.map((file) => ({
                name: file.name,
                path: join(folder, '__uploads', file.id, file.name),
              })),
              reactions: reactions.flatMap(({ name, users }) => users.map((userId) => ({ name, userId }))),
            };
          });
      }),
    );
    return conversations.flat().toSorted((one, other) => one.at - other.at);
  } catch (cause) {
    throw new AppError('bad-input', `The sample conference can't be read from ${folder}. Is it complete?`, {
      cause,
    });
  }
}

async function readChannel(folder: string): Promise<z.infer<typeof Messages>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  return (await Promise.all(files.map((file) => readJson(join(folder, file))))).flatMap((messages) =>
    Messages.parse(messages),
  );
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
