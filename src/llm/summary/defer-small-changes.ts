import type { NoteId } from '#domain/notes/note.ts';
import { countTokens } from '#llm/client/count-tokens.ts';
import { summarizeExtractively } from '#text/summary/summarize-extractively.ts';
import type { TalkToSummarize } from '#usecases/ports/summarizer.ts';
import type { Meanwhile } from './plan-talk.ts';
import type { Excerpt } from './prompt.ts';
import type { KeptStatement } from './summary-cache.ts';

/** Changed notes of so many tokens are sent at once: of fewer, most of what is sent would be the instructions. */
const WORTH_SENDING = 200;
/** An evening: what is mended in it is worded together. */
const MOST_WAIT_MS = 3 * 60 * 60 * 1000;

/** A talk of which some notes changed. */
export interface ChangedTalk {
  notes: Excerpt['notes'];
  meanwhile: Meanwhile;
  /** Since when it waits; undefined where it doesn't yet. */
  waitingSince: number | undefined;
}

/** Until when little that changed may wait for more, or undefined where it is to be worded now. */
export function waitUntil(talks: readonly ChangedTalk[], now: number): number | undefined {
  const tokens = talks.reduce((sum, talk) => sum + changedTokens(talk), 0);
  const until = Math.min(...talks.map(({ waitingSince }) => waitingSince ?? now)) + MOST_WAIT_MS;
  // A clock that was set back must not make anything wait longer.
  return tokens >= WORTH_SENDING || until <= now || until > now + MOST_WAIT_MS ? undefined : until;
}

function changedTokens({ notes, meanwhile: { changed } }: ChangedTalk): number {
  const texts = notes.filter(({ id }) => changed.includes(id)).map(({ text }) => text);
  return texts.reduce((sum, text) => sum + countTokens(text), 0);
}

/** What may be said until then: what was said before as far as it holds, and the other changed notes' own words. */
export function sayMeanwhile({ statements, unsaid }: Meanwhile, talk: TalkToSummarize): KeptStatement[] {
  const speaking: ReadonlySet<NoteId> = new Set(unsaid);
  const { points } = summarizeExtractively({
    ...talk,
    notes: talk.notes.filter(({ id }) => speaking.has(id)),
  });
  return [
    ...statements,
    ...points.map(({ text, noteIds }, rank): KeptStatement => ({ kind: 'point', text, more: '', noteIds, rank })),
  ];
}
