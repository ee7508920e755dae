import type { TrackedConference } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { type CapturedNote, isTyped } from '#domain/notes/captured-note.ts';
import { noteKey, noteKeys, type PublicationKey } from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Stores } from '#usecases/ports/stores.ts';
import { wantSomeThread, withdrawPublication } from '#usecases/publishing/talk-threads.ts';

/** A note's words as they are shown to the others. */
export interface ShownWords {
  author: string;
  text: string;
}

/**
 * Lets the others see a note that was typed as a command: it is to stand in its talk's thread, or in the day's
 * hallway thread, and, where it `isMoved`, in its former one no more. Messages that stand in Slack already need no showing.
 */
export async function showTypedNote(
  stores: Pick<Stores, 'publications'>,
  { forms }: Pick<BotDependencies, 'forms'>,
  conference: TrackedConference,
  note: CapturedNote,
  talk: Talk | undefined,
  words: ShownWords,
  isMoved = false,
): Promise<void> {
  if (!isTyped(note)) return;
  const thread = await wantSomeThread(stores, { forms }, conference, talk ?? { day: note.day });
  const key = noteKey(note.channel, note.ts, thread);
  if (isMoved) await hideTypedNote(stores, note, key);
  const wanted = forms.note(note, words);
  const parent = await stores.publications.find(thread);
  await stores.publications.want({
    key,
    teamId: note.teamId,
    conferenceId: conference.id,
    channel: parent?.channel ?? conference.channels[0]!,
    parentKey: thread,
    wanted,
    wantedHash: contentHash(wanted),
  });
}

/** What shows a typed note follows when its words change. */
export async function showAgain(
  { publications }: Pick<Stores, 'publications'>,
  { forms }: Pick<BotDependencies, 'forms'>,
  note: CapturedNote,
  words: ShownWords,
): Promise<void> {
  const wanted = forms.note(note, words);
  for (const shown of await publications.withPrefix(noteKeys(note.channel, note.ts))) {
    if (shown.wanted === null) continue;
    await publications.want({ ...shown, wanted, wantedHash: contentHash(wanted) });
  }
}

/** A note that was taken back, or shown elsewhere, is to stand there no more; `but` stays. */
export async function hideTypedNote(
  stores: Pick<Stores, 'publications'>,
  { channel, ts }: Pick<CapturedNote, 'channel' | 'ts'>,
  but?: PublicationKey,
): Promise<void> {
  for (const shown of await stores.publications.withPrefix(noteKeys(channel, ts))) {
    if (shown.key !== but) await withdrawPublication(stores, shown);
  }
}
