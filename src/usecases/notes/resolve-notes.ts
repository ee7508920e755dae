import type { CalendarDate, Conference, ConferenceId, WritingStyle } from '#domain/conference/conference.ts';
import { windowOf } from '#domain/conference/conference-day.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { type Audience, canBeShownIn, canFollowLink, WORKSPACE } from '#domain/notes/audience.ts';
import { type CapturedNote, isTyped } from '#domain/notes/captured-note.ts';
import { type Note, type NoteId, noteId, type Reaction, type RichText } from '#domain/notes/note.ts';
import { noteKeyPrefix } from '#domain/publishing/publication.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { writeNotice } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { isQuestion } from '#text/sentences/question-words.ts';
import { mentionedIds, type SlackNames } from '#text/slack-markup/escapes.ts';
import { parseSlackText } from '#text/slack-markup/parse-slack-text.ts';
import { audienceOfChannel } from '#usecases/conference/permissions.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { NoteCount, Stores } from '#usecases/ports/stores.ts';
import { recapLanguage } from '#usecases/recap/compile-recap.ts';

/** Captured notes with names and markup resolved. */
export interface ResolvedNotes {
  notes: Note[];
  /** Works that people added to the reading list or edited there. */
  works: WorkMention[];
  /** False if Slack couldn't be asked for a name, so that a later attempt may find more. */
  isComplete: boolean;
  /** Notes that only add to the reading list. */
  onlyWorks: Set<NoteId>;
}

/**
 * Resolves names, markup and permalinks of captured notes as far as an audience may see them (typed notes link to their
 * message in `shownAt`). Notes from before or after the conference count for its first or last instant.
 */
export async function resolveNotes(
  { workspace }: Pick<BotDependencies, 'workspace'>,
  conference: Pick<Conference, 'from' | 'to' | 'timezone'> & WritingStyle,
  {
    captured,
    shownAt = {},
    place = WORKSPACE,
  }: { captured: readonly CapturedNote[]; shownAt?: EchoLocations; place?: Audience },
): Promise<ResolvedNotes> {
  const teamId = captured[0]?.teamId;
  if (teamId === undefined) return { notes: [], works: [], onlyWorks: new Set(), isComplete: true };
  const mentioned = captured.map(({ source }) => mentionedIds(source));
  const users = [...captured.map(({ authorId }) => authorId), ...mentioned.flatMap((ids) => ids.users)];
  const asked = await workspace.namesFor(teamId, { users, channels: mentioned.flatMap((ids) => ids.channels) }, place);
  const names = withUnknown(asked, () =>
    recapLanguage(
      conference,
      captured.map(({ source }) => ({ text: source })),
    ),
  );
  const window = windowOf(conference);
  const notes: Note[] = [];
  for (const one of captured) {
    const permalink = canFollowLink(one, place) ? await permalinkOf(workspace, one, shownAt) : undefined;
    notes.push({
      id: noteId(one.channel, one.ts),
      channel: one.channel,
      ts: one.ts,
      at: Math.max(window.from, Math.min(window.to - 1, one.at)),
      ...(Math.abs(one.at - Number(one.ts) * 1000) > 1000 && { writtenAt: one.at }),
      ...omitUndefined({ threadTs: one.threadTs }),
      authorId: one.authorId,
      author: names.user(one.authorId) ?? names.unknown('person'),
      ...asStated(parseSlackText(one.source, names), one),
      photos: one.photos,
      reactions: countReactions(one),
      ...(one.placedBy === 'program' ? {} : { talkId: one.talkId }),
      ...omitUndefined({ permalink }),
    });
  }
  const onlyWorks = captured.filter(({ captures }) => captures.every(({ way }) => way === 'reading-list'));
  return {
    notes,
    works: captured.flatMap(({ works = [], channel, ts }) =>
      works.map((work): WorkMention => ({ ...work, noteId: noteId(channel, ts), role: 'recommendation' })),
    ),
    onlyWorks: new Set(onlyWorks.map(({ channel, ts }) => noteId(channel, ts))),
    isComplete: asked.isComplete,
  };
}

