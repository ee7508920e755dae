import type { TrackedConference } from '#domain/conference/conference.ts';
import { phaseOf } from '#domain/conference/conference-day.ts';
import { isDeliberate } from '#domain/notes/audience.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { isSure } from '#domain/recap/sections.ts';
import type { ConferenceState } from '#usecases/conference/get-conference-state.ts';
import { loadConferenceState } from '#usecases/conference/get-conference-state.ts';
import { visibleConferences } from '#usecases/conference/resolve-conference.ts';
import { createPlacerCache, type SavedNote, toSavedNote } from '#usecases/notes/place-note.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { StoredTalk } from '#usecases/ports/stores.ts';

export interface HomeState {
  conferences: (ConferenceState & {
    /** The actor's notes that need a talk, newest first, at most 5. */
    unplaced: SavedNote[];
    /** The actor's other notes, newest first, at most 20, and how many there are. */
    ownNotes: SavedNote[];
    ownCount: number;
  })[];
  past: ConferenceState[];
  optedOut: boolean;
}

type Needed = Pick<BotDependencies, 'database' | 'clock' | 'workspace'>;

const MAX_NOTES = 20;
const MAX_UNPLACED = 5;
const MAX_PAST = 10;
/** A recap may wait for approval, and notes for a talk, for some days after the conference. */
const RECENT = 14 * 24 * 3600 * 1000;

/** Returns the contents of the actor's Home tab: the conferences they can see, and their own notes. */
export async function viewHome(deps: Needed, actor: Actor): Promise<HomeState> {
  const { database, clock } = deps;
  const { teamId, userId } = actor;
  const now = clock.now();
  const all = await visibleConferences(deps, actor);
  const hasEnded = (conference: TrackedConference) => phaseOf(conference, now) === 'after';
  const isPast = (conference: TrackedConference) => hasEnded(conference) && Date.parse(conference.to) + RECENT < now;
  const conferences = all
    .filter((conference) => !isPast(conference))
    .sort((one, other) => Number(hasEnded(one)) - Number(hasEnded(other)) || byFirstDay(one, other));
  const past = all.filter(isPast).sort((one, other) => byFirstDay(other, one));
  return {
    conferences: await Promise.all(conferences.map((conference) => viewOwn(deps, actor, conference))),
    past: await Promise.all(past.slice(0, MAX_PAST).map((conference) => loadConferenceState(deps, actor, conference))),
    optedOut: await database.optOuts.has(teamId, userId),
  };
}

async function viewOwn(
  deps: Needed,
  actor: Actor,
  conference: TrackedConference,
): Promise<HomeState['conferences'][number]> {
  const { notes, talks } = deps.database;
  const [state, own, stored] = await Promise.all([
    loadConferenceState(deps, actor, conference),
    notes.ofAuthor(conference.id, actor.userId),
    talks.ofConference(conference.id),
  ]);
  const newest = own.sort((one, other) => other.at - one.at);
  const unsure = new Set([
    ...newest.filter(needsTalk),
    ...(await placedUnsurely(deps, conference, { newest, talks: stored })),
  ]);
  // Without talks there is nothing to choose from.
  const unplaced = stored.length === 0 ? [] : newest.filter((note) => unsure.has(note)).slice(0, MAX_UNPLACED);
  const show = (note: CapturedNote) => toSavedNote(conference, { note, talks: stored, isUnsure: unsure.has(note) });
  const others = newest.filter((note) => !unplaced.includes(note));
  return {
    ...state,
    ownNotes: others.slice(0, MAX_NOTES).map(show),
    ownCount: others.length,
    unplaced: unplaced.map(show),
  };
}

/** Returns whether a note that was saved on purpose was put in the hallway by the program, not by a person. */
function needsTalk(note: CapturedNote): boolean {
  return isDeliberate(note) && note.talkId === null && (note.placedBy === 'program' || note.placedBy === 'nobody');
}

/** Returns those of a person's newest notes whose talk is so uncertain that the recap leaves them out. */
async function placedUnsurely(
  deps: Needed,
  conference: TrackedConference,
  { newest, talks }: { newest: readonly CapturedNote[]; talks: readonly StoredTalk[] },
): Promise<CapturedNote[]> {
  const guessed = newest
    .slice(0, MAX_NOTES)
    .filter(({ placedBy, talkId }) => placedBy === 'program' && talkId !== null);
  // Placers learn from every note that they place, so the cached one for new notes must not see these again.
  const placers = createPlacerCache(deps);
  const unsure: CapturedNote[] = [];
  // One after another, so that a placer is trained once for each day.
  for (const note of guessed) {
    const { talkId, confidence } = (await placers.place(conference, note)).placement;
    const talk = talks.find(({ id }) => id === talkId);
    if (talk !== undefined && !isSure(note, talk, confidence)) unsure.push(note);
  }
  return unsure;
}

function byFirstDay(one: TrackedConference, other: TrackedConference): number {
  return one.from < other.from ? -1 : one.from > other.from ? 1 : one.createdAt - other.createdAt;
}
