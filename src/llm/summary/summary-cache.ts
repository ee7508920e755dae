import { impliesNegation } from '#domain/language/negation.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';
import type { TalkToSummarize } from '#usecases/ports/summarizer.ts';
import { SUMMARY_KEYS } from '#usecases/privacy/cache-keys.ts';
import { PROMPT_VERSION } from './prompt.ts';
import type { Statement } from './response-schema.ts';

/** A statement that names its notes by their ids. */
export interface KeptStatement extends Omit<Statement, 'notes'> {
  noteIds: NoteId[];
  /** Which of its kind it was in its answer, from 0: the weightiest come first. */
  rank: number;
}

/** What is kept of a note that the model was told of, so that it can be told what has changed; none of its words. */
export interface KeptNote {
  hash: string;
  /** Hashes of its content words, shortened. */
  stems: string[];
  /** How many of its words deny something. */
  denials: number;
}

/** What the model said of a talk, and the notes that it was told of. */
export interface KeptTalk {
  notes: Record<NoteId, KeptNote>;
  /** Notes of other talks that its headlines and themes rest on, too, as hashes of their words. */
  others: Record<NoteId, string>;
  statements: KeptStatement[];
  /** Since when notes that changed wait to be worded with others (milliseconds since the epoch). */
  waitingSince?: number;
}

/** As long as a digest is kept current after its conference. */
const KEPT_MS = 40 * 24 * 60 * 60 * 1000;

/** Keeps what a model said of each talk; a later summary of the same talk takes its place. */
export interface KeptSummaries {
  read(talk: TalkToSummarize): Promise<KeptTalk | undefined>;
  write(talk: TalkToSummarize, kept: KeptTalk): Promise<void>;
}

/** Without a store nothing is kept. */
export function createKeptSummaries(
  keyValue: KeyValue | undefined,
  model: { model: string; baseUrl?: string | undefined },
): KeptSummaries {
  const keyOf = ({ date, talk, notes, maxPoints, voice }: TalkToSummarize) => {
    const channels = [...new Set(notes.map(({ channel }) => channel))].sort();
    const about = talk === null ? date : { id: talk.id, title: talk.title, speakers: talk.speakers };
    return `${SUMMARY_KEYS}${contentHash({ version: PROMPT_VERSION, model, maxPoints, voice, channels, about })}`;
  };
  return {
    read: async (talk) => keyValue?.get<KeptTalk>(keyOf(talk)),
    write: async (talk, kept) => keyValue?.set(keyOf(talk), kept, KEPT_MS),
  };
}

export function hashOfNote(text: string): string {
  return contentHash(text);
}

export function keptNote(text: string): KeptNote {
  return { hash: hashOfNote(text), stems: stemHashes(text), denials: countDenials(text) };
}

/** Long enough for the words of one conference to differ. */
const STEM_HASH = 8;

function stemHashes(text: string): string[] {
  return [...new Set(contentOf(text).stems)].map((stem) => contentHash(stem).slice(0, STEM_HASH));
}

function countDenials(text: string): number {
  return tokenize(text).filter(({ text: word }) => impliesNegation(fold(word))).length;
}
