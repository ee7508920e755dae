import { splitSentences } from '#domain/language/split-sentences.ts';
import type { Note } from '#domain/notes/note.ts';
import { detectPointOfView } from '#text/sentences/first-person.ts';
import { isHeading } from '#text/sentences/statement-score.ts';
import { findPunctuators } from './heading-lines.ts';
import { joinLeadWithItem } from './join-sentences.ts';
import { parseBlocks } from './parse-blocks.ts';
import { type Line, PassageReader } from './passage-reader.ts';
import type { FoundRemark, NoteBody, ReadUnits, Unit } from './unit.ts';

/** After a longer pause, an author's notes no longer belong to the heading before it. */
const HEADS_FOR = 12 * 60_000;
/** Minimum number of short lines under a heading to be a list. */
const FEWEST_IN_RUN = 3;

/**
 * Parses the notes of a section, in the order in which they were written, into units: under their headings, each with
 * the sentences that it depends on, lists with their introductory lines. Note-takers' own remarks are returned
 * separately.
 */
export function readUnits(told: readonly NoteBody[], isTalk: boolean): ReadUnits {
  const parsed = told.map(({ note, text }) => ({ note, blocks: parseBlocks(note, text) }));
  const voice = detectPointOfView(
    parsed.flatMap(({ blocks }) => blocks.flatMap(({ text }) => splitSentences(text).map((sentence) => sentence.text))),
  );
  const punctuators = findPunctuators(
    parsed.flatMap(({ note: { authorId }, blocks }) =>
      blocks.length === 1 && blocks[0]!.kind === 'prose' ? [{ authorId, line: blocks[0]!.text }] : [],
    ),
  );
  const units: Unit[] = [];
  const remarks: FoundRemark[] = [];
  for (const own of Map.groupBy(parsed, ({ note }) => note.authorId).values()) {
    let passage: Line[] = [];
    const end = () => {
      const reader = new PassageReader(passage, { voice, isTalk, punctuates: punctuators.has(own[0]!.note.authorId) });
      units.push(...reader.read().flatMap(settleRun));
      remarks.push(...reader.remarks);
      passage = [];
    };
    for (const { note, blocks } of own) {
      if (passage.length > 0 && note.at - passage.at(-1)!.note.at > HEADS_FOR) end();
      passage.push(
        ...blocks.map((block, nth) => ({
          ...block,
          note,
          isAlone: blocks.length === 1,
          isFirst: nth === 0,
          isLast: nth === blocks.length - 1,
        })),
      );
    }
    end();
  }
  const order = new Map(told.map(({ note }, index) => [note, index]));
  const byNote = (one: Note, other: Note) => order.get(one)! - order.get(other)!;
  return {
    units: units.sort((one, other) => byNote(one.notes[0]!, other.notes[0]!)),
    remarks: remarks.sort((one, other) => byNote(one.note, other.note)),
    voice,
  };
}

/** A run of few lines, or a single item, is no list; a lead-in with a single item is a sentence. */
function settleRun(unit: Unit): Unit[] {
  const { items, lead, isRun = false } = unit;
  const [only] = items;
  if (lead !== '') {
    const isSingle = items.length === 1 && only!.children.length === 0 && isHeading(lead);
    return isSingle ? [{ ...unit, lead: joinLeadWithItem(lead, only!.text), items: [] }] : [unit];
  }
  if (items.length >= (isRun ? FEWEST_IN_RUN : 2)) return [unit];
  return items.map(({ text, note }) => ({ ...unit, lead: text, items: [], notes: [note] }));
}
