import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { createLocalWorkspace, type LocalWorkspace } from '#demo/local-slack/workspace-config.ts';
import type { CalendarDate } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { AppError } from '#errors.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';

const FOLDER = join(import.meta.dirname, '../../examples/devopsdays-toronto-2016');

export interface SampleConference {
  name: string;
  timezone: string;
  from: CalendarDate;
  to: CalendarDate;
  /** The address that the bot imports; the demo answers it with `schedule`. */
  scheduleUrl: string;
  schedule: string;
  talks: Talk[];
  conversation: SampleMessage[];
  channel: { id: string; name: string };
  organizer: string;
  workspace: LocalWorkspace;
}

/** @throws AppError `bad-input` if the sample is incomplete */
export async function loadSampleConference(now: number = Date.now()): Promise<SampleConference> {
  const original = await readFile(join(FOLDER, 'schedule.json'), 'utf8').catch((cause) => {
    throw new AppError('bad-input', `The sample conference is missing: ${FOLDER} can't be read.`, {
      cause,
    });
  });
  const { name, timezone, from } = parseSchedule(original).conference as Required<
    ReturnType<typeof parseSchedule>['conference']
  >;
  const days = daysBetween(from, DateTime.fromMillis(now, { zone: timezone }).toISODate()!);
  const schedule = shiftSchedule(original, days, timezone);
  const { conference, talks } = parseSchedule(schedule);
  const workspace = await createLocalWorkspace(join(FOLDER, 'export'), 'Release Engineering');
  return {
    name,
    timezone,
    from: conference.from!,
    to: conference.to!,
    scheduleUrl: 'https://devopsdays.example/toronto/schedule.json',
    schedule,
    talks,
    conversation: await readConversation(join(FOLDER, 'export'), days, timezone),
    channel: workspace.channels.find((channel) => channel.name === 'devopsdays-toronto')!,
    organizer: workspace.users[0]!.id,
    workspace,
  };
}

export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  const [first, last] = [from, to].map((date) => DateTime.fromISO(date, { zone: 'utc' }));
  return Math.round(last!.diff(first!, 'days').days);
}

function shiftInstant(at: number, days: number, timezone: string): number {
  return DateTime.fromMillis(at, { zone: timezone }).plus({ days }).toMillis();
}

/** Moves every date and instant of a JSON schedule by days, keeping the local time. */
export function shiftSchedule(json: string, days: number, timezone: string): string {
  return JSON.stringify(JSON.parse(json, (_key, value: unknown) => (typeof value === 'string' ? shift(value) : value)));

  function shift(text: string): string {
    if (!/^\d{4}-\d{2}-\d{2}(T[\d:+.-]+)?$/.test(text)) return text;
    const moved = DateTime.fromISO(text, { zone: timezone }).plus({ days });
    return text.includes('T') ? moved.toISO({ suppressMilliseconds: true })! : moved.toISODate()!;
  }
}

export interface SampleMessage {
  at: number;
  channel: string;
  userId: string;
  text: string;
  /** The original time stamp, which replies refer to. */
  ts: string;
  threadTs?: string;
  isRoot: boolean;
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
 * Reads all messages of an unpacked Slack export, oldest first, moved by whole days.
 *
 * @throws AppError `bad-input` if the folder holds no such export
 */
export async function readConversation(folder: string, days: number, timezone: string): Promise<SampleMessage[]> {
  try {
    const channels = Channels.parse(await readJson(join(folder, 'channels.json')));
    const conversations = await Promise.all(
      channels.map(async ({ id, name }) => {
        const messages = await readChannel(join(folder, name));
        const roots = new Set(messages.map(({ thread_ts }) => thread_ts));
        return messages
          .filter(({ subtype }) => subtype === undefined)
          .map((message): SampleMessage => {
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
