import type { TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDay } from '#domain/conference/conference-day.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { dayOfTalk } from '#domain/recap/sections.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { SavedNote, TalkChoice } from '#usecases/bot-results.ts';
import type { Placers } from './placer-cache.ts';
import { dayWithin } from './resolve-notes.ts';

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
