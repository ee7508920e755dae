import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { type LocalWorkspace, workspaceOfExport } from '#demo/local-slack/workspace-config.ts';
import type { CalendarDate } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { AppError } from '#errors.ts';
import { readSchedule } from '#schedule/read-schedule.ts';
import { readConversation, type Utterance } from './sample-conversation.ts';
import { daysBetween, shiftSchedule } from './shift-dates.ts';

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
