import type { Talk } from '#domain/conference/talk.ts';
import { isFullName } from '#domain/language/person-names.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { normalizeTitle } from '#domain/reading-list/work-title.ts';
import { createTalkTitles } from '#domain/talk-mentions/talk-titles.ts';
import { type ReadingHeading, titleShapeScore } from './book-score.ts';
import { mayMentionWork } from './cue-patterns.ts';
import { findLineWorks } from './line-works.ts';
import { type LineWork, type NoteLine, splitNoteLines } from './note-lines.ts';
import { isOnlyHeading, parseReadingHeading } from './reading-headings.ts';
import { findAgreements } from './seconded-works.ts';

/** Finds the works that notes recommend, one note after another. */
export interface WorkFinder {
  /**
   * Returns the works that a note recommends, as it writes them. Notes must come in order of time, because a list may
   * continue over the next messages of a conversation. Includes what may be a work.
   */
  find(note: Note): WorkMention[];
}

/** A list under a heading, which may continue over the next messages of a conversation. */
interface OpenList {
  /** Its weight decreases with each item that doesn't look like a title. */
  heading: ReadingHeading;
  /** Who wrote the heading. */
  authorId: string;
  /** When the heading or the last item was written, in milliseconds since the epoch. */
  at: number;
  /** Indent of the heading if it is a list item; the list is then what is indented further. */
  indent: number | undefined;
  /** Id of the note with the heading or the first item. */
  noteId: NoteId;
  isEmpty: boolean;
}

/** What is carried over from one message of a conversation to the next. */
interface Conversation {
  list?: OpenList | undefined;
  /** Whether a heading names a talk and its speaker, so that later lines are about that talk. */
  isInsideTalk: boolean;
}

/** Time after its heading or last item when a list ends, in milliseconds. */
const LIST_LASTS = 30 * 60_000;

export function createWorkFinder(talks: readonly Pick<Talk, 'title' | 'speakers' | 'url'>[]): WorkFinder {
  const titles = createTalkTitles(talks);
  const conversations = new Map<string, Conversation>();
  return {
    find(note) {
      const key = `${note.channel} ${note.threadTs ?? ''}`;
      const conversation = conversations.get(key) ?? { isInsideTalk: false };
      if (conversation.list !== undefined && note.at - conversation.list.at >= LIST_LASTS)
        conversation.list = undefined;
      if (conversation.list === undefined && !mayHaveWorks(note)) return [];
      conversations.set(key, conversation);
      const works: LineWork[] = [];
      const lines = splitNoteLines(note);
      let above: LineWork | undefined;
      for (const [index, line] of lines.entries()) {
        const isAlone = lines.length === 1 || (lines[index + 1]?.indent ?? 0) > line.indent;
        const heading = parseReadingHeading(line, isAlone);
        if (heading !== undefined) {
          const indent = line.isItem ? line.indent : undefined;
          conversation.list = { heading, authorId: note.authorId, at: note.at, indent, noteId: note.id, isEmpty: true };
          continue;
        }
        const isHeading = line.isHeading && !line.isItem;
        const nesting = conversation.list?.indent;
        if (isHeading || (nesting !== undefined && index > 0 && line.indent <= nesting)) conversation.list = undefined;
        if (isHeading) conversation.isInsideTalk = namesPerson(line.text);
        const found = findLineWorks(
          line,
          { text: lines[index - 1]?.text, work: above },
          {
            heading: conversation.list && headingFor(conversation.list, line, note),
            talks: titles,
            isHeading,
            isInsideTalk: conversation.isInsideTalk,
          },
        );
        const sure = found.filter(({ isUnsure }) => !isUnsure);
        above = sure.at(-1);
        works.push(...found);
        conversation.list &&= continueList(conversation.list, line, { found: sure, note });
      }
      return toMentions(works, note);
    },
  };
}

/**
 * Finds all works that `notes` (in order of time) recommend, and who agreed. A note that only supports a recommendation
 * by another note, or one that is already `known`, adds its author to that work's entry. What may be a work is included
 * only on demand.
 */
export function findWorks(
  notes: readonly Note[],
  talks: readonly Pick<Talk, 'title' | 'speakers' | 'url'>[],
  { known = [], withUnsure = false }: { known?: readonly WorkMention[]; withUnsure?: boolean } = {},
): WorkMention[] {
  const finder = createWorkFinder(talks);
  const mentions = notes.map((note) => finder.find(note).filter(({ isUnsure }) => withUnsure || !isUnsure));
  const agreements = findAgreements(notes, [...known, ...mentions.flat()]);
  return notes.flatMap((note, index) => [...mentions[index]!, ...(agreements.get(note.id) ?? [])]);
}

/** Returns whether a note may mention works. A cheap filter, because most notes don't. */
function mayHaveWorks({ text, spans }: Note): boolean {
  return spans.some(({ kind }) => kind !== 'quote') || mayMentionWork(text) || isOnlyHeading(text);
}

function namesPerson(heading: string): boolean {
  return heading.split(/\s[–—|-]+\s|[,:()[\]]\s*|\s(?:by|with|von|par|por)\s/u).some((part) => isFullName(part.trim()));
}

function toMentions(works: readonly LineWork[], note: Note): WorkMention[] {
  const byWork = new Map<string, WorkMention>();
  for (const { start: _start, end: _end, ...work } of works) {
    const key = `${work.kind} ${normalizeTitle(work.title)}`;
    byWork.set(key, { ...work, ...(byWork.get(key) ?? { noteId: note.id, role: 'recommendation' }) });
  }
  return [...byWork.values()];
}

/** How much an item without marks, author or the look of a title reduces the weight of its list's heading. */
const DOUBT = 0.25;

/**
 * Returns the heading as it applies to a line: weaker for a line without a list mark, which may be about something
 * else, and weakest if somebody else wrote the line.
 */
function headingFor(list: OpenList, { isItem, text }: NoteLine, { authorId, id }: Note): ReadingHeading {
  const { heading, isEmpty, noteId } = list;
  const isOwn = authorId === list.authorId;
  if (isItem || (isOwn && (isEmpty || id === noteId) && !/^\p{Ll}/u.test(text))) return heading;
  return { ...heading, weight: heading.weight - (isOwn ? 2 : 4) * DOUBT };
}

/** Returns the list after one more line, or undefined if the line shows that the list has ended. */
function continueList(
  list: OpenList,
  line: NoteLine,
  { found, note }: { found: readonly LineWork[]; note: Note },
): OpenList | undefined {
  const { heading } = list;
  const withWeight = (weight: number) => ({
    ...list,
    heading: { ...heading, weight },
    at: note.at,
    noteId: list.isEmpty ? note.id : list.noteId,
    isEmpty: false,
  });
  if (found.length === 0) {
    // Messages by other people in between don't end it.
    if (note.authorId !== list.authorId || line.indent > 0 || /^https?:\S+$/i.test(line.text)) return list;
    return line.isItem && heading.weight > 4 * DOUBT ? withWeight(heading.weight - 2 * DOUBT) : undefined;
  }
  const isPlain = found.every(
    ({ title, authors, url }) => authors.length === 0 && url === undefined && titleShapeScore(title) <= 0,
  );
  return withWeight(isPlain ? heading.weight - DOUBT : heading.weight);
}
