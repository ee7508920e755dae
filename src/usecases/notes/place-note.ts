import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDay } from '#domain/conference/conference-day.ts';
import type { Talk, TalkId } from '#domain/conference/talk.ts';
import { isDeliberate } from '#domain/notes/audience.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { createNotePlacer, type MovedNote, type NotePlacer } from '#domain/placement/online-placer.ts';
import { dayOfTalk } from '#domain/recap/sections.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import { withTimeout } from '#shared/with-timeout.ts';
import type { BotDependencies, PlacerCache } from '#usecases/ports/dependencies.ts';
import type { StoredTalk } from '#usecases/ports/stores.ts';
import { rankTalks, type TalkChoice, toChoice } from '#usecases/schedule/talk-choices.ts';
import { clampToConference, resolveNotes } from './resolve-notes.ts';

/** A saved note and where it was placed. */
export interface SavedNote {
  note: CapturedNote;
  conference: TrackedConference;
  /** Absent: the day's hallway. */
  talk?: TalkChoice;
  /** The other talks of its day, likeliest first. */
  alternatives: TalkChoice[];
  isUnsure: boolean;
  /** The speaker's name, if the note spelled it differently. */
  corrected?: string;
  /**
   * Set if the note starts with an unclear name, with the talks whose speaker it may be, or those near the note if
   * nobody on the schedule has such a name.
   */
  unclear?: { name: string; isUnknown: boolean; choices: TalkChoice[] };
  /** Its lines start with the names of different talks, but a note belongs to one. */
  namesSeveral?: true;
  /** True if the note existed already. */
  again: boolean;
  /** Its author's earlier notes that were moved because of this one: how many, and where to (absent: the hallway). */
  movedEarlier?: { talk?: TalkChoice; day: string; notes: number }[];
}

/** Below this confidence, the bot asks whether the talk is right. */
const MIN_CONFIDENCE = 0.75;
/** Slack allows 100 options in a list, one of which is the hallway. */
const MAX_ALTERNATIVES = 99;

/** A note with its talk, and whether that is certain. */
export interface Placed extends Pick<SavedNote, 'isUnsure' | 'movedEarlier'> {
  note: CapturedNote;
  /** The talks of the conference. */
  talks: readonly Talk[];
  /** Other talks that it may be about (null for the hallway), likeliest first. */
  likely?: readonly (TalkId | null)[];
  /** Earlier notes of its author that turn out to belong elsewhere. */
  moved?: readonly MovedNote[];
}

/**
 * Assigns a talk and a day to a note. A person's or thread's choice of the talk wins over the placer's guess. A note
 * counts for its talk's day, or else for the conference day nearest to when it was written.
 */
export async function placeNote(
  placers: PlacerCache,
  conference: TrackedConference,
  note: CapturedNote,
): Promise<Placed> {
  const { placement, talks, moved } = await placers.place(conference, note);
  const byId = new Map(talks.map((talk) => [talk.id, talk]));
  const isGuess = note.placedBy === 'program';
  const talkId = isGuess ? placement.talkId : note.talkId;
  const talk = talkId === null ? undefined : byId.get(talkId);
  const isUnsure = isGuess && talks.length > 0 && placement.confidence < MIN_CONFIDENCE;
  return {
    note: { ...note, talkId: talk?.id ?? null, day: dayOfNote(conference, note, talk) },
    isUnsure,
    talks,
    moved,
    likely: isUnsure ? placement.alternatives.map((other) => other.talkId) : [],
  };
}

/** Returns the day that a note counts for. */
export function dayOfNote(
  conference: TrackedConference,
  { at }: Pick<CapturedNote, 'at'>,
  talk: Talk | undefined,
): string {
  const day = talk === undefined ? conferenceDay(at, conference.timezone) : dayOfTalk(talk, conference.timezone);
  return clampToConference(conference, day);
}

/**
 * Returns a stored note where it was placed after it had been stored as `kept`, unless it was moved meanwhile. Its
 * author's words also replace a later guess.
 */
export function placeStored(stored: CapturedNote, kept: CapturedNote, { note }: Placed): CapturedNote {
  const { talkId, day, placedBy } = note;
  const isGuess = stored.placedBy === 'program';
  const isMoved = stored.placedBy !== kept.placedBy || stored.talkId !== kept.talkId;
  return isMoved && (!isGuess || placedBy === 'program') ? stored : { ...stored, talkId, day, placedBy };
}

