import type { CalendarDate, Conference, ConferenceId } from '#domain/conference/conference.ts';
import { windowOf } from '#domain/conference/conference-day.ts';
import { canBeShownIn, type Place } from '#domain/notes/audience.ts';
import { type CapturedNote, isTyped } from '#domain/notes/captured-note.ts';
import { type Note, type NoteId, noteId, type RichText } from '#domain/notes/note.ts';
import { noteKeys } from '#domain/publishing/publication.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { isQuestion } from '#text/sentences/question-words.ts';
import { mentionedIds } from '#text/slack-markup/escapes.ts';
import { parseSlackText } from '#text/slack-markup/parse-slack-text.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { NoteCount, Stores } from '#usecases/ports/stores.ts';

/** Who wrote a note when Slack doesn't know the person any more. */
const UNKNOWN_PERSON = 'Somebody';

/** Captured notes as the rest of the program reads them. */
export interface ReadNotes {
  notes: Note[];
  /** What was put on the reading list by hand. */
  works: WorkMention[];
}

/**
 * Makes notes of captured ones: names looked up, markup decoded, addresses of the messages added (of typed notes from `shownAt`). Notes of days
 * outside the conference count for its first or last.
 */
export async function readCaptured(
  { workspace }: Pick<BotDependencies, 'workspace'>,
  conference: Pick<Conference, 'from' | 'to' | 'timezone'>,
  captured: readonly CapturedNote[],
  shownAt: ShownAt = {},
): Promise<ReadNotes> {
  const teamId = captured[0]?.teamId;
  if (teamId === undefined) return { notes: [], works: [] };
  const people = new Set(captured.map(({ authorId }) => authorId));
  const channels = new Set<string>();
  for (const { source } of captured) {
    const mentioned = mentionedIds(source);
    for (const id of mentioned.users) people.add(id);
    for (const id of mentioned.channels) channels.add(id);
  }
  const names = await workspace.namesFor(teamId, people, channels);
  const window = windowOf(conference);
  const notes: Note[] = [];
  for (const one of captured) {
    const permalink = await permalinkOf(workspace, one, shownAt);
    notes.push({
      id: noteId(one.channel, one.ts),
      channel: one.channel,
      ts: one.ts,
      at: Math.max(window.from, Math.min(window.to - 1, one.at)),
      ...omitUndefined({ threadTs: one.threadTs }),
      authorId: one.authorId,
      author: names.user(one.authorId) ?? UNKNOWN_PERSON,
      ...asStated(parseSlackText(one.source, names), one),
      photos: one.photos,
      reactions: [],
      ...(one.placedBy === 'program' ? {} : { talkId: one.talkId }),
      ...omitUndefined({ permalink }),
    });
  }
  return { notes, works: captured.flatMap(mentionOf) };
}

/** The words of one note, decoded. */
export async function readWords(
  { workspace }: Pick<BotDependencies, 'workspace'>,
  note: CapturedNote,
): Promise<{ author: string; text: string }> {
  const { users, channels } = mentionedIds(note.source);
  const names = await workspace.namesFor(note.teamId, [note.authorId, ...users], channels);
  return {
    author: names.user(note.authorId) ?? UNKNOWN_PERSON,
    text: parseSlackText(note.source, names).text,
  };
}

/** What its author said that it is, in the form in which the text tells it elsewhere. */
function asStated(words: RichText, { statedKind }: CapturedNote): RichText {
  const { text, spans } = words;
  if (statedKind === 'quote') {
    return { text, spans: [{ kind: 'quote', start: 0, end: text.length }, ...spans] };
  }
  if (statedKind === 'question' && !isQuestion(text)) {
    const label = 'Q: ';
    return {
      text: label + text,
      spans: spans.map((span) => ({
        ...span,
        start: span.start + label.length,
        end: span.end + label.length,
      })),
    };
  }
  return words;
}

function mentionOf({ work, channel, ts }: CapturedNote): WorkMention[] {
  return work === undefined ? [] : [{ ...work, noteId: noteId(channel, ts), role: 'recommendation' }];
}

/** Where a typed note stands in Slack, as the bot's own message in a thread: by the note's id. */
export type ShownAt = Record<NoteId, { channel: string; ts: string; threadTs?: string }>;

/** Looks up where those of some notes that were typed as commands were posted. */
export async function findShown(
  { publications }: Pick<Stores, 'publications'>,
  captured: readonly CapturedNote[],
): Promise<ShownAt> {
  const shownAt: ShownAt = {};
  for (const note of captured) {
    if (!isTyped(note)) continue;
    const shown = await publications.withPrefix(noteKeys(note.channel, note.ts));
    const posted = shown.find(({ ts, wanted }) => ts !== undefined && wanted !== null);
    if (posted?.ts === undefined) continue;
    const parent = posted.parentKey === undefined ? undefined : await publications.find(posted.parentKey);
    shownAt[noteId(note.channel, note.ts)] = {
      channel: posted.channel,
      ts: posted.ts,
      ...(parent?.ts === undefined ? {} : { threadTs: parent.ts }),
    };
  }
  return shownAt;
}

async function permalinkOf(
  workspace: BotDependencies['workspace'],
  note: CapturedNote,
  shownAt: ShownAt,
): Promise<string | undefined> {
  if (!isTyped(note)) return workspace.permalink(note, note.threadTs);
  const shown = shownAt[noteId(note.channel, note.ts)];
  return shown && workspace.permalink({ teamId: note.teamId, ...shown }, shown.threadTs);
}

/** The day for which a note counts that was written on another: a talk's, or the nearest of the conference's. */
export function dayWithin({ from, to }: Pick<Conference, 'from' | 'to'>, day: CalendarDate): CalendarDate {
  return day < from ? from : day > to ? to : day;
}

/**
 * How many notes of each day and talk may be shown in a place. Counted by the store, but for those of which each
 * has to be looked at.
 */
export async function countNotes(
  { database }: Pick<BotDependencies, 'database'>,
  id: ConferenceId,
  place: Place,
): Promise<Pick<NoteCount, 'day' | 'talkId' | 'notes'>[]> {
  const counts = await database.notes.count(id);
  const isPlain = ({ fromPrivate }: Pick<NoteCount, 'fromPrivate'>) => place.readsWorkspace && !fromPrivate;
  if (counts.every(isPlain)) return counts;
  const others = (await database.notes.ofConference(id)).filter((note) => !isPlain(note));
  const shown = others.filter((note) => canBeShownIn(note, place));
  return [...counts.filter(isPlain), ...shown.map(({ day, talkId }) => ({ day, talkId, notes: 1 }))];
}
