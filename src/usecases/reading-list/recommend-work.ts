import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { Talk, TalkId } from '#domain/conference/talk.ts';
import type { CapturedNote, MessageKey } from '#domain/notes/captured-note.ts';
import { noteId } from '#domain/notes/note.ts';
import { workKey } from '#domain/reading-list/merge-mentions.ts';
import type { NotedWork, ReadingItem } from '#domain/reading-list/work.ts';
import { createTalkIndex, findTalkMentions } from '#domain/talk-mentions/talk-mentions.ts';
import { LocalizedError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { requireConference, resolveInTime } from '#usecases/conference/resolve-conference.ts';
import { draftTypedNote, saveTypedNote } from '#usecases/notes/add-note.ts';
import { updateEchoes } from '#usecases/notes/echo-typed-note.ts';
import { resolveNoteText } from '#usecases/notes/resolve-notes.ts';
import { moveNote } from '#usecases/notes/undo-or-move-note.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { removeForgottenMentions } from '#usecases/privacy/forgotten-people.ts';
import { type TalkChoice, toChoice } from '#usecases/schedule/talk-choices.ts';
import {
  compileEntries,
  completeItem,
  findNumberedEntry,
  type ListEntry,
  notesOf,
  rememberNumbers,
  requireOwn,
  requireOwnEntry,
} from './reading-list.ts';

/** Parsed input of `/readinglist add`. */
export interface WorksInput {
  works: NotedWork[];
  /** The original text of the command. */
  text: string;
  requestId: string;
  /** Called as soon as the note can't be lost. */
  onStored?: (() => void) | undefined;
}

/** A work as it is on the list now. */
export interface Recommended {
  conferenceId: ConferenceId;
  item: ReadingItem;
  /** See {@link workKey}. */
  key: string;
  /** Position on the list, from 1. */
  number: number;
  comment?: string | undefined;
  /** The talk that the work is credited to. */
  talk?: TalkChoice | undefined;
}

export interface RecommendedWorks {
  works: Recommended[];
  /** The actor had recommended them before in the same words: nothing was saved. */
  again: boolean;
  /** The note that recommends them. */
  key: MessageKey;
}

/** Adds works to the reading list by saving a note of the actor's that recommends them, unless they have done so before. */
export async function recommend(
  deps: BotDependencies,
  actor: Actor,
  { works, text, requestId, onStored }: WorksInput,
): Promise<RecommendedWorks> {
  const conference = await resolveInTime(requireConference(deps, actor));
  const talks = await deps.placers.talks(conference);
  const before = await findEarlier(deps, actor, { conference, works });
  if (before !== undefined) {
    onStored?.();
    const { note, entries } = before;
    return describeWorks(deps, actor, {
      works,
      note,
      entries,
      talk: talks.find(({ id }) => id === note.talkId),
      again: true,
    });
  }
  const talk = talkNamedIn(works, talks);
  const source = await removeForgottenMentions(deps, actor.teamId, text);
  const draft = draftTypedNote(deps, actor, { conference, way: 'reading-list', source });
  const { note } = await saveTypedNote(deps, conference, {
    draft: { ...draft, works, talkId: talk?.id ?? null, placedBy: 'person' },
    typedRequest: { requestId, onStored },
  });
  await putBack(deps, actor, { conference, id: noteId(note.channel, note.ts) });
  const entries = await compileEntries(deps, conference, { actor });
  return describeWorks(deps, actor, { works, note, entries, talk, again: false });
}

/** Finds the actor's own note that recommends the same works with the same comments, if all are still on the list. */
async function findEarlier(
  deps: BotDependencies,
  actor: Actor,
  { conference, works }: { conference: TrackedConference; works: readonly NotedWork[] },
): Promise<{ note: CapturedNote; entries: ListEntry[] } | undefined> {
  const own = await deps.database.notes.ofAuthor(conference.id, actor.userId);
  const note = own.find(
    ({ works: noted = [], deletedAt }) => deletedAt === undefined && works.every((work) => noted.some(isSame(work))),
  );
  if (note === undefined) return undefined;
  const id = noteId(note.channel, note.ts);
  const entries = await compileEntries(deps, conference, { actor });
  const isListed = works.every((work) => entries.some((entry) => isWorkOf(entry, work, id)));
  return isListed ? { note, entries } : undefined;
}

function isSame(work: NotedWork): (other: NotedWork) => boolean {
  return (other) => workKey(other) === workKey(work) && (work.comment === undefined || other.comment === work.comment);
}

async function describeWorks(
  deps: BotDependencies,
  actor: Actor,
  {
    works,
    note: { teamId, channel, ts },
    entries,
    talk,
    again,
  }: {
    works: readonly NotedWork[];
    note: MessageKey;
    entries: ListEntry[];
    talk: Talk | undefined;
    again: boolean;
  },
): Promise<RecommendedWorks> {
  const id = noteId(channel, ts);
  const described = await Promise.all(
    works.map((work) =>
      describeEntry(deps, entries, { isIt: (entry) => isWorkOf(entry, work, id), noted: work, talk }),
    ),
  );
  await rememberNumbers(deps, actor, { entries, shown: described.map(({ number }) => number) });
  return { works: described, again, key: { teamId, channel, ts } };
}

function isWorkOf({ mentions }: ListEntry, work: NotedWork, id: string): boolean {
  return mentions.some((mention) => mention.noteId === id && workKey(mention) === workKey(work));
}

/** Puts back removed entries that a note recommends again: merged with other mentions, they may have another key. */
async function putBack(
  deps: BotDependencies,
  actor: Actor,
  { conference, id }: { conference: TrackedConference; id: string },
): Promise<void> {
  for (const key of await deps.database.removedWorks.ofConference(conference.id)) {
    const entry = (await compileEntries(deps, conference, { actor, but: key })).find((one) => one.key === key);
    if (entry?.mentions.some((mention) => mention.noteId === id)) {
      await deps.database.removedWorks.remove(conference.id, key);
    }
  }
}

async function describeEntry(
  deps: BotDependencies,
  entries: readonly ListEntry[],
  {
    isIt,
    noted: { comment },
    talk,
  }: { isIt: (entry: ListEntry) => boolean; noted: Pick<NotedWork, 'comment'>; talk: Talk | undefined },
): Promise<Recommended> {
  const index = entries.findIndex(isIt);
  const entry = entries[index];
  if (entry === undefined) {
    throw new LocalizedError('refused', 'reading-entry-gone');
  }
  const { item, key, conference } = entry;
  return {
    conferenceId: conference.id,
    item: await completeItem(deps, item),
    key,
    number: index + 1,
    comment,
    talk: talk && toChoice(talk),
  };
}

/**
 * Returns the talk that the comments name, if it is only one. The current talk isn't used: people also recommend books
 * that have nothing to do with it.
 */
function talkNamedIn(works: readonly NotedWork[], talks: readonly Talk[]): Talk | undefined {
  const text = works.flatMap(({ comment }) => comment ?? []).join('. ');
  const named = findTalkMentions({ text }, createTalkIndex(talks)).filter(({ weight }) => weight >= SURELY_NAMED);
  const ids = new Set(named.map(({ talkId }) => talkId));
  return ids.size === 1 ? talks.find(({ id }) => ids.has(id)) : undefined;
}

const SURELY_NAMED = 0.5;

/** What can be changed about an entry. Comment and talk are those of one recommendation. */
export interface WorkEdits {
  title: string;
  authors: string[];
  comment?: string | undefined;
  /** Null: no talk. */
  talkId: TalkId | null;
}

/** An entry with what can be changed about it. */
export interface EditableWork extends WorkEdits {
  conferenceId: ConferenceId;
  key: string;
  talk?: TalkChoice | undefined;
}

/** Finds the entry that a number or key means, for editing. @throws AppError */
export async function findEditableWork(
  deps: BotDependencies,
  actor: Actor,
  which: { number: number } | { conferenceId: ConferenceId; key: string },
): Promise<EditableWork> {
  const entry =
    'number' in which
      ? await findNumberedEntry(deps, actor, which.number)
      : await requireOwnEntry(deps, actor, { ...which, action: 'edit' });
  if ('number' in which) await requireOwn(deps, actor, { entry, action: 'edit' });
  const { conference, key, item } = entry;
  const mention = await ownMention(deps, actor, entry);
  const talks = await deps.placers.talks(conference);
  const talk = talks.find(({ id }) => id === mention.note.talkId);
  return {
    conferenceId: conference.id,
    key,
    title: item.title,
    authors: item.authors,
    // Nobody changes what another person is quoted with.
    comment: mention.note.authorId === actor.userId ? mention.comment : undefined,
    talkId: talk?.id ?? null,
    talk: talk && toChoice(talk),
  };
}

/** The actor's own recommendation, else the first. */
async function ownMention(deps: BotDependencies, actor: Actor, { mentions }: ListEntry) {
  const notes = (await notesOf(deps, actor, mentions)).filter((note) => note !== undefined);
  const note = notes.find(({ authorId }) => authorId === actor.userId) ?? notes[0]!;
  const id = noteId(note.channel, note.ts);
  return { id, note, notes, comment: mentions.find((mention) => mention.noteId === id)?.comment };
}

/**
 * Changes an entry. Its notes keep all their works as they are now known, so that the notes' text isn't searched for
 * works again.
 */
export async function editWork(
  deps: BotDependencies,
  actor: Actor,
  { conferenceId, key, title, authors, comment, talkId }: { conferenceId: ConferenceId; key: string } & WorkEdits,
): Promise<Recommended> {
  if (title.trim() === '') throw new LocalizedError('wrong-usage', 'reading-title-missing');
  const entry = await requireOwnEntry(deps, actor, { conferenceId, key, action: 'edit' });
  const { conference } = entry;
  const { id, note: own, notes } = await ownMention(deps, actor, entry);
  const entries = await compileEntries(deps, conference, { actor });
  const edited = (work: NotedWork, isOwn: boolean): NotedWork => {
    const { comment: former, ...rest } = work;
    return {
      ...rest,
      title,
      authors,
      ...omitUndefined({ comment: isOwn && own.authorId === actor.userId ? comment : former }),
    };
  };
  for (const note of notes) {
    const ofNote = noteId(note.channel, note.ts);
    const works = entries.flatMap((one) =>
      one.mentions
        .filter((mention) => mention.noteId === ofNote)
        .map(({ noteId: _id, role: _role, isUnsure: _unsure, ...work }) =>
          one.key === key ? edited(work, ofNote === id) : work,
        ),
    );
    const words = await resolveNoteText(deps, note, conference.channels[0]);
    await deps.database.runTransaction(async (stores) => {
      const stored = await stores.notes.find(note);
      // Somebody has undone or deleted it since it was read.
      if (stored === undefined || stored.deletedAt !== undefined) return;
      const changed = { ...stored, works };
      await stores.notes.save(changed);
      await updateEchoes(stores, deps, { note: changed, words });
    });
  }
  if (talkId !== own.talkId) await moveNote(deps, actor, { key: own, talkId });
  deps.wake();
  await putBack(deps, actor, { conference, id });
  const now = await compileEntries(deps, conference, { actor });
  const talk = (await deps.placers.talks(conference)).find((one) => one.id === talkId);
  const isIt = ({ mentions }: ListEntry) => mentions.some((one) => one.noteId === id && one.title === title);
  const work = await describeEntry(deps, now, { isIt, noted: { comment }, talk });
  await rememberNumbers(deps, actor, { entries: now, shown: [work.number] });
  return work;
}
