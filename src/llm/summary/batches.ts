import type { Excerpt } from './prompt.ts';

/** What a talk costs beside its notes: its title, its speakers, and what JSON adds. */
const PER_EXCERPT = 40;
/** A note's number and its quotation marks. */
const PER_NOTE = 3;

type CountTokens = (text: string) => number;

/** An excerpt as several, each of at most `limit` tokens unless a single note has more; notes stay in order. */
export function splitExcerpt(excerpt: Excerpt, limit: number, countTokens: CountTokens): Excerpt[] {
  const { said } = excerpt;
  const parts: Excerpt[] = [];
  let size = 0;
  for (const note of excerpt.notes) {
    const tokens = countTokens(note.text) + PER_NOTE;
    const part = parts.at(-1);
    if (part === undefined || size + tokens > limit) {
      parts.push({
        ...excerpt,
        notes: [note],
        ...(part === undefined || said === undefined ? {} : { said: [] }),
      });
      size = PER_EXCERPT + tokens;
    } else {
      part.notes.push(note);
      size += tokens;
    }
  }
  return parts;
}

/** Excerpts that are sent together, in order, each batch of at most `limit` tokens unless one alone has more. */
export function fillBatches<Sent extends { excerpt: Excerpt }>(
  all: readonly Sent[],
  limit: number,
  countTokens: CountTokens,
): Sent[][] {
  const batches: Sent[][] = [];
  let size = 0;
  for (const one of all) {
    const tokens = sizeOf(one.excerpt, countTokens);
    const batch = batches.at(-1);
    if (batch === undefined || size + tokens > limit) {
      batches.push([one]);
      size = tokens;
    } else {
      batch.push(one);
      size += tokens;
    }
  }
  return batches;
}

function sizeOf({ notes, said = [] }: Excerpt, countTokens: CountTokens): number {
  const ofNotes = notes.reduce((sum, { text }) => sum + countTokens(text) + PER_NOTE, 0);
  return said.reduce((sum, { text }) => sum + countTokens(text) + PER_NOTE, PER_EXCERPT + ofNotes);
}
