import { contentHash } from '../domain/content-hash.ts';
import type { NoteId } from '../domain/note.ts';
import { SUMMARY_KEYS } from '../usecases/kept-keys.ts';
import type { TalkToSummarize } from '../usecases/ports.ts';
import type { KeyValue } from '../usecases/stores.ts';
import type { Statement } from './answer.ts';
import { PROMPT_VERSION } from './prompt.ts';

/** A statement that names its notes by their ids. */
export interface KeptStatement extends Omit<Statement, 'notes'> {
  noteIds: NoteId[];
  /** Which of its kind it was in its answer, from 0: the weightiest come first. */
  rank: number;
}

/** What the model said of a talk, and the notes that it was told of, as hashes of their words. */
export interface KeptTalk {
  notes: Record<NoteId, string>;
  /** Notes of other talks that its headlines and themes rest on, too. */
  others: Record<NoteId, string>;
  statements: KeptStatement[];
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
