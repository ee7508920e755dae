import { type CapturedNote, isEditable, type MessageKey } from '#domain/notes/captured-note.ts';
import { findAddressee } from '#domain/talk-mentions/addressed-talk.ts';
import { LocalizedError } from '#errors.ts';
import {
  escapeEntities,
  mentionedIds,
  showChannel,
  unescapeEntities,
  unwrapLinks,
} from '#text/slack-markup/escapes.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { echoTypedNote } from './echo-typed-note.ts';
import { dayOfNote, type SavedNote, toSavedNote } from './place-note.ts';
import { resolveNoteText } from './resolve-notes.ts';
import { requireNote } from './undo-or-move-note.ts';

/** A typed note as its author edits it. */
export interface EditableNote {
  note: CapturedNote;
  /** Without Slack's markup: people and channels by name. */
  text: string;
}

/** Loads a typed note for editing. @throws AppError if it is gone, or isn't the actor's */
export async function findEditableNote(deps: BotDependencies, actor: Actor, key: MessageKey): Promise<EditableNote> {
  const { note } = await requireNote(deps, actor, { key, action: 'edit' });
  if (note.authorId !== actor.userId) throw new LocalizedError('refused', 'edit-only-author');
  if (!isEditable(note)) throw new LocalizedError('refused', 'edit-the-message');
  const names = await tokensOf(deps, note);
  let text = unwrapLinks(note.source);
  for (const { token, name } of names) text = text.replaceAll(token, name);
  return { note, text: unescapeEntities(text) };
}

/** Finds the note that the actor took last in a conference; undefined if there is none. */
export async function findLastNote(deps: BotDependencies, actor: Actor): Promise<SavedNote | undefined> {
  const conference = await requireConference(deps, actor);
  const notes = await deps.database.notes.ofConference(conference.id);
  const own = notes.filter(({ authorId, deletedAt }) => authorId === actor.userId && deletedAt === undefined);
  const note = own.sort((one, other) => one.at - other.at).at(-1);
  if (note === undefined) return undefined;
  const talks = await deps.database.talks.ofConference(conference.id);
  return toSavedNote(conference, { note, talks, isUnsure: false });
}

/** Changes the words of a typed note. A name at their start may move it. @throws AppError as {@link findEditableNote} */
export async function editNote(
  deps: BotDependencies,
  actor: Actor,
  key: MessageKey,
  written: string,
): Promise<SavedNote> {
  const text = written.trim();
  if (text === '') throw new LocalizedError('wrong-usage', 'edit-empty');
  const { note, text: shown } = await findEditableNote(deps, actor, key);
  const conference = (await requireNote(deps, actor, { key, action: 'edit' })).conference;
  let source = escapeEntities(text);
  // Longest first: "@Ann" is in "@Anna".
  const tokens = (await tokensOf(deps, note)).toSorted((a, b) => b.name.length - a.name.length);
  for (const { token, name } of tokens) source = source.replaceAll(escapeEntities(name), token);
  const talks = await deps.database.talks.ofConference(conference.id);
  const addressee = await findAddressee(text, talks, note.at);
  const before = await findAddressee(shown, talks, note.at);
  const words = await resolveNoteText(deps, { ...note, source }, conference.channels[0]);
  const edited = await deps.database.runTransaction(async (stores) => {
    const stored = await stores.notes.find(note);
    if (stored === undefined || stored.deletedAt !== undefined) {
      throw new LocalizedError('refused', 'edit-removed');
    }
    // A name that was there before doesn't undo a move.
    const isNamed =
      addressee?.kind === 'talk' &&
      addressee.talkId !== stored.talkId &&
      !(before?.kind === 'talk' && before.talkId === addressee.talkId);
    const talkId = isNamed ? addressee.talkId : stored.talkId;
    const talk = talks.find(({ id }) => id === talkId);
    const placed = isNamed ? { talkId, placedBy: 'person' as const, day: dayOfNote(conference, stored, talk) } : {};
    const now: CapturedNote = { ...stored, ...placed, source };
    await stores.notes.save(now);
    if (now.day !== stored.day) await stores.conferences.touch(conference.id);
    await echoTypedNote(stores, deps, { conference, note: now, talk, words, isMoved: true });
    return now;
  });
  deps.wake();
  return toSavedNote(conference, { note: edited, talks, isUnsure: false });
}

/** Returns the mentions in a note as Slack writes them, each with the name that stands for it while it is edited. */
async function tokensOf(
  { workspace }: Pick<BotDependencies, 'workspace'>,
  { teamId, source }: CapturedNote,
): Promise<{ token: string; name: string }[]> {
  const { users, channels } = mentionedIds(source);
  const names = await workspace.namesFor(teamId, { users, channels });
  return Array.from(new Set(source.match(/<[@#][A-Z0-9]+(?:\|[^<>]*)?>/g)), (token) => {
    const [, sign, id, label] = /^<([@#])([A-Z0-9]+)(?:\|([^<>]*))?>$/.exec(token)!;
    if (sign === '#') return { token, name: showChannel(id!, names, label) };
    return { token, name: `@${names.user(id!) || label || id}` };
  });
}
