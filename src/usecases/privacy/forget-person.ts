import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { Decision } from '#domain/editing/editorial-decision.ts';
import { type NoteId, noteId } from '#domain/notes/note.ts';
import { digestKey, movedKeys, recapKey, reminderKeyPrefix } from '#domain/publishing/publication.ts';
import { LocalizedError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { type NoteText, removeEchoes, updateEchoes } from '#usecases/notes/echo-typed-note.ts';
import { resolveNoteText } from '#usecases/notes/resolve-notes.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { Stores } from '#usecases/ports/stores.ts';
import { mentionsPerson, noteWithoutPerson, withoutMentions } from './forgotten-people.ts';
import { removeSummaries, waitingKeys } from './remove-stored-data.ts';

/** Replaces the id of a forgotten person in other people's notes and in decisions. */
const NOBODY = '';

type Needed = Pick<BotDependencies, 'database' | 'keyValue' | 'workspace' | 'forms' | 'clock' | 'wake' | 'photoSweep'>;

export interface Forgotten {
  notes: number;
  conferences: number;
  /** Set if the person isn't the actor. */
  name?: string;
}

/**
 * Returns what {@link forgetPerson} would remove, for the confirmation.
 *
 * @throws AppError `refused` if it is somebody else and the actor isn't an administrator
 */
export async function describeForgetting(
  deps: Pick<BotDependencies, 'database' | 'workspace'>,
  actor: Actor,
  userId = actor.userId,
): Promise<Forgotten> {
  const other = await requireMayForget(deps, actor, userId);
  const conferences = await deps.database.conferences.ofTeam(actor.teamId);
  return { ...(await countNotes(deps.database, conferences, userId)), ...other };
}

/**
 * Checks that the actor may have a person forgotten: administrators may do it for anyone, such as people who have left.
 * Returns that person's name if it isn't the actor.
 */
async function requireMayForget(
  { workspace }: Pick<BotDependencies, 'workspace'>,
  actor: Actor,
  userId: string,
): Promise<Pick<Forgotten, 'name'>> {
  if (userId === actor.userId) return {};
  if ((await workspace.person(actor.teamId, actor.userId))?.isAdmin !== true) {
    throw new LocalizedError('refused', 'forget-only-administrator');
  }
  return { name: (await workspace.person(actor.teamId, userId))?.name ?? userId };
}

/**
 * Removes a person (by default the actor) from all conferences of the workspace: their notes and the messages that show
 * them, mentions in other people's notes, their gestures and decisions, decisions about their notes, their role as an
 * organizer unless they are the last, cached names and summaries. Digests are composed again. From then on nobody else
 * can save their messages.
 *
 * @throws AppError `refused`, see {@link describeForgetting}
 */
export async function forgetPerson(deps: Needed, actor: Actor, userId = actor.userId): Promise<Forgotten> {
  const { database, keyValue, workspace, wake } = deps;
  const { teamId } = actor;
  const other = await requireMayForget(deps, actor, userId);
  const person = { teamId, userId };
  // First, so that notes saved meanwhile don't mention the person either.
  await database.forgottenPeople.add(teamId, userId);
  await database.unreadMessages.removeOf(teamId, userId);
  const words = await resolveTextsWithout(deps, person);
  const forgotten = await database.runTransaction(async (stores) => {
    const conferences = await stores.conferences.ofTeam(teamId);
    const counted = await countNotes(stores, conferences, userId);
    for (const conference of conferences) {
      const days = await forgetInConference(stores, deps, { trackedConference: conference, userId, words });
      const outdated = await markPublished(stores, conference, { days, now: deps.clock.now() });
      await stores.conferences.save(withoutOrganizer({ ...conference, ...outdated }, userId));
    }
    await stores.notes.eraseAuthor(teamId, userId);
    await stores.optOuts.add(teamId, userId);
    return counted;
  });
  await removeSummaries(deps, teamId);
  await keyValue.deletePrefix(waitingKeys(teamId, userId));
  await workspace.forget(teamId, userId);
  deps.photoSweep.request();
  wake();
  return { ...forgotten, ...other };
}

async function countNotes(
  { notes }: Pick<Stores, 'notes'>,
  conferences: TrackedConference[],
  userId: string,
): Promise<{ notes: number; conferences: number }> {
  const counts: number[] = [];
  for (const { id } of conferences) counts.push((await notes.ofAuthor(id, userId)).length);
  return {
    notes: counts.reduce((sum, count) => sum + count, 0),
    conferences: counts.filter((count) => count > 0).length,
  };
}

type WordsByNote = ReadonlyMap<NoteId, NoteText>;

/** Returns the texts of other people's notes without mentions of a person. Asks Slack, so it runs before the transaction. */
async function resolveTextsWithout(
  deps: Needed,
  { teamId, userId }: Pick<Actor, 'teamId' | 'userId'>,
): Promise<WordsByNote> {
  const words = new Map<NoteId, NoteText>();
  for (const { id, channels } of await deps.database.conferences.ofTeam(teamId)) {
    for (const note of await deps.database.notes.ofConference(id)) {
      if (note.authorId === userId || !mentionsPerson(note, userId)) continue;
      words.set(
        noteId(note.channel, note.ts),
        await resolveNoteText(deps, noteWithoutPerson(note, userId), channels[0]),
      );
    }
  }
  return words;
}

/** Removes a person from a conference's notes. Returns the days whose digests change. */
async function forgetInConference(
  stores: Stores,
  deps: Needed,
  {
    trackedConference: { id },
    userId,
    words,
  }: { trackedConference: TrackedConference; userId: string; words: WordsByNote },
): Promise<Set<string>> {
  const days = new Set<string>();
  const own = new Set<NoteId>();
  const notes = await stores.notes.ofConference(id);
  for (const note of notes) {
    if (note.authorId === userId) {
      await removeEchoes(stores, note);
      own.add(noteId(note.channel, note.ts));
      days.add(note.day);
      continue;
    }
    const captures = note.captures.map((capture) => (capture.by === userId ? { ...capture, by: NOBODY } : capture));
    const reactions = note.reactions?.filter(({ by }) => by !== userId);
    const hasReacted = reactions?.length !== note.reactions?.length;
    const isMentioned = mentionsPerson(note, userId);
    if (!isMentioned && !hasReacted && note.captures.every(({ by }) => by !== userId)) continue;
    const left = { ...noteWithoutPerson(note, userId), captures, ...omitUndefined({ reactions }) };
    await stores.notes.save(left);
    if (!isMentioned) continue;
    days.add(note.day);
    const shown = words.get(noteId(note.channel, note.ts));
    if (shown !== undefined) await updateEchoes(stores, deps, { note: left, words: shown });
  }
  if (await forgetDecisions(stores, id, { userId, noteIds: own })) for (const { day } of notes) days.add(day);
  return days;
}

/** Marks the posted digests of some days, and the recap, to be composed again. */
async function markPublished(
  { publications }: Pick<Stores, 'publications'>,
  { id, outdated = {} }: TrackedConference,
  { days, now }: { days: ReadonlySet<string>; now: number },
): Promise<Pick<TrackedConference, 'outdated'>> {
  const marked = { ...outdated };
  for (const day of days) {
    if ((await publications.withPrefix(digestKey(id, day, ''))).length > 0) marked[day] = now;
  }
  if (days.size > 0 && (await publications.withPrefix(recapKey(id, ''))).length > 0) marked.all = now;
  return Object.keys(marked).length > 0 ? { outdated: marked } : {};
}

/** Keeps the last organizer, or only administrators could end or delete the conference. */
function withoutOrganizer(conference: TrackedConference, userId: string): TrackedConference {
  const organizers = conference.organizers.filter((id) => id !== userId);
  return organizers.length === 0 ? conference : { ...conference, organizers };
}

/**
 * Removes decisions about a person's notes, the person's introductions and closing words and their reminders, and their
 * name from all other decisions. Returns whether a digest may change.
 */
async function forgetDecisions(
  { decisions, publications }: Pick<Stores, 'decisions' | 'publications'>,
  id: ConferenceId,
  { userId, noteIds }: { userId: string; noteIds: ReadonlySet<NoteId> },
): Promise<boolean> {
  let wordsWent = false;
  for (const decision of await decisions.ofConference(id)) {
    const isOwn = decision.by === userId;
    const isRemoved = isOf(decision, noteIds) || (isOwn && decision.about === 'words');
    const left = { ...decisionWithoutPerson(decision, userId), ...(isOwn && { by: NOBODY }) };
    if (isRemoved) await decisions.remove(id, decision);
    else await decisions.save(id, left);
    wordsWent ||= isRemoved || writtenWords(decision) !== writtenWords(left);
  }
  for (const { key } of await publications.withPrefix(movedKeys(id, userId))) await publications.remove(key);
  for (const reminder of await publications.withPrefix(reminderKeyPrefix(id))) {
    // The message stays in the person's own conversation with the app.
    if (reminder.channel === userId) await publications.remove(reminder.key);
  }
  return wordsWent;
}

function isOf(decision: Decision, noteIds: ReadonlySet<NoteId>): boolean {
  if (decision.about === 'statement') return decision.noteIds.some((id) => noteIds.has(id));
  return decision.about === 'lead' && noteIds.has(decision.noteId);
}

function decisionWithoutPerson(decision: Decision, userId: string): Decision {
  const drop = (text: string | undefined) => (text === undefined ? undefined : withoutMentions(text, userId));
  if (decision.about === 'statement') {
    const { wording, ...bare } = decision;
    return { ...bare, ...omitUndefined({ wording: drop(wording) }) };
  }
  if (decision.about !== 'words') return decision;
  const { introduction, closing, ...bare } = decision;
  return { ...bare, ...omitUndefined({ introduction: drop(introduction), closing: drop(closing) }) };
}

function writtenWords(decision: Decision): string {
  if (decision.about === 'statement') return decision.wording ?? '';
  return decision.about === 'words' ? JSON.stringify([decision.introduction, decision.closing]) : '';
}
