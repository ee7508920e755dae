import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { Decision } from '#domain/editing/editorial-decision.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { type NoteId, noteId } from '#domain/notes/note.ts';
import { digestKey, noteKeys, recapKey, reminderKeys } from '#domain/publishing/publication.ts';
import { AppError } from '#errors.ts';
import { type ShownWords, showAgain } from '#usecases/notes/echo-typed-note.ts';
import { readWords } from '#usecases/notes/resolve-notes.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Stores } from '#usecases/ports/stores.ts';
import { withdrawPublication } from '#usecases/publishing/talk-threads.ts';
import { dropSummaries, waitingKeys } from './cache-keys.ts';
import { mentions, setForgotten, withoutMentions, withoutPerson } from './forgotten-people.ts';

/** Replaces the id of a forgotten person in other people's notes and in decisions. */
const NOBODY = '';

type Needed = Pick<BotDependencies, 'database' | 'keyValue' | 'workspace' | 'forms' | 'clock' | 'wake'>;

export interface Forgotten {
  notes: number;
  conferences: number;
  /** Of somebody else than the actor. */
  name?: string;
}

/**
 * What {@link forgetPerson} would remove, for the confirmation.
 *
 * @throws AppError `refused` where somebody else is meant and the actor is no administrator
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

/** Who has left can't ask for it: an administrator can, of anybody. Answers the name of somebody else. */
async function requireMayForget(
  { workspace }: Pick<BotDependencies, 'workspace'>,
  actor: Actor,
  userId: string,
): Promise<Pick<Forgotten, 'name'>> {
  if (userId === actor.userId) return {};
  if ((await workspace.person(actor.teamId, actor.userId))?.isAdmin !== true) {
    throw new AppError(
      'refused',
      'Only an administrator of the workspace can have somebody else forgotten. Everybody can themselves: /recap forget me',
    );
  }
  return { name: (await workspace.person(actor.teamId, userId))?.name ?? userId };
}

/**
 * Removes a person's notes and name from all conferences of the workspace, however long they are over and whether or
 * not Slack still knows them; without `userId` the actor's own: the notes and what shows them in Slack, mentions in others' notes, the gestures on
 * them, what organisers decided on the notes, the place among organisers where others are there, what is remembered of
 * the person and what a model made. Digests are made anew from what is left. From then on nobody's gesture captures them.
 *
 * @throws AppError `refused`, see {@link describeForgetting}
 */
