import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { type LocalWorkspace, workspaceOfExport } from '#demo/local-slack/workspace-config.ts';
import type { CalendarDate } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { AppError } from '#errors.ts';
import { readSchedule } from '#schedule/parse-schedule.ts';

const FOLDER = join(import.meta.dirname, '../../examples/devopsdays-toronto-2016');

/** The sample conference as if today were its first day, with the team that went there. */
export interface SampleConference {
  name: string;
  timezone: string;
  from: CalendarDate;
  to: CalendarDate;
  /** The address under which the bot finds the schedule; it is read from here, not from the network. */
  scheduleUrl: string;
  schedule: string;
  talks: Talk[];
  conversation: Utterance[];
  /** Where the team takes its notes. */
  channel: { id: string; name: string };
  /** Who sets the conference up. */
  organiser: string;
  workspace: LocalWorkspace;
}

/** @throws AppError `bad-input` where the sample is not complete */
export async function loadSampleConference(now: number = Date.now()): Promise<SampleConference> {
  const original = await readFile(join(FOLDER, 'schedule.json'), 'utf8').catch((cause) => {
    throw new AppError('bad-input', `The sample conference is not there: ${FOLDER} can't be read.`, {
      cause,
    });
  });
  const { name, timezone, from } = readSchedule(original).conference as Required<
    ReturnType<typeof readSchedule>['conference']
  >;
  const days = daysBetween(from, DateTime.fromMillis(now, { zone: timezone }).toISODate()!);
  const schedule = shiftSchedule(original, days, timezone);
  const { conference, talks } = readSchedule(schedule);
  const workspace = await workspaceOfExport(join(FOLDER, 'export'), 'Release Engineering');
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
    organiser: workspace.users[0]!.id,
    workspace,
  };
}

/** Days from one calendar date to another. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  const [first, last] = [from, to].map((date) => DateTime.fromISO(date, { zone: 'utc' }));
  return Math.round(last!.diff(first!, 'days').days);
}

/** An instant the same time of day some days later, whatever the clocks were put forward or back between. */
function shiftInstant(at: number, days: number, timezone: string): number {
  return DateTime.fromMillis(at, { zone: timezone }).plus({ days }).toMillis();
}

/** A schedule in JSON with every date and instant some days later, at the same time of day in its zone. */
export function shiftSchedule(json: string, days: number, timezone: string): string {
  return JSON.stringify(JSON.parse(json, (_key, value: unknown) => (typeof value === 'string' ? shift(value) : value)));

  function shift(text: string): string {
    if (!/^\d{4}-\d{2}-\d{2}(T[\d:+.-]+)?$/.test(text)) return text;
    const moved = DateTime.fromISO(text, { zone: timezone }).plus({ days });
    return text.includes('T') ? moved.toISO({ suppressMilliseconds: true })! : moved.toISODate()!;
  }
}

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
