import type { TrackedConference } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { type CapturedNote, isTyped } from '#domain/notes/captured-note.ts';
import { noteKey, noteKeyPrefix, type PublicationKey } from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Stores } from '#usecases/ports/stores.ts';
import { ensureThreadExists, withdrawPublication } from '#usecases/publishing/talk-threads.ts';
import { resolveNoteText } from './resolve-notes.ts';

/** A note's author and text as they are shown in Slack. */
export interface NoteText {
  author: string;
  text: string;
}

/**
 * Posts a note that was typed as a command to its talk's thread, or to the day's hallway thread, so that others see it.
 * With `isMoved`, also removes it from its former thread. Notes that are Slack messages are visible already.
 */
export async function echoTypedNote(
  stores: Pick<Stores, 'publications'>,
  { forms }: Pick<BotDependencies, 'forms'>,
  {
    conference,
    note,
    talk,
    words,
    isMoved = false,
  }: { conference: TrackedConference; note: CapturedNote; talk: Talk | undefined; words: NoteText; isMoved?: boolean },
): Promise<void> {
  if (!isTyped(note)) return;
  const thread = await ensureThreadExists(stores, { forms }, { conference, about: talk ?? { day: note.day } });
  const key = noteKey(note.channel, note.ts, thread.key);
  if (isMoved) await removeEchoes(stores, note, key);
  const wanted = forms.note(note, words, conference);
  await stores.publications.want({
    key,
    teamId: note.teamId,
    conferenceId: conference.id,
    channel: thread.channel,
    parentKey: thread.key,
    wanted,
    wantedHash: contentHash(wanted),
  });
}

/** Updates the messages that show a typed note. */
export async function updateEchoes(
  { publications, conferences }: Pick<Stores, 'publications' | 'conferences'>,
  { forms }: Pick<BotDependencies, 'forms'>,
  { note, words }: { note: CapturedNote; words: NoteText },
): Promise<void> {
  const conference = await conferences.find(note.conferenceId);
  const wanted = forms.note(note, words, conference);
  for (const shown of await publications.withPrefix(noteKeyPrefix(note.channel, note.ts))) {
    if (shown.wanted === null) continue;
    await publications.want({ ...shown, wanted, wantedHash: contentHash(wanted) });
  }
}

/**
 * Updates the messages of typed notes that were posted while Slack didn't give out the names in them, and posts those
 * that are missing because the bot was stopped after it had stored the note.
 */
export async function nameEchoes(
  deps: Pick<BotDependencies, 'database' | 'forms' | 'workspace'>,
  conference: TrackedConference,
  notes: readonly CapturedNote[],
): Promise<void> {
  for (const note of notes.filter(isTyped)) {
    const { isComplete, ...words } = await resolveNoteText(deps, note, conference.channels[0]);
    const shown = await deps.database.publications.withPrefix(noteKeyPrefix(note.channel, note.ts));
    const isMissing = shown.length === 0;
    if (!isMissing) {
      if (!isComplete || words.author === '') continue;
      const named = contentHash(deps.forms.note(note, words, conference));
      if (shown.every(({ wanted, wantedHash }) => wanted === null || wantedHash === named)) continue;
    }
    await deps.database.runTransaction(async (stores) => {
      const stored = await stores.notes.find(note);
      // Its author may have edited it meanwhile.
      if (stored?.source !== note.source || stored.deletedAt !== undefined) return;
      if (!isMissing) return updateEchoes(stores, deps, { note: stored, words });
      const talk = (await stores.talks.ofConference(conference.id)).find(({ id }) => id === stored.talkId);
      await echoTypedNote(stores, deps, { conference, note: stored, talk, words, isMoved: true });
    });
  }
}

/** Removes the messages that show a typed note, except `but`. */
export async function removeEchoes(
  stores: Pick<Stores, 'publications'>,
  { channel, ts }: Pick<CapturedNote, 'channel' | 'ts'>,
  but?: PublicationKey,
): Promise<void> {
  for (const shown of await stores.publications.withPrefix(noteKeyPrefix(channel, ts))) {
    if (shown.key !== but) await withdrawPublication(stores, shown);
  }
}
