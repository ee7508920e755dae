import { impliesNegation } from '#domain/language/negation.ts';
import { contentTerms } from '#domain/language/stem.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { countTokens } from '#llm/client/token-budget.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';
import type { TalkToSummarize } from '#usecases/ports/summarizer.ts';
import { SUMMARY_KEYS } from '#usecases/privacy/cache-keys.ts';
import { type NoteToSend, PROMPT_VERSION } from './prompt.ts';
import type { SourcedStatement } from './statements.ts';

/** What is kept of a note that the model was sent, to see what changed; none of its words. */
export interface CachedNote {
  hash: string;
  /** Shortened hashes of its content words. */
  terms: string[];
  negations: number;
}

/** What the model said about a talk, and the notes that it was sent. */
export interface CachedTalk {
  notes: Record<NoteId, CachedNote>;
  statements: SourcedStatement[];
  /** When notes first changed that wait to be sent with others (milliseconds since the epoch). */
  waitingSince?: number;
}

/** What the model said about a day, and a hash of what it was sent. */
export interface CachedDay {
  hash: string;
  statements: SourcedStatement[];
}

/** As long as a digest is kept current after its conference. */
const KEPT_MS = 40 * 24 * 60 * 60 * 1000;

/** Keeps what the model said; without a store nothing is kept. */
export interface SummaryCache {
  loadTalk(talk: TalkToSummarize): Promise<CachedTalk | undefined>;
  saveTalk(talk: TalkToSummarize, cached: CachedTalk): Promise<void>;
  loadDay(talks: readonly TalkToSummarize[]): Promise<CachedDay | undefined>;
  saveDay(talks: readonly TalkToSummarize[], cached: CachedDay): Promise<void>;
}

export function createSummaryCache(
  keyValue: KeyValue | undefined,
  model: Record<string, string | undefined>,
): SummaryCache {
  const key = (parts: Record<string, unknown>) =>
    `${SUMMARY_KEYS}${contentHash({ version: PROMPT_VERSION, model, ...parts })}`;
  const talkKey = ({ date, talk, notes, maxPoints, voice }: TalkToSummarize) =>
    key({
      maxPoints,
      voice,
      channels: channelsOf(notes),
      about: talk === null ? date : { id: talk.id, title: talk.title, speakers: talk.speakers },
    });
  const dayKey = (talks: readonly TalkToSummarize[]) =>
    key({
      voice: talks[0]?.voice,
      channels: channelsOf(talks.flatMap(({ notes }) => notes)),
      about: { day: talks[0]?.date },
    });
  return {
    loadTalk: async (talk) => keyValue?.get<CachedTalk>(talkKey(talk)),
    saveTalk: async (talk, cached) => keyValue?.set(talkKey(talk), cached, KEPT_MS),
    loadDay: async (talks) => keyValue?.get<CachedDay>(dayKey(talks)),
    saveDay: async (talks, cached) => keyValue?.set(dayKey(talks), cached, KEPT_MS),
  };
}

function channelsOf(notes: readonly { channel: string }[]): string[] {
  return [...new Set(notes.map(({ channel }) => channel))].sort();
}

export function toCachedNote(text: string): CachedNote {
  return { hash: contentHash(text), terms: hashTerms(text), negations: countNegations(text) };
}

/** Long enough to tell the words of one conference apart. */
const TERM_HASH_LENGTH = 8;

function hashTerms(text: string): string[] {
  return [...new Set(contentTerms(text))].map((term) => contentHash(term).slice(0, TERM_HASH_LENGTH));
}

function countNegations(text: string): number {
  return tokenize(text).filter(({ text: word }) => impliesNegation(fold(word))).length;
}

/** How a talk's notes differ from those that the model was sent. */
export interface NoteChanges {
  changed: Set<NoteId>;
  /** Was a note deleted, forgotten, or withdrawn from this audience? */
  isAnyGone: boolean;
  /** Statements that may be shown until the model gets the changes: their notes lost no word and no negation. */
  stillValid: SourcedStatement[];
  /** Changed notes that none of these points rests on. */
  uncovered: Set<NoteId>;
  /** Of the changed notes. */
  tokens: number;
}

export function compareWithCache(notes: readonly NoteToSend[], cached: CachedTalk): NoteChanges {
  const current = new Map(notes.map(({ id, text }) => [id, toCachedNote(text)]));
  const changed = new Set(notes.flatMap(({ id }) => (cached.notes[id]?.hash === current.get(id)!.hash ? [] : [id])));
  const hasOnlyGained = (id: NoteId) => {
    const [before, now] = [cached.notes[id], current.get(id)];
    if (before === undefined || now === undefined) return false;
    if (before.hash === now.hash) return true;
    return before.negations === now.negations && before.terms.every((term) => now.terms.includes(term));
  };
  const stillValid = cached.statements.filter(({ noteIds }) => noteIds.every(hasOnlyGained));
  const covered = new Set(
    stillValid.filter(({ kind }) => kind !== 'lead' && kind !== 'disagreement').flatMap(({ noteIds }) => noteIds),
  );
  return {
    changed,
    isAnyGone: Object.keys(cached.notes).some((id) => !current.has(id)),
    stillValid,
    uncovered: changed.difference(covered),
    tokens: notes.reduce((sum, { id, text }) => (changed.has(id) ? sum + countTokens(text) : sum), 0),
  };
}

/** Changed notes of fewer tokens wait for others: most of what is sent would be the instructions. */
const MIN_TOKENS_TO_SEND = 200;
/** Changes within an evening are sent together. */
const MAX_WAIT_MS = 3 * 60 * 60 * 1000;

/** Returns until when small changes of talks may wait to be sent; undefined if they should be sent now. */
export function waitUntil(
  talks: readonly { tokens: number; waitingSince: number | undefined }[],
  now: number,
): number | undefined {
  const tokens = talks.reduce((sum, talk) => sum + talk.tokens, 0);
  const until = Math.min(...talks.map(({ waitingSince }) => waitingSince ?? now)) + MAX_WAIT_MS;
  // A clock that was set back must not make anything wait longer.
  return tokens >= MIN_TOKENS_TO_SEND || until <= now || until > now + MAX_WAIT_MS ? undefined : until;
}
