import type { Note } from '#domain/notes/note.ts';
import { type Voice, voiceOfNotes } from '#text/sentences/first-person.ts';
import { splitSentences } from '#text/sentences/split-sentences.ts';
import { isHeading } from '#text/sentences/statement-score.ts';
import { findPunctuators } from './heading-lines.ts';
import { joinSingle } from './join-sentences.ts';
import { parseBlocks } from './parse-blocks.ts';
import { type Entry, type FoundRemark, type Unit, UnitReader } from './unit-reader.ts';

/** A note of a section, and its text without what only names the talk. */
export interface ToldNote {
  note: Note;
  text: string;
}

export interface ReadUnits {
  units: Unit[];
  remarks: FoundRemark[];
  voice: Voice;
}

/**
 * Reads the notes of a section, in the order in which they were written, into units: under their headings, each with
 * the sentences that it depends on, lists with their lead-in. What note-takers say of themselves is told apart.
 */
export function readUnits(told: readonly ToldNote[], isTalk: boolean): ReadUnits {
  const entries = told.map(({ note, text }): Entry => {
    const blocks = parseBlocks(note, text);
    const [only, ...others] = blocks;
    const isLine = only?.kind === 'prose' && others.length === 0;
    return { note, blocks, ...(isLine ? { line: only.text } : {}) };
  });
  const before = new Map<string, Entry>();
  for (const entry of entries) {
    const previous = before.get(entry.note.authorId);
    if (previous !== undefined) previous.next = entry;
    before.set(entry.note.authorId, entry);
  }
  const voice = voiceOfNotes(
    entries.flatMap(({ blocks }) =>
      blocks.flatMap(({ text }) => splitSentences(text).map((sentence) => sentence.text)),
    ),
  );
  const reader = new UnitReader(
    voice,
    findPunctuators(
      entries.flatMap(({ note: { authorId }, line }) => (line === undefined ? [] : [{ authorId, line }])),
    ),
    isTalk,
  );
  for (const entry of entries) reader.read(entry);
  return { units: reader.units.flatMap(settleRun), remarks: reader.remarks, voice };
}

/** Fewer short lines than these under a heading are no list. */
const FEWEST_IN_RUN = 3;

function settleRun(unit: Unit): Unit[] {
  const { items, notes, lead, isRun } = unit;
  const [only] = items;
  if (!isRun) {
    const isSingle = items.length === 1 && only!.children.length === 0 && isHeading(lead);
    return isSingle ? [{ ...unit, lead: joinSingle(lead, only!.text), items: [] }] : [unit];
  }
  if (items.length >= FEWEST_IN_RUN) return [unit];
  return items.map(({ text }, index) => ({ ...unit, lead: text, items: [], notes: [notes[index]!], isRun: false }));
}
