import type { CalendarDate, ConferenceId, ConferencePhase, TrackedConference } from '#domain/conference/conference.ts';
import { phaseOf } from '#domain/conference/conference-day.ts';
import { nextDigest } from '#domain/conference/digest-times.ts';
import {
  canvasKey,
  type Publication,
  recapKey,
  reminderKeyPrefix,
  threadKeyPrefix,
} from '#domain/publishing/publication.ts';
import { type Notice, parseNotice, writeNotice } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { countNotes } from '#usecases/notes/resolve-notes.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { TalkChoice } from '#usecases/schedule/talk-choices.ts';
import { isOn, toChoice } from '#usecases/schedule/talk-choices.ts';
import { audienceOfActor, isOrganizer } from './permissions.ts';
import { type ConferenceChoices, isWhichConference, resolveConference } from './resolve-conference.ts';

/** The state of one conference: `/recap help`, Home. */
export interface ConferenceState {
  conference: TrackedConference;
  phase: ConferencePhase;
  talks: number;
  notes: number;
  /** Talks that are on now. */
  onNow: TalkChoice[];
  /** When the next digest will be posted, milliseconds since the epoch; absent if there are no more. */
  nextDigestAt?: number;
  /** The posted digests and the recap, newest first. */
  posted: { day: CalendarDate | 'all'; permalink?: string }[];
  /** Digests and the recap that are due, and that no organizer has approved yet. */
  waiting: (CalendarDate | 'all')[];
  /** What could not be posted, and what to do about it. */
  troubles: Notice[];
  /** Whether the actor may change, publish and end it. */
  isOrganizer: boolean;
}

type Needed = Pick<BotDependencies, 'database' | 'clock' | 'workspace'>;

/** Returns the state of a conference, by default the one of the actor's channel. @throws AppError */
export async function getConferenceState(
  deps: Needed,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<ConferenceState | ConferenceChoices> {
  const found = await resolveConference(deps, actor, conferenceId);
  return isWhichConference(found) ? found : loadConferenceState(deps, actor, found);
}

/** Returns a conference's state as far as the actor may see it. */
export async function loadConferenceState(
  deps: Needed,
  actor: Actor,
  conference: TrackedConference,
): Promise<ConferenceState> {
  const { database, clock } = deps;
  const { id } = conference;
  const now = clock.now();
  const place = await audienceOfActor(deps, actor);
  const [talks, counts, digests, recaps, threads, canvas] = await Promise.all([
    database.talks.ofConference(id),
    countNotes(deps, id, place),
    database.publications.withPrefix(digestKeys(id)),
    database.publications.withPrefix(recapKey(id, '')),
    database.publications.withPrefix(threadKeyPrefix(id)),
    database.publications.find(canvasKey(id)),
  ]);
  const dayOf = ({ key }: Publication) => key.slice(digestKeys(id).length).split(':')[0]!;
  const next = nextDigest(conference, now);
  return {
    conference,
    phase: phaseOf(conference, now),
    talks: talks.length,
    notes: counts.reduce((sum, { notes }) => sum + notes, 0),
    onNow: talks.filter((talk) => isOn(talk, now)).map(toChoice),
    ...omitUndefined({ nextDigestAt: next?.at }),
    posted: await Promise.all([
      ...mainParts(recaps).map((publication) => tellPosted(deps, publication, 'all')),
      ...mainParts(digests)
        .sort((one, other) => (dayOf(one) > dayOf(other) ? -1 : 1))
        .map((publication) => tellPosted(deps, publication, dayOf(publication))),
    ]),
    waiting: await findWaiting(deps, conference),
    troubles: uniqueNotices([
      ...recaps.flatMap((recap) => trouble('trouble-recap', recap)),
      ...digests.flatMap((digest) => trouble('trouble-digest', digest, { day: Date.parse(dayOf(digest)) })),
      ...(canvas === undefined ? [] : trouble('trouble-canvas', canvas)),
      ...threads.flatMap((thread) => trouble('trouble-thread', thread)),
    ]),
    isOrganizer: await isOrganizer(deps, actor, conference),
  };
}

/** Returns what organizers have been reminded of and haven't approved or published yet. */
async function findWaiting(
  { database }: Needed,
  { id, approval }: TrackedConference,
): Promise<ConferenceState['waiting']> {
  if (approval !== 'after-approval') return [];
  const [reminders, posted, decisions] = await Promise.all([
    database.publications.withPrefix(reminderKeyPrefix(id)),
    database.digestStates.ofConference(id),
    database.decisions.ofConference(id),
  ]);
  const approved = decisions.flatMap((decision) => (decision.about === 'approval' ? [decision.scope] : []));
  const reminded = new Set(reminders.map(({ key }) => key.slice(reminderKeyPrefix(id).length).split(':')[0]!));
  return [...reminded].filter((scope) => !posted.has(scope) && !approved.includes(scope)).sort();
}

/** The prefix of the keys of a conference's digests. */
function digestKeys(id: ConferenceId): string {
  return `digest:${id}:`;
}

/** Returns the posted messages that start a thread, without those to be removed. */
function mainParts(publications: Publication[]): Publication[] {
  return publications.filter(
    ({ ts, wanted, parentKey }) => ts !== undefined && wanted !== null && parentKey === undefined,
  );
}

async function tellPosted(
  { workspace }: Needed,
  { teamId, channel, ts }: Publication,
  day: CalendarDate | 'all',
): Promise<ConferenceState['posted'][number]> {
  const permalink = await workspace.permalink({ teamId, channel, ts: ts! });
  return { day, ...omitUndefined({ permalink }) };
}

function trouble(key: Notice['key'], { failure }: Publication, values: Notice['values'] = {}): Notice[] {
  return failure === undefined ? [] : [{ key, values: { ...values, reason: parseNotice(failure) } }];
}

function uniqueNotices(notices: readonly Notice[]): Notice[] {
  return [...new Map(notices.map((notice) => [writeNotice(notice), notice])).values()];
}
