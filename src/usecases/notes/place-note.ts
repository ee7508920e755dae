import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDay } from '#domain/conference/conference-day.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { isDeliberate } from '#domain/notes/audience.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { createNotePlacer, type NotePlacer } from '#domain/placement/online-placer.ts';
import type { Placement } from '#domain/placement/placement.ts';
import { dayOfTalk } from '#domain/recap/sections.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { SavedNote, TalkChoice } from '#usecases/bot-results.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { StoredTalk } from '#usecases/ports/stores.ts';
import { dayWithin, readCaptured } from './resolve-notes.ts';

/** Less sure than this a placement is shown with what else it could be. */
const SURE = 0.75;

/** A note with its place, and how sure that is. */
export interface Placed extends Pick<SavedNote, 'alternatives' | 'isUnsure'> {
  note: CapturedNote;
  talk?: Talk;
}

/**
 * Gives a note its talk and its day: as a person or a thread decided, else as placing finds. A talk's note counts
 * for the talk's day, any other for the day on which it was written, or the nearest of the conference.
 */
export async function placeCaptured(
  placers: Placers,
  conference: TrackedConference,
  note: CapturedNote,
): Promise<Placed> {
  const { placement, talks } = await placers.place(conference, note);
  const byId = new Map(talks.map((talk) => [talk.id, talk]));
  const isGuess = note.placedBy === 'program';
  const talkId = isGuess ? placement.talkId : note.talkId;
  const talk = talkId === null ? undefined : byId.get(talkId);
  const isUnsure = isGuess && talks.length > 0 && placement.confidence < SURE;
  return {
    note: { ...note, talkId: talk?.id ?? null, day: dayFor(conference, note, talk) },
    ...omitUndefined({ talk }),
    isUnsure,
    alternatives: isUnsure
      ? placement.alternatives.flatMap(({ talkId }) => {
          const other = byId.get(talkId);
          return other === undefined || other === talk ? [] : [choiceOf(other)];
        })
      : [],
  };
}

/** The day that a note of a talk, or of none, counts for. */
export function dayFor(
  conference: TrackedConference,
  { at }: Pick<CapturedNote, 'at'>,
  talk: Talk | undefined,
): string {
  const day = talk === undefined ? conferenceDay(at, conference.timezone) : dayOfTalk(talk, conference.timezone);
  return dayWithin(conference, day);
}

/** A talk as a person chooses it. */
function choiceOf({ id, title, speakers, startsAt, endsAt, room }: Talk): TalkChoice {
  return { id, title, speakers, startsAt, endsAt, ...omitUndefined({ room }) };
}

/** What a person is told of a note that was taken. */
export function savedNote(
  conference: TrackedConference,
  { note, talk, alternatives, isUnsure }: Placed,
  again = false,
): SavedNote {
  return {
    note,
    conference,
    ...(talk === undefined ? {} : { talk: choiceOf(talk) }),
    alternatives,
    isUnsure,
    again,
  };
}

/** What a note's placement rests on. */
interface PlacedNow {
  placement: Placement;
  talks: StoredTalk[];
}

/** Places notes as they arrive, each day's by the notes of that day. */
export interface Placers {
  place(conference: TrackedConference, note: CapturedNote): Promise<PlacedNow>;
  /** The talks of a conference, as they were when its notes were last placed. */
  talks(conference: TrackedConference): Promise<StoredTalk[]>;
  /** The schedule has changed. */
  forget(conferenceId: ConferenceId): void;
}

interface Remembered {
  day: string;
  since: number;
  placer: NotePlacer;
  talks: StoredTalk[];
}

/** Other processes write notes and talks too; what they wrote is known after so long at the latest. */
const REMEMBERED_MS = 60_000;

/** Placers learn what the notes of a day say; it costs the day to learn it anew, so it is remembered for a while. */
export function createPlacers(deps: Pick<BotDependencies, 'database' | 'workspace' | 'clock'>): Placers {
  const remembered = new Map<ConferenceId, Remembered>();

  async function remember(conference: TrackedConference, day: string): Promise<Remembered> {
    const known = remembered.get(conference.id);
    const now = deps.clock.now();
    if (known?.day === day && Math.abs(now - known.since) < REMEMBERED_MS) return known;
    const talks = await deps.database.talks.ofConference(conference.id);
    const placer = createNotePlacer(talks, { timezone: conference.timezone });
    const earlier = await deps.database.notes.ofDay(conference.id, day);
    const { notes } = await readCaptured(deps, conference, earlier);
    for (const note of notes) placer.place(note);
    const fresh = { day, since: now, placer, talks };
    remembered.set(conference.id, fresh);
    return fresh;
  }

  return {
    async place(conference, captured) {
      const day = conferenceDay(captured.at, conference.timezone);
      const { placer, talks } = await remember(conference, day);
      const { notes } = await readCaptured(deps, conference, [captured]);
      const placement = placer.place(notes[0]!);
      return { placement: isDeliberate(captured) ? { ...placement, smallTalk: false } : placement, talks };
    },
    async talks(conference) {
      const day = conferenceDay(deps.clock.now(), conference.timezone);
      return (await remember(conference, day)).talks;
    },
    forget(conferenceId) {
      remembered.delete(conferenceId);
    },
  };
}
