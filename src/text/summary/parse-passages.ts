import { splitSentences } from '#domain/language/split-sentences.ts';
import type { Note } from '#domain/notes/note.ts';
import { detectPointOfView } from '#text/sentences/point-of-view.ts';
import { isHeading } from '#text/sentences/statement-score.ts';
import { findPunctuators } from './heading-lines.ts';
import { joinLeadWithItem } from './join-sentences.ts';
import { parseBlocks } from './parse-blocks.ts';
import type { FoundRemark, NoteBody, ParsedPassages, Passage } from './passage.ts';
import { type Line, PassageParser } from './passage-parser.ts';

/** After a longer pause, an author's notes no longer belong to the heading before it. */
const HEADS_FOR = 12 * 60_000;
/** Minimum number of short lines under a heading to be a list. */
const FEWEST_IN_RUN = 3;

/**
 * Parses the notes of a section, in the order in which they were written, into passages: under their headings, each with
 * the sentences that it depends on, lists with their introductory lines. Note-takers' own remarks are returned
 * separately.
 */
export function parsePassages(told: readonly NoteBody[], isTalk: boolean): ParsedPassages {
  const parsed = told.map(({ note, text }) => ({ note, blocks: parseBlocks(note, text) }));
  const pronouns = detectPointOfView(
    parsed.flatMap(({ blocks }) => blocks.flatMap(({ text }) => splitSentences(text).map((sentence) => sentence.text))),
  );
  const punctuators = findPunctuators(
    parsed.flatMap(({ note: { authorId }, blocks }) =>
      blocks.length === 1 && blocks[0]!.kind === 'prose' ? [{ authorId, line: blocks[0]!.text }] : [],
    ),
  );
  const passages: Passage[] = [];
  const remarks: FoundRemark[] = [];
  for (const own of Map.groupBy(parsed, ({ note }) => note.authorId).values()) {
    let lines: Line[] = [];
    const end = () => {
      const reader = new PassageParser(lines, { pronouns, isTalk, punctuates: punctuators.has(own[0]!.note.authorId) });
      passages.push(...reader.read().flatMap(settleRun));
      remarks.push(...reader.remarks);
      lines = [];
    };
    for (const { note, blocks } of own) {
      if (lines.length > 0 && note.at - lines.at(-1)!.note.at > HEADS_FOR) end();
      lines.push(
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
    passages: passages.sort((one, other) => byNote(one.notes[0]!, other.notes[0]!)),
    remarks: remarks.sort((one, other) => byNote(one.note, other.note)),
    pronouns,
  };
}

/** A run of few lines, or a single item, is no list; a lead-in with a single item is a sentence. */
function settleRun(passage: Passage): Passage[] {
  const { items, lead, isRun = false } = passage;
  const [only] = items;
  if (lead !== '') {
    const isSingle = items.length === 1 && only!.children.length === 0 && isHeading(lead);
    return isSingle ? [{ ...passage, lead: joinLeadWithItem(lead, only!.text), items: [] }] : [passage];
  }
  if (items.length >= (isRun ? FEWEST_IN_RUN : 2)) return [passage];
  return items.map(({ text, note }) => ({ ...passage, lead: text, items: [], notes: [note] }));
}
