import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { normalizeTitle } from '#domain/reading-list/work-title.ts';
import { isFullName } from './author-names.ts';
import { mayNameWork } from './cue-patterns.ts';
import { createTalkTitles } from './exclude-talk-titles.ts';
import type { LineWork } from './line-parser.ts';
import { findLineWorks } from './line-works.ts';
import { splitNoteLines } from './note-lines.ts';
import { findAgreements } from './plus-ones.ts';
import { readReadingHeading } from './reading-headings.ts';
import { continueList, hasLapsed, headingFor, type OpenList, openList } from './reading-list-context.ts';

/** Finds the works that notes recommend, one note after the other. */
export interface WorkFinder {
  /**
   * The works that a note recommends, in its own words. Notes come in the order in which they were written, as a
   * list may go on after its heading over the next messages of the same conversation.
   */
  find(note: Note): WorkMention[];
}

/** A list that may go on in the next message, and the talk that a heading named. */
interface Conversation {
  list?: OpenList | undefined;
  talkHeading?: string | undefined;
}

export function createWorkFinder(talks: readonly Pick<Talk, 'title' | 'speakers' | 'url'>[]): WorkFinder {
  const titles = createTalkTitles(talks);
  const conversations = new Map<string, Conversation>();
  return {
    find(note) {
      const key = `${note.channel} ${note.threadTs ?? ''}`;
      const conversation = conversations.get(key) ?? {};
      if (conversation.list !== undefined && hasLapsed(conversation.list, note)) conversation.list = undefined;
      if (conversation.list === undefined && !isWorthReading(note)) return [];
      const works: LineWork[] = [];
      const lines = splitNoteLines(note);
      let isWorkAbove = false;
      let isFirstLine = true;
      for (const [index, line] of lines.entries()) {
        const standsAlone = lines.length === 1 || (lines[index + 1]?.indent ?? 0) > line.indent;
        const heading = readReadingHeading(line, standsAlone);
        if (heading !== undefined) {
          conversation.list = openList(heading, line, note);
          isFirstLine = false;
          continue;
        }
        const { list } = conversation;
        if (list?.indent !== undefined && !isFirstLine && line.indent <= list.indent) conversation.list = undefined;
        if (line.isHeading || (line.isBold && lines.length === 1)) {
          conversation.list = undefined;
          conversation.talkHeading = line.text;
        }
        const above = { text: lines[index - 1]?.text, work: works.at(-1), isWorkAbove };
        const found = findLineWorks(line, above, {
          heading: conversation.list && headingFor(conversation.list, line, note),
          talks: titles,
          isHeading: line.isHeading || (line.isBold && lines.length === 1),
          isInsideTalk: conversation.talkHeading !== undefined && namesPerson(conversation.talkHeading),
        });
        isWorkAbove = found.length > 0;
        works.push(...found);
        if (conversation.list !== undefined) conversation.list = continueList(conversation.list, line, found, note);
        isFirstLine = false;
      }
      if (conversation.list === undefined && conversation.talkHeading === undefined) conversations.delete(key);
      else conversations.set(key, conversation);
      return toMentions(works, note);
    },
  };
}

/**
 * All that `notes` recommend, and with it who agreed: a note that only nods to a work which another recommends adds
 * its author to that work's entry. Notes are in the order in which they were written.
 */
export function findWorks(
  notes: readonly Note[],
  talks: readonly Pick<Talk, 'title' | 'speakers' | 'url'>[],
): WorkMention[] {
  const finder = createWorkFinder(talks);
  const mentions = notes.map((note) => finder.find(note));
  const agreements = findAgreements(notes, mentions.flat());
  return notes.flatMap((note, index) => [...mentions[index]!, ...(agreements.get(note.id) ?? [])]);
}

function isWorthReading({ text, spans }: Note): boolean {
  return (
    spans.some(({ kind }) => kind === 'italic' || kind === 'link' || kind === 'heading' || kind === 'bold') ||
    mayNameWork(text)
  );
}

function namesPerson(heading: string): boolean {
  return heading.split(/\s[–—|-]+\s|[,:()[\]]\s*|\s(?:by|with|von|par|por)\s/u).some((part) => isFullName(part.trim()));
}

function toMentions(works: readonly LineWork[], note: Note): WorkMention[] {
  const byWork = new Map<string, WorkMention>();
  for (const work of works) {
    const { start: _start, end: _end, ...mention } = work;
    const key = `${mention.kind} ${normalizeTitle(mention.title)}`;
    const known = byWork.get(key);
    if (known === undefined) byWork.set(key, { ...mention, noteId: note.id, role: 'recommendation' });
    else byWork.set(key, { ...mention, ...known });
  }
  return [...byWork.values()];
}
