import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDay, conferenceDays } from '#domain/conference/conference-day.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import { threadKey, threadKeyPrefix } from '#domain/publishing/publication.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { audienceOfActor } from '#usecases/conference/permissions.ts';
import { notAConferenceDay, requireConference } from '#usecases/conference/resolve-conference.ts';
import { countNotes } from '#usecases/notes/resolve-notes.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { TalkChoice } from './talk-choices.ts';
import { toChoice } from './talk-choices.ts';

export interface TalkList {
  conference: TrackedConference;
  days: {
    date: CalendarDate;
    talks: (TalkChoice & { notes: number; threadPermalink?: string })[];
    hallwayNotes: number;
  }[];
}

type Needed = Pick<BotDependencies, 'database' | 'clock' | 'workspace'>;

/**
 * Returns the talks of a conference, or of one of its days, with their numbers of notes. Conference days without talks
 * are included.
 *
 * @throws AppError `refused` for a day that isn't one of the conference
 */
export async function listTalks(deps: Needed, actor: Actor, day?: CalendarDate): Promise<TalkList> {
  const conference = await requireConference(deps, actor);
  const { id, timezone } = conference;
  const place = await audienceOfActor(deps, actor);
  const [talks, counts, threads] = await Promise.all([
    deps.database.talks.ofConference(id),
    countNotes(deps, id, place),
    threadPermalinks(deps, conference),
  ]);
  const onDays = talks.map((talk) => ({ talk, date: conferenceDay(Date.parse(talk.startsAt), timezone) }));
  const all = [...conferenceDays(conference), ...onDays.map(({ date }) => date), ...counts.map((count) => count.day)];
  const dates = [...new Set(all)].sort();
  if (day !== undefined && !dates.includes(day)) throw notAConferenceDay(conference, day);
  const notesOf = (talkId: TalkId | null, date?: CalendarDate) =>
    counts
      .filter((count) => count.talkId === talkId && (date === undefined || count.day === date))
      .reduce((sum, { notes }) => sum + notes, 0);
  return {
    conference,
    days: dates
      .filter((date) => day === undefined || date === day)
      .map((date) => ({
        date,
        talks: onDays
          .filter((each) => each.date === date)
          .map(({ talk }) => {
            const threadPermalink = threads.get(threadKey(id, { talkId: talk.id }));
            return {
              ...toChoice(talk),
              notes: notesOf(talk.id),
              ...omitUndefined({ threadPermalink }),
            };
          }),
        hallwayNotes: notesOf(null, date),
      })),
  };
}

async function threadPermalinks(
  { database, workspace }: Needed,
  { id }: TrackedConference,
): Promise<Map<string, string>> {
  const permalinks = new Map<string, string>();
  for (const { key, teamId, channel, ts, wanted } of await database.publications.withPrefix(threadKeyPrefix(id))) {
    if (ts === undefined || wanted === null) continue;
    const permalink = await workspace.permalink({ teamId, channel, ts });
    if (permalink !== undefined) permalinks.set(key, permalink);
  }
  return permalinks;
}
