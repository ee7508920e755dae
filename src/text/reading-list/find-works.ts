import type { Talk } from '#domain/conference/talk.ts';
import { isFullName } from '#domain/language/person-names.ts';
import { tokenize } from '#domain/language/tokenize.ts';
import type { Note } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { normalizeTitle } from '#domain/reading-list/work-title.ts';
import { createTalkTitles } from '#domain/talk-mentions/talk-index.ts';
import { findAgreements } from './agreements.ts';
import { type LineContext, type ReadingHeading, titleShapeScore } from './book-score.ts';
import { MENTIONS_BOOKS, maskOtherSenses, mayMentionWork } from './cue-patterns.ts';
import { findLineWorks } from './line-works.ts';
import { type LineWork, type NoteLine, splitNoteLines } from './note-lines.ts';

/** Finds the works that notes recommend, one note after another. */
export interface WorkFinder {
  /**
   * Returns the works that a note recommends, as it writes them. Notes must come in order of time, because a list may
   * continue over the next messages of a conversation.
   */
  find(note: Note): WorkMention[];
}

/** A list that may continue in the next message, and the heading of the talk being noted. */
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
      if (conversation.list === undefined && !mayHaveWorks(note)) return [];
      const works: LineWork[] = [];
      const lines = splitNoteLines(note);
      let isWorkAbove = false;
      let isFirstLine = true;
      for (const [index, line] of lines.entries()) {
        const isAlone = lines.length === 1 || (lines[index + 1]?.indent ?? 0) > line.indent;
        const heading = parseReadingHeading(line, isAlone);
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
        const previous = { text: lines[index - 1]?.text, work: works.at(-1), isWorkAbove };
        const found = findLineWorks(line, previous, {
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
 * Finds all works that `notes` (in order of time) recommend, and who agreed: a note that only supports another's
 * recommendation adds its author to that work's entry.
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

function mayHaveWorks({ text, spans }: Note): boolean {
  return (
    spans.some(({ kind }) => kind === 'italic' || kind === 'link' || kind === 'heading' || kind === 'bold') ||
    mayMentionWork(text)
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

/** Words, and characters without and with marks, that a heading has at most. */
const LONGEST_HEADING = 9;
const LONGEST_TEXT = 120;
const LONGEST_LINE = 500;

/** Headings of lists of things to read, of any kind. */
const READING =
  /^(?:(?:list of|some|my|our|more|other|further|additional|recommended|suggested|related|good|useful|required|essential|optional|great)\s+)*(?:reading(?:s| lists?| material| recommendations?| tips)?|reads|(?:things )?to[- ]read(?: list)?|must[- ]reads?|worth reading|literature|bibliography|lesetipps?|leseliste|lesestoff|lektüre|literatur(?:tipps|liste|empfehlungen)?|zum (?:weiter)?lesen|lectures?|à lire|lectures (?:conseillées|recommandées)|pour aller plus loin|bibliographie|lecturas?(?: recomendadas?)?|para leer|bibliografía|leituras?(?: recomendadas?)?|para ler|bibliografia|letture(?: consigliate)?|da leggere|leestips?|leeslijst|om te lezen|lästips|läslista|att läsa|læseliste|literatura|do przeczytania|что (?:по)?читать|читать|литература|おすすめ|参考文献|推荐阅读|阅读)(?:\s+(?:list|tips|recommendations?|suggestions?|material|links))?$/iu;
/** Lists of anything: only what looks very much like a book is one. */
const RESOURCES =
  /^(?:(?:some|more|other|additional|further|useful|good|great)\s+)*(?:references?|resources|recommendations?|sources?|bibliography|quellen|empfehlungen|ressourcen|ressources|références|recommandations|recursos|referencias|recomendaciones|referências|recomendações|risorse|bronnen|källor)$/iu;
const ALSO_READING = /(?<!\p{L})(?:read|reading|lesen|lire|leer|ler|leggere|lezen|läsa)(?!\p{L})/iu;
const ARTICLES =
  /^(?:(?:some|more|other|recommended|related|good|useful|great|the|further)\s+)*(?:papers?|articles?|(?:blog )?posts?|essays?|artikel|articles|artículos|artigos|articoli|论文|論文)(?:\s+(?:mentioned|to read|recommended|cited|referenced|discussed))?$/iu;

/**
 * Parses a line as the heading of a reading list; undefined if it isn't one. `isAlone` says that the line is the whole
 * note or has a list indented under it.
 */
function parseReadingHeading(line: NoteLine, isAlone: boolean): ReadingHeading | undefined {
  const colon = /[:：]$/u.test(line.text);
  if (!(colon || line.isHeading || line.isBold || isAlone)) return undefined;
  if (line.text.length > LONGEST_LINE || line.spans.some(({ kind }) => kind === 'link')) return undefined;
  const words = maskOtherSenses(line.text.replace(/^[#\s]+|[\s:：*_.]+$/gu, ''));
  if (words.length > LONGEST_TEXT || tokenize(words).length > LONGEST_HEADING) return undefined;
  if (MENTIONS_BOOKS.test(words)) {
    if (!colon && !ABOUT_BOOKS.test(words)) return undefined;
    return { kind: 'book', weight: MIXED.test(words) ? 3 : 3.5 };
  }
  if (READING.test(words)) return { kind: 'book', weight: 3 };
  if (ARTICLES.test(words)) return { kind: 'article', weight: 3 };
  // "Things to google / read": only what looks very much like a book is one.
  if (RESOURCES.test(words) || (ALSO_READING.test(words) && (line.isHeading || colon))) {
    return { kind: 'book', weight: 1.5 };
  }
  return undefined;
}

const MIXED =
  /(?<!\p{L})(?:papers?|articles?|links?|talks?|videos?|posts?|blogs?|podcasts?|artikel|liens|enlaces)(?!\p{L})/iu;

/** A heading without a colon must say only that books follow, as talks have headings, too. */
const ABOUT_BOOKS =
  /^[^\p{L}]*(?:(?:some|my|our|his|her|their|more|other|further|recommended|suggested|mentioned|related|good|great|favou?rite|useful|best|top|the|these|gute|empfohlene|weitere|autres|quelques|algunos|outros)\s+|\p{N}+\s+)*\p{L}*(?:books?|bücher|buchtipps?|buchempfehlungen|livres|libros|libri|livros|boeken|böcker|bøger|bøker|knihy|książki|книги|kirjat|könyvek|kitaplar)(?:\s+(?:&|and|und|et|y|e|en|og|och|mentioned|recommended|recommendations?|tips?|list|lists?|to|zum|à|para|read|lesen|lire|leer|ler|worth|reading|cited|referenced|discussed|from|of|in|on|the|this|talk|session|day|slides?|links?|articles?|papers?|videos?|recommandés|recomendados|consigliati|aanbevolen)|\s*[/+,&]\s*\p{L}+)*[^\p{L}]*$/iu;

/** A list under a heading. It may continue over the next messages of a conversation. */
interface OpenList {
  heading: ReadingHeading;
  /** Who wrote the heading. */
  authorId: string;
  /** When its heading or last item was written, in milliseconds since the epoch. */
  at: number;
  /** Indent of the heading if it is a list item: the list is what is indented deeper. */
  indent: number | undefined;
  isEmpty: boolean;
}

/** A list ends this long after its heading or last item, in milliseconds. */
const LIST_LASTS = 30 * 60_000;

function openList(heading: ReadingHeading, line: NoteLine, { at, authorId }: Note): OpenList {
  return { heading, authorId, at, indent: line.isItem ? line.indent : undefined, isEmpty: true };
}

function hasLapsed(list: OpenList, note: Note): boolean {
  return note.at - list.at >= LIST_LASTS;
}

/** How much an item that is not marked, has no author and doesn't look like a title lowers the trust in its list. */
const DOUBT = 0.25;

/**
 * Returns the heading as it applies to a line: weaker for one without a list mark, which may be about something else,
 * and weakest if somebody else wrote it.
 */
function headingFor(list: OpenList, { isItem, text }: NoteLine, { authorId }: Note): LineContext['heading'] {
  const { heading, isEmpty } = list;
  const isOwn = authorId === list.authorId;
  if (isItem || (isOwn && isEmpty && !/^\p{Ll}/u.test(text))) return heading;
  return { ...heading, weight: heading.weight - (isOwn ? 2 : 4) * DOUBT };
}

/** Returns the list after one more line; undefined if the line shows that it has ended. */
function continueList(list: OpenList, line: NoteLine, found: readonly LineWork[], note: Note): OpenList | undefined {
  const { weight } = list.heading;
  const withWeight = (left: number): OpenList => {
    return { ...list, heading: { ...list.heading, weight: left }, at: note.at, isEmpty: false };
  };
  if (found.length === 0) {
    // What somebody else says in between doesn't end it.
    if (note.authorId !== list.authorId) return list;
    if (line.indent > 0 || /^https?:\S+$/i.test(line.text)) return list;
    return line.isItem && weight > 4 * DOUBT ? withWeight(weight - 2 * DOUBT) : undefined;
  }
  const isPlain = found.every(
    ({ title, authors, url }) => authors.length === 0 && url === undefined && titleShapeScore(title) <= 0,
  );
  return withWeight(isPlain ? weight - DOUBT : weight);
}