/** Adds the words for unknown people and channels. The language is asked for once, and only if it is needed. */
export function withUnknown(names: SlackNames, languageOf: () => KnownLanguage): Required<SlackNames> {
  let language: KnownLanguage | undefined;
  return {
    user: names.user,
    channel: names.channel,
    unknown(what) {
      language ??= languageOf();
      return writeNotice({ key: what === 'person' ? 'unknown-person' : 'unknown-channel' }, language);
    },
  };
}

/**
 * Resolves the author's name (blank if Slack doesn't give it out) and the text of one note, for its author, or as far as
 * those may see it who read a channel.
 */
export async function resolveNoteText(
  deps: Pick<BotDependencies, 'workspace'>,
  note: CapturedNote,
  shownIn?: string,
): Promise<{ author: string; text: string; isComplete: boolean }> {
  const { users, channels } = mentionedIds(note.source);
  const isForOthers = shownIn !== undefined && channels.length > 0;
  const place = isForOthers
    ? await audienceOfChannel(deps, note.teamId, shownIn).catch(() => ({ readsWorkspace: false }))
    : WORKSPACE;
  const names = await deps.workspace.namesFor(note.teamId, { users: [note.authorId, ...users], channels }, place);
  return {
    author: names.user(note.authorId) ?? '',
    text: parseSlackText(
      note.source,
      withUnknown(names, () => recapLanguage({}, [{ text: note.source }])),
    ).text,
    isComplete: names.isComplete,
  };
}

/** Counts the reactions of other people than the author. */
function countReactions({ reactions = [], authorId }: CapturedNote): Reaction[] {
  const byName = Map.groupBy(
    reactions.filter(({ by }) => by !== authorId),
    ({ name }) => name,
  );
  return [...byName].map(([name, given]) => ({ name, count: given.length }));
}

/** Marks a note that its author declared a quote or a question as if its text said so. */
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

/** The bot's messages that show typed notes, by the note's id. */
export type EchoLocations = Record<NoteId, { channel: string; ts: string; threadTs?: string }>;

/** Finds the posted messages of those notes that were typed as commands. */
export async function findEchoes(
  { publications }: Pick<Stores, 'publications'>,
  captured: readonly CapturedNote[],
): Promise<EchoLocations> {
  const shownAt: EchoLocations = {};
  for (const note of captured) {
    if (!isTyped(note)) continue;
    const shown = await publications.withPrefix(noteKeyPrefix(note.channel, note.ts));
    const posted = shown.find(({ ts, wanted }) => ts !== undefined && wanted !== null);
    if (posted?.ts === undefined) continue;
    const parent = posted.parentKey === undefined ? undefined : await publications.find(posted.parentKey);
    shownAt[noteId(note.channel, note.ts)] = {
      channel: posted.channel,
      ts: posted.ts,
      ...omitUndefined({ threadTs: parent?.ts }),
    };
  }
  return shownAt;
}

async function permalinkOf(
  workspace: BotDependencies['workspace'],
  note: CapturedNote,
  shownAt: EchoLocations,
): Promise<string | undefined> {
  if (!isTyped(note)) return workspace.permalink(note, note.threadTs);
  const shown = shownAt[noteId(note.channel, note.ts)];
  return shown && workspace.permalink({ teamId: note.teamId, ...shown }, shown.threadTs);
}

/** Returns the conference day nearest to a date. */
export function clampToConference({ from, to }: Pick<Conference, 'from' | 'to'>, day: CalendarDate): CalendarDate {
  return day < from ? from : day > to ? to : day;
}

/**
 * Counts the notes of each day and talk that an audience may see. The database does the counting unless it depends on
 * the individual note.
 */
export async function countNotes(
  { database }: Pick<BotDependencies, 'database'>,
  id: ConferenceId,
  place: Audience,
): Promise<Pick<NoteCount, 'day' | 'talkId' | 'notes'>[]> {
  const counts = await database.notes.count(id);
  const isPlain = ({ fromPrivate }: Pick<NoteCount, 'fromPrivate'>) => place.readsWorkspace && !fromPrivate;
  if (counts.every(isPlain)) return counts;
  const others = (await database.notes.ofConference(id)).filter((note) => !isPlain(note));
  const shown = others.filter((note) => canBeShownIn(note, place));
  return [...counts.filter(isPlain), ...shown.map(({ day, talkId }) => ({ day, talkId, notes: 1 }))];
}