export async function forgetPerson(deps: Needed, actor: Actor, userId = actor.userId): Promise<Forgotten> {
  const { database, keyValue, workspace, wake } = deps;
  const { teamId } = actor;
  const other = await requireMayForget(deps, actor, userId);
  const person = { teamId, userId };
  // First, so that what is noted meanwhile mentions nobody either.
  await setForgotten(deps, person, true);
  const words = await wordsWithout(deps, person);
  const forgotten = await database.runTransaction(async (stores) => {
    const conferences = await stores.conferences.ofTeam(teamId);
    const counted = await countNotes(stores, conferences, userId);
    for (const conference of conferences) {
      const days = await forgetIn(stores, deps, conference, userId, words);
      const anew = await publishedOf(stores, conference, days, deps.clock.now());
      await stores.conferences.save(withoutOrganiser({ ...conference, ...anew }, userId));
    }
    await stores.notes.eraseAuthor(teamId, userId);
    await stores.optOuts.add(teamId, userId);
    return counted;
  });
  await dropSummaries(deps);
  await keyValue.deletePrefix(waitingKeys(teamId, userId));
  await workspace.forget(teamId, userId);
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

type WordsByNote = ReadonlyMap<NoteId, ShownWords>;

function keyOf({ channel, ts }: Pick<CapturedNote, 'channel' | 'ts'>): NoteId {
  return noteId(channel, ts);
}

/** What others' notes that mention a person say without that. Asked of Slack before anything is changed. */
async function wordsWithout(deps: Needed, { teamId, userId }: Pick<Actor, 'teamId' | 'userId'>): Promise<WordsByNote> {
  const words = new Map<NoteId, ShownWords>();
  for (const { id } of await deps.database.conferences.ofTeam(teamId)) {
    for (const note of await deps.database.notes.ofConference(id)) {
      if (note.authorId === userId || !mentions(note, userId)) continue;
      words.set(keyOf(note), await readWords(deps, withoutPerson(note, userId)));
    }
  }
  return words;
}

/** Removes a person from a conference's notes; answers the days that say something else now. */
async function forgetIn(
  stores: Stores,
  deps: Needed,
  { id }: TrackedConference,
  userId: string,
  words: WordsByNote,
): Promise<Set<string>> {
  const days = new Set<string>();
  const own = new Set<NoteId>();
  const notes = await stores.notes.ofConference(id);
  for (const note of notes) {
    if (note.authorId === userId) {
      await withdrawShown(stores, note);
      own.add(keyOf(note));
      days.add(note.day);
      continue;
    }
    const captures = note.captures.map((capture) => (capture.by === userId ? { ...capture, by: NOBODY } : capture));
    const isMentioned = mentions(note, userId);
    if (!isMentioned && note.captures.every(({ by }) => by !== userId)) continue;
    const left = { ...withoutPerson(note, userId), captures };
    await stores.notes.save(left);
    if (!isMentioned) continue;
    days.add(note.day);
    const shown = words.get(keyOf(note));
    if (shown !== undefined) await showAgain(stores, deps, left, shown);
  }
  if (await forgetDecisions(stores, id, userId, own)) for (const { day } of notes) days.add(day);
  return days;
}

async function withdrawShown(stores: Pick<Stores, 'publications'>, { channel, ts }: CapturedNote): Promise<void> {
  for (const shown of await stores.publications.withPrefix(noteKeys(channel, ts))) {
    await withdrawPublication(stores, shown);
  }
}

/** Of some days, and of all together, those that stand in Slack. */
async function publishedOf(
  { publications }: Pick<Stores, 'publications'>,
  { id, anew = {} }: TrackedConference,
  days: ReadonlySet<string>,
  now: number,
): Promise<Pick<TrackedConference, 'anew'>> {
  const marked = { ...anew };
  for (const day of days) {
    if ((await publications.withPrefix(digestKey(id, day, ''))).length > 0) marked[day] = now;
  }
  if (days.size > 0 && (await publications.withPrefix(recapKey(id, ''))).length > 0) marked.all = now;
  return Object.keys(marked).length > 0 ? { anew: marked } : {};
}

/** Without any organiser only administrators could end or delete a conference: the last one stays. */
function withoutOrganiser(conference: TrackedConference, userId: string): TrackedConference {
  const organisers = conference.organisers.filter((id) => id !== userId);
  return organisers.length === 0 ? conference : { ...conference, organisers };
}

/**
 * Removes from what was decided of a conference whatever rests on a person's notes, their introductions and closing
 * words, and their name from everything else. That they were reminded is forgotten, too. Answers whether words went that a digest may
 * show.
 */
async function forgetDecisions(
  { decisions, publications }: Pick<Stores, 'decisions' | 'publications'>,
  id: ConferenceId,
  userId: string,
  noteIds: ReadonlySet<NoteId>,
): Promise<boolean> {
  let wordsWent = false;
  for (const decision of await decisions.ofConference(id)) {
    const isOwn = decision.by === userId;
    const isRemoved = isOf(decision, noteIds) || (isOwn && decision.about === 'words');
    const left = { ...decisionWithoutPerson(decision, userId), ...(isOwn && { by: NOBODY }) };
    if (isRemoved) await decisions.remove(id, decision);
    else await decisions.save(id, left);
    wordsWent ||= isRemoved || tokenize(decision) !== tokenize(left);
  }
  for (const reminder of await publications.withPrefix(reminderKeys(id))) {
    // It stands in the person's own conversation with the app: they keep it or not.
    if (reminder.channel === userId) await publications.remove(reminder.key);
  }
  return wordsWent;
}

function isOf(decision: Decision, noteIds: ReadonlySet<NoteId>): boolean {
  if (decision.about === 'statement') return decision.noteIds.some((id) => noteIds.has(id));
  return decision.about === 'lead' && noteIds.has(decision.noteId);
}

function decisionWithoutPerson(decision: Decision, userId: string): Decision {
  const drop = (text: string) => withoutMentions(text, userId);
  if (decision.about === 'statement') {
    const { wording, ...bare } = decision;
    return { ...bare, ...(wording !== undefined && { wording: drop(wording) }) };
  }
  if (decision.about !== 'words') return decision;
  const { introduction, closing, ...bare } = decision;
  return {
    ...bare,
    ...(introduction !== undefined && { introduction: drop(introduction) }),
    ...(closing !== undefined && { closing: drop(closing) }),
  };
}

function tokenize(decision: Decision): string {
  if (decision.about === 'statement') return decision.wording ?? '';
  return decision.about === 'words' ? JSON.stringify([decision.introduction, decision.closing]) : '';
}
