import type { Talk } from '#domain/conference/talk.ts';
import { tokenize } from '#domain/language/tokenize.ts';
import type { Note, NoteId, Span } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { normalizeTitle } from '#domain/reading-list/work-title.ts';
import { createTalkTitles } from '#domain/talk-mentions/talk-titles.ts';
import { type ReadingHeading, titleShapeScore } from './book-score.ts';
import { MENTIONS_BOOKS, maskOtherSenses, READING_MATTER } from './cue-patterns.ts';
import { findLineWorks } from './line-works.ts';
import { type LineWork, type NoteLine, splitNoteLines } from './note-lines.ts';
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
}

/** Time after its heading or last item when a list ends, in milliseconds. */
const LIST_LASTS = 30 * 60_000;

export function createWorkFinder(talks: readonly Pick<Talk, 'title' | 'speakers' | 'url'>[]): WorkFinder {
  const titles = createTalkTitles(talks);
  const conversations = new Map<string, Conversation>();
  return {
    find(note) {
      const key = `${note.channel} ${note.threadTs ?? ''}`;
      const conversation = conversations.get(key) ?? {};
      if (conversation.list !== undefined && note.at - conversation.list.at >= LIST_LASTS)
        conversation.list = undefined;
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
        const found = findLineWorks(
          line,
          { text: lines[index - 1]?.text, work: above },
          {
            heading: conversation.list && headingFor(conversation.list, line, note),
            talks: titles,
            isHeading,
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

/** Maximum number of words and characters in a heading. */
const MOST_HEADING_WORDS = 9;
const LONGEST_HEADING = 120;

/** "Fun reads", "What's everyone reading", "Stuff to read on the train". */
const READING = new RegExp(
  String.raw`^(?:\p{L}[\p{L}'’]*\s){0,4}(?:${READING_MATTER}|reading(?:s| list)?|on my (?:nightstand|bedside table|bookshelf|shelf|kindle|desk)|lectures)(?:\s(?:links|(?:on|for|from|in|before|after|about)(?:\s\S+){1,5}))?$`,
  'iu',
);
/** "What is everybody reading at the moment?" */
const READING_QUESTION =
  /^(?:what|which|was|que|qu['’]est|qué|cosa|wat|vad)(?!\p{L}).*(?<!\p{L})(?:reading|lest|lesen|lisez|lire|leyendo|leen|leggendo|lezen|läser)(?!\p{L}).*\?\s*$/iu;
/** Headings of lists of anything, where only items that look very much like books count. */
const RESOURCES =
  /^(?:\p{L}+\s){0,2}(?:references?|resources|recommend(?:ed|ations?)(?: (?:by|from|in) .+)?|sources?|quellen|empfehlungen|ressourcen|ressources|références|recommandations|recursos|referencias|recomendaciones|referências|recomendações|risorse|bronnen|källor)$/iu;
const ALSO_READING = /(?<!\p{L})(?:read|reading|lesen|lire|leer|ler|leggere|lezen|läsa)(?!\p{L})/iu;
const ARTICLES =
  /^(?:(?:some|more|other|recommended|related|good|useful|great|the|further)\s+)*(?:papers?|articles?|(?:blog )?posts?|essays?|artikel|artículos|artigos|articoli|论文|論文)(?:\s+(?:mentioned|to read|recommended|cited|referenced|discussed))?$/iu;
/** Mentions several books, or a list of them. A heading without a colon must do so, because talks have headings too. */
const LISTS_BOOKS =
  /^[^\p{L}]*(?:\p{L}+\s+){0,3}(?:\p{L}*(?:books|bücher)|books?[- ](?:list|tips?|rec\p{L}*|corner|suggestions?)|(?:buch|bücher)(?:tipps?|empfehlungen|liste)|livres|libros|libri|livros|boeken|böcker|bøger|bøker|knihy|książki|книги|kirjat|könyvek|kitaplar)(?!\p{L})/iu;
/** "Books she named" */
const BOOKS_OF_PEOPLE =
  /^(?:\p{L}+\s){0,3}\p{L}*(?:books|bücher|livres|libros)\s(?:(?:that|which)\s)?(?:he|she|they|we|i|you|people|everyone)\s\p{L}+(?:\s\p{L}+)?$/iu;
/** "Two types of book annotations", "Ebooks allow", "Approaches to physical books": not headings of book lists. */
const OTHER_NOUN =
  /(?:to|of)\s+(?:\p{L}+\s+)?\p{L}*books?(?!\p{L})|books?\s+(?!(?:on|for|from|in|to|about|by|of|at|we|i|you|he|she|they|that|the|this|which|my|our|his|her|everyone|people|worth|lists?|tips?|rec\p{L}*|mentioned|suggest\p{L}*|cited|referenced)(?!\p{L}))\p{Ll}/iu;
/** "What's everyone reading": people answer, with their names or in sentences. */
const ASKS_PEOPLE =
  /(?<!\p{L})(?:every(?:one|body)|who|you|we|team|alle|ihr|wer|vous|tout le monde|quién|todos)(?!\p{L})/iu;
/** Signs of a sentence, or of something other than a list. */
const SENTENCE =
  /[.,;%>→]|:\s|\s[–—-]+\s|(?<!\p{L})(?:i|we|you|they|he|she|it|is|are|was|were|has|have|had|will|would|should|can|could|need|wrote|club|coming|similar|about|like)(?!\p{L})/iu;

/** Returns whether a span is a link, or marked words that are only a part of the line. */
function isTitleLike({ kind, start }: Span): boolean {
  return kind === 'link' || (start > 0 && (kind === 'code' || kind === 'italic'));
}

function bare(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+|[\s:：*_.?!]+$/gu, '');
}

/**
 * Parses a line as the heading of a reading list; returns undefined if it isn't one. `isAlone` means that the line is
 * the whole note or has a list indented under it.
 */
function parseReadingHeading(line: NoteLine, isAlone: boolean): ReadingHeading | undefined {
  const isColon = /[:：]$/u.test(line.text);
  const isSet = isColon || line.isHeading;
  if (!(isSet || isAlone) || line.text.length > LONGEST_HEADING || line.spans.some(isTitleLike)) return undefined;
  const words = maskOtherSenses(bare(line.text));
  if (tokenize(words).length > MOST_HEADING_WORDS) return undefined;
  const asksPeople = ASKS_PEOPLE.test(words);
  const isPhrase = !SENTENCE.test(words);
  if (MENTIONS_BOOKS.test(words)) {
    const isList = isColon || (isPhrase && LISTS_BOOKS.test(words)) || BOOKS_OF_PEOPLE.test(words);
    if (isList && !OTHER_NOUN.test(words)) return { kind: 'book', weight: 3.5, asksPeople };
  }
  const last = words.split(/:\s+/).at(-1)!;
  if ((!SENTENCE.test(last) && READING.test(last)) || READING_QUESTION.test(line.text))
    return { kind: 'book', weight: 3.25, asksPeople };
  if (ARTICLES.test(words)) return { kind: 'article', weight: 3, asksPeople };
  // "Things to google / read": only items that look very much like books count.
  if (ALSO_READING.test(words) && isColon) return { kind: 'book', weight: 2.6, asksPeople };
  if (RESOURCES.test(words) || (ALSO_READING.test(words) && isSet)) return { kind: 'book', weight: 1.5, asksPeople };
  return undefined;
}
