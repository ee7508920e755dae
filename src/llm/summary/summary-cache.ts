import type { NoteId } from '#domain/notes/note.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { countTokens } from '#llm/client/token-budget.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';
import type { TalkToSummarize } from '#usecases/ports/summarizer.ts';
import { currentSummaries, keepSummary, summaryKeys } from '#usecases/privacy/remove-stored-data.ts';
import { type NoteToSend, PROMPT_VERSION } from './prompt.ts';
import { partsOf, type SourcedStatement, withParts } from './statements.ts';

/** The model's statements about a talk, and the notes that they are based on. */
export interface CachedTalk {
  /** Hashes of the notes' text, by note id. */
  notes: Record<NoteId, string>;
  statements: SourcedStatement[];
  /** When the first of the changes happened that are waiting to be sent together (milliseconds since the epoch). */
  waitingSince?: number;
}

/** The model's statements about a day, and a hash of the request. */
interface CachedDay {
  hash: string;
  statements: SourcedStatement[];
}

/** As long as digests are updated after the conference. */
const KEPT_MS = 40 * 24 * 60 * 60 * 1000;

export type SummaryCache = Awaited<ReturnType<typeof openSummaryCache>>;

/**
 * Opens the cache of the model's statements about a workspace's talks, for one run. What is saved after somebody's words
 * were removed meanwhile isn't kept. Without a store, nothing is cached.
 */
export async function openSummaryCache(
  keyValue: KeyValue | undefined,
  model: Record<string, string | undefined>,
  teamId = '',
) {
  const version = keyValue && (await currentSummaries({ keyValue }, teamId));
  const keyOf = (parts: Record<string, unknown>) =>
    `${summaryKeys(teamId)}${contentHash({ version: PROMPT_VERSION, model, ...parts })}`;
  const talkKey = ({ date, talk, notes, maxPoints, voice }: TalkToSummarize) =>
    keyOf({
      maxPoints,
      voice,
      channels: channelsOf(notes),
      about: talk === null ? date : { id: talk.id, title: talk.title, speakers: talk.speakers },
    });
  const dayKey = (talks: readonly TalkToSummarize[]) =>
    keyOf({
      voice: talks[0]?.voice,
      channels: channelsOf(talks.flatMap(({ notes }) => notes)),
      about: { day: talks[0]?.date },
    });
  const save = async (key: string, value: CachedTalk | CachedDay) =>
    keyValue && keepSummary(keyValue, { teamId, version, key, value, keptMs: KEPT_MS });
  return {
    loadTalk: async (talk: TalkToSummarize) => keyValue?.get<CachedTalk>(talkKey(talk)),
    saveTalk: (talk: TalkToSummarize, cached: CachedTalk) => save(talkKey(talk), cached),
    loadDay: async (talks: readonly TalkToSummarize[]) => keyValue?.get<CachedDay>(dayKey(talks)),
    saveDay: (talks: readonly TalkToSummarize[], cached: CachedDay) => save(dayKey(talks), cached),
  };
}

function channelsOf(notes: readonly { channel: string }[]): string[] {
  return [...new Set(notes.map(({ channel }) => channel))].sort();
}

export function hashNotes(notes: readonly NoteToSend[]): Record<NoteId, string> {
  return Object.fromEntries(notes.map(({ id, text }) => [id, contentHash(text)]));
}

/** How a talk's notes differ from those that were sent to the model. */
export interface NoteChanges {
  changed: Set<NoteId>;
  /** Whether a note was deleted, forgotten or withdrawn from this audience. */
  isAnyGone: boolean;
  /** What isn't based on a changed note: it can be shown until the model gets the changes. */
  stillValid: SourcedStatement[];
  /** Number of tokens in the changed notes. */
  tokens: number;
}

export function compareWithCache(notes: readonly NoteToSend[], cached: CachedTalk): NoteChanges {
  const current = hashNotes(notes);
  const changed = notes.filter(({ id }) => cached.notes[id] !== current[id]);
  const changedIds = new Set(changed.map(({ id }) => id));
  return {
    changed: changedIds,
    isAnyGone: Object.keys(cached.notes).some((id) => current[id] === undefined),
    stillValid: cached.statements.flatMap((statement) => withoutChanged(statement, changedIds) ?? []),
    tokens: changed.reduce((sum, { text }) => sum + countTokens(text), 0),
  };
}

/** Leaves out the items and rows that are based on a changed note; undefined if that leaves nothing. */
function withoutChanged(statement: SourcedStatement, changed: ReadonlySet<NoteId>): SourcedStatement | undefined {
  const isUnchanged = (ids: readonly NoteId[]) => !ids.some((id) => changed.has(id));
  const { noteIds, lineNoteIds } = statement;
  if (isUnchanged(noteIds)) return statement;
  if (lineNoteIds === undefined) return undefined;
  const words = partsOf(statement).map(({ text, isLine, noteIds: own }) =>
    isUnchanged(own) || (!isLine && text.endsWith(':')) ? text : undefined,
  );
  const kept = withParts(statement, words);
  return kept && { ...kept, noteIds: noteIds.filter((id) => !changed.has(id)) };
}

/** Changed notes with fewer tokens wait for others, because most of the request would be instructions. */
const MIN_TOKENS_TO_SEND = 200;
/** Maximum wait, so that changes within an evening are sent together. */
const MAX_WAIT_MS = 3 * 60 * 60 * 1000;

/** Returns until when small changes to talks can wait to be sent, or undefined if they should be sent now. */
export function waitUntil(
  talks: readonly { tokens: number; waitingSince: number | undefined }[],
  now: number,
): number | undefined {
  const tokens = talks.reduce((sum, talk) => sum + talk.tokens, 0);
  const until = Math.min(...talks.map(({ waitingSince }) => waitingSince ?? now)) + MAX_WAIT_MS;
  // A clock that was set back must not make anything wait longer.
  return tokens >= MIN_TOKENS_TO_SEND || until <= now || until > now + MAX_WAIT_MS ? undefined : until;
}