/** Returns what the reply to a saved note says. */
export function toSavedNote(conference: TrackedConference, placed: Placed, again = false): SavedNote {
  const { note, talks, isUnsure, movedEarlier } = placed;
  const talk = talks.find(({ id }) => id === note.talkId);
  return {
    note,
    conference,
    ...omitUndefined({ talk: talk && toChoice(talk) }),
    // Worked out when it is read: most notes are messages that nobody gets an answer to.
    get alternatives() {
      return alternativesOf(conference, placed);
    },
    isUnsure,
    again,
    ...omitEmpty({ movedEarlier }),
  };
}

function alternativesOf({ timezone }: TrackedConference, { note, talks, likely = [] }: Placed): TalkChoice[] {
  const ofDay = talks.filter((one) => dayOfTalk(one, timezone) === note.day);
  const first = likely.flatMap((id) => talks.find((one) => one.id === id) ?? []);
  const others = [...new Set([...first, ...rankTalks(ofDay, note.at)])].filter((one) => one.id !== note.talkId);
  return others.slice(0, MAX_ALTERNATIVES).map(toChoice);
}

interface CachedPlacer {
  day: string;
  since: number;
  /** Needs only the database, unlike the training. */
  talks: Promise<StoredTalk[]>;
  trained: Promise<NotePlacer>;
}

/** How long notes and talks that other processes write may go unnoticed. */
const MAX_AGE_MS = 60_000;

/** Caches a placer per conference, because training one reads all notes of the day. */
export function createPlacerCache(deps: Pick<BotDependencies, 'database' | 'workspace' | 'clock'>): PlacerCache {
  const remembered = new Map<ConferenceId, CachedPlacer>();
  const isFresh = (since: number) => Math.abs(deps.clock.now() - since) < MAX_AGE_MS;

  async function train(conference: TrackedConference, day: string, talks: Promise<StoredTalk[]>): Promise<NotePlacer> {
    const placer = createNotePlacer(await talks, { timezone: conference.timezone });
    const earlier = await deps.database.notes.ofDay(conference.id, day);
    const { notes } = await resolveNotes(deps, conference, { captured: earlier });
    for (const note of notes) placer.place(note);
    for (const author of new Set(notes.map(({ authorId }) => authorId))) placer.placeAgain(author);
    return placer;
  }

  /** Notes that arrive during the training wait for it. */
  function remember(conference: TrackedConference, day: string): CachedPlacer {
    const known = remembered.get(conference.id);
    if (known?.day === day && isFresh(known.since)) return known;
    for (const [id, { since }] of remembered) if (!isFresh(since)) remembered.delete(id);
    const talks = deps.database.talks.ofConference(conference.id);
    const cached = { day, since: deps.clock.now(), talks, trained: train(conference, day, talks) };
    remembered.set(conference.id, cached);
    cached.trained.catch(() => {
      if (remembered.get(conference.id) === cached) remembered.delete(conference.id);
    });
    return cached;
  }

  return {
    async place(conference, captured) {
      const day = conferenceDay(captured.at, conference.timezone);
      const cached = remember(conference, day);
      const placer = await cached.trained;
      const { notes } = await resolveNotes(deps, conference, { captured: [captured] });
      const note = notes[0]!;
      const first = placer.place(note);
      const again = placer.placeAgain(note.authorId);
      const placement = again.findLast(({ noteId }) => noteId === note.id) ?? first;
      return {
        placement: isDeliberate(captured) ? { ...placement, smallTalk: false } : placement,
        talks: await cached.talks,
        moved: again.filter((moved) => moved !== placement),
      };
    },
    async talks(conference) {
      const known = remembered.get(conference.id);
      const isKnown = known !== undefined && isFresh(known.since);
      return isKnown ? known.talks : deps.database.talks.ofConference(conference.id);
    },
    forget(conferenceId) {
      remembered.delete(conferenceId);
    },
  };
}

/** Cached names arrive within this time. If it takes longer, a note is stored before its names are looked up. */
const LOOK_UP_MS = 150;

/** Returns what a look-up in Slack finds, or undefined if it takes long or fails: a note doesn't wait for Slack. */
export async function foundSoon<Result>(lookUp: Promise<Result> | undefined): Promise<Result | undefined> {
  return lookUp && withTimeout(LOOK_UP_MS, lookUp).catch(() => undefined);
}
