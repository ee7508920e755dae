import type { Note } from '../domain/note.ts';
import type { Talk } from '../domain/talk.ts';
import type { WorkMention } from '../domain/work.ts';
import { normaliseTitle } from '../domain/work-title.ts';
import { isFullName } from './author-names.ts';
import type { LineWork } from './line-reading.ts';
import { findLineWorks } from './line-works.ts';
import { type NoteLine, splitNoteLines } from './note-lines.ts';
import { type ReadingHeading, readReadingHeading } from './reading-headings.ts';
import { createTalkTitles } from './talk-titles.ts';
import { weighTitleShape } from './title-shape.ts';
import { findAgreements } from './work-agreements.ts';
import { mayNameWork } from './work-cues.ts';

/** Finds the works that notes recommend, one note after the other. */
export interface WorkFinder {
  /**
   * The works that a note recommends, in its own words. Notes come in the order in which they were written, as a
   * list may go on after its heading over the next messages of the same conversation.
   */
  find(note: Note): WorkMention[];
}

/** A list under a heading. */
interface OpenList {
  heading: ReadingHeading;
  /** When its heading or last item was written, in milliseconds since the epoch. */
  at: number;
  /** Indent of the heading, if it is an item of a list itself: the list holds what is indented deeper. */
  indent: number | undefined;
  /** Has it no item yet? */
  isFresh: boolean;
}

/** A list that may go on in the next message, and the talk that a heading named. */
interface Conversation {
  list?: OpenList | undefined;
  talkHeading?: string | undefined;
}

/** A list whose heading is older than this has ended, in milliseconds. */
const LIST_LASTS = 30 * 60_000;

export function createWorkFinder(talks: readonly Pick<Talk, 'title' | 'speakers' | 'url'>[]): WorkFinder {
  const titles = createTalkTitles(talks);
  const conversations = new Map<string, Conversation>();
  return {
    find(note) {
      const key = `${note.channel} ${note.threadTs ?? ''}`;
      const conversation = conversations.get(key) ?? {};
      const isListOpen = conversation.list !== undefined && note.at - conversation.list.at < LIST_LASTS;
      if (!isListOpen) conversation.list = undefined;
      if (!isListOpen && !isWorthReading(note)) return [];
      const works: LineWork[] = [];
      const lines = splitNoteLines(note);
      let isWorkAbove = false;
      let isFirstLine = true;
      for (const [index, line] of lines.entries()) {
        const standsAlone = lines.length === 1 || (lines[index + 1]?.indent ?? 0) > line.indent;
        const heading = readReadingHeading(line, standsAlone);
        if (heading !== undefined) {
          conversation.list = {
            heading,
            at: note.at,
            indent: line.isItem ? line.indent : undefined,
            isFresh: true,
          };
          isFirstLine = false;
          continue;
        }
        const { list } = conversation;
        if (list?.indent !== undefined && !isFirstLine && line.indent <= list.indent)
          conversation.list = undefined;
        if (line.isHeading || (line.isBold && lines.length === 1)) {
          conversation.list = undefined;
          conversation.talkHeading = line.text;
        }
        const above = { text: lines[index - 1]?.text, work: works.at(-1), isWorkAbove };
        const found = findLineWorks(line, above, {
          heading: conversation.list && headingFor(conversation.list, line),
          talks: titles,
          isHeading: line.isHeading || (line.isBold && lines.length === 1),
          isInsideTalk: conversation.talkHeading !== undefined && namesPerson(conversation.talkHeading),
        });
        isWorkAbove = found.length > 0;
        works.push(...found);
        if (conversation.list !== undefined)
          conversation.list = continueList(conversation.list, line, found, note.at);
        isFirstLine = false;
      }
      if (conversation.list === undefined && conversation.talkHeading === undefined)
        conversations.delete(key);
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

/** What an item without a mark, an author or the look of a title takes from the trust in its list. */
const DOUBT = 0.25;

/** What the heading says for a line: less for one without a list mark, which may be about something else. */
function headingFor({ heading, isFresh }: OpenList, { isItem, text }: NoteLine): ReadingHeading {
  if (isItem || (isFresh && !/^\p{Ll}/u.test(text))) return heading;
  return { ...heading, weight: heading.weight - 2 * DOUBT };
}

/** The list behind one more line; undefined where the line shows that it has ended. */
function continueList(
  list: OpenList,
  line: NoteLine,
  found: readonly LineWork[],
  at: number,
): OpenList | undefined {
  const isAddress = /^https?:\S+$/i.test(line.text);
  if (found.length === 0) return isAddress || line.indent > 0 ? list : undefined;
  const isPlain = found.every(
    ({ title, authors, url }) => authors.length === 0 && url === undefined && weighTitleShape(title) <= 0,
  );
  const weight = list.heading.weight - (isPlain ? DOUBT : 0);
  return { ...list, heading: { ...list.heading, weight }, at, isFresh: false };
}

function namesPerson(heading: string): boolean {
  return heading
    .split(/\s[–—|-]+\s|[,:()[\]]\s*|\s(?:by|with|von|par|por)\s/u)
    .some((part) => isFullName(part.trim()));
}

function toMentions(works: readonly LineWork[], note: Note): WorkMention[] {
  const byWork = new Map<string, WorkMention>();
  for (const work of works) {
    const { start: _start, end: _end, ...mention } = work;
    const key = `${mention.kind} ${normaliseTitle(mention.title)}`;
    const known = byWork.get(key);
    if (known === undefined) byWork.set(key, { ...mention, noteId: note.id, role: 'recommendation' });
    else byWork.set(key, { ...mention, ...known });
  }
  return [...byWork.values()];
}
