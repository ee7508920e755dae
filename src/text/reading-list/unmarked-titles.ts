import { isFullName } from './author-names.ts';
import {
  BOOK_BEFORE,
  BOOK_DIRECTLY_AFTER,
  BOOK_LABEL_BEFORE,
  READ_BEFORE,
  SPEAKS_OF_BOOKS,
  SPEAKS_OF_READING,
} from './cue-patterns.ts';
import { addBook, isTaken, type LineReading, leadOf, type Stretch, tidyTitle, weigh } from './line-parser.ts';
import { mayBePerson, readAuthorsAfter, splitNamedTitle, type TiedAuthors } from './title-authors.ts';
import { readItemTitle, readTitleRun, type TitleRun } from './title-candidates.ts';
import { weighTitleShape } from './title-likeness.ts';

const CAPITAL = /(?<![\p{L}\p{N}\p{M}'’-])[\p{Lu}\p{Lt}\p{N}\p{Lo}]/gu;
const PLURAL =
  /(?:books|bücher\p{L}*|livres|libros|libri|livros|boeken|böcker|bøger|bøker|knihy|książki|книги)[^.!?;]*$/iu;

/** Reads titles in plain text behind words that announce them: "the book …", "books: …, … and …", "reread …". */
export function readRuns(reading: LineReading): void {
  const { plain, sentenceStarts } = reading;
  if (!SPEAKS_OF_BOOKS.test(plain) && !SPEAKS_OF_READING.test(plain)) return;
  const label = readLabelled(reading);
  for (const { index } of plain.matchAll(CAPITAL)) {
    if (index === label || isTaken(reading, index, index + 1)) continue;
    const before = leadOf(plain, sentenceStarts, index);
    const isCalled = BOOK_BEFORE.test(before) || BOOK_LABEL_BEFORE.test(before);
    const verb = isCalled ? undefined : READ_BEFORE.exec(before)?.[1];
    if (!isCalled && verb === undefined) continue;
    const areSeveral = PLURAL.test(before);
    let run = readTitleRun(plain, index, areSeveral);
    while (run !== undefined) {
      const isLast = !addRun(reading, run, before, verb);
      if (isLast || !(areSeveral || verb !== undefined)) break;
      const next = /^\s*(?:,\s*(?:and|und|et|y|e|en|og|och|&)?|;|(?:and|und|et|y|e|en|og|och|&)\s)\s*/iu.exec(
        plain.slice(run.end),
      );
      const from: number = run.end + (next?.[0].length ?? 0);
      run = next !== null && /^\p{Lu}/u.test(plain.slice(from)) ? readTitleRun(plain, from, areSeveral) : undefined;
    }
  }
}

/** Who follows "the book" and then acts is a person: "the book Jane Doe wrote". */
const ACTS =
  /^\s+(?:wrote|writes|has|is writing|published|recommend|mention|talk|like|gave|says|said|told|uses?|used)/iu;

function addRun(reading: LineReading, run: TitleRun, listLead: string, verb: string | undefined): boolean {
  const { plain } = reading;
  const title = plain.slice(run.start, run.end);
  if ((isFullName(title) || !title.includes(' ')) && ACTS.test(plain.slice(run.end))) return false;
  if (verb !== undefined && !isUnmistakable(title, verb)) return false;
  const stretch = splitOwner({ mark: 'plain', ...run, title, listLead });
  const weighed = weigh(reading, stretch);
  if (weighed.weight <= (verb === undefined ? 0 : -0.5)) return false;
  addBook(reading, stretch, weighed);
  return true;
}

/** "Jane Doe's Some Title": the owner is the author. One word alone may be part of the title. */
function splitOwner(stretch: Stretch): Stretch {
  const [whole = '', owner = ''] = /^(\S+(?:\s\S+){1,3})['’]s\s+(?=\p{Lu})/u.exec(stretch.title) ?? [];
  if (!mayBePerson(owner)) return stretch;
  const authors: TiedAuthors = {
    names: [owner],
    areFull: true,
    areSeveral: false,
    end: 0,
    tie: 'possessive',
  };
  return {
    ...stretch,
    title: stretch.title.slice(whole.length),
    start: stretch.start + whole.length,
    authors,
  };
}

/** Much is read that is no book; a title is one where it has an article or several words with a small one within. */
function isUnmistakable(title: string, verb: string): boolean {
  const words = title.split(' ');
  if (words.length < 2) return false;
  if (/^(?:The|An?|Der|Die|Das|Le|La|Les|El|Los|Il)\s/u.test(title)) return true;
  const hasSmallWord = words
    .slice(1, -1)
    .some((word) => /^\p{Ll}/u.test(word) && !/^(?:and|or|und|et|y|e)$/.test(word));
  const isJoined = words.length === 3 && !hasSmallWord && /^\p{Ll}/u.test(words[1]!);
  return words.length >= 3 && !isJoined && (hasSmallWord || /^\p{Ll}/u.test(verb));
}

const LABEL = /^[^:–—>|/\uFFFC]{0,50}(?::|\s[–—-]+)\s+/u;
const LONGEST_LABEL = 7;

const SEVERAL = /[,;]\s+\S|\s(?:and|und|et|y|e|en|og|och|&)\s/iu;
/** A label that is the beginning of a sentence rather than the name of what follows. */
const CLAUSE =
  /(?<!\p{L})(?:how|why|what|when|where|if|wie|warum|was|comment|pourquoi|cómo|qué|is|are|was|has|have|should|can|will)(?!\p{L})|(?:\S+\s+){6}/iu;

/** "Book: just enough software architecture": behind a label, a title in whatever case. */
function readLabelled(reading: LineReading): number | undefined {
  const { plain } = reading;
  const label = LABEL.exec(plain)?.[0];
  if (label === undefined || label.split(/\s+/).length > LONGEST_LABEL) return undefined;
  if (!BOOK_BEFORE.test(label) && !BOOK_LABEL_BEFORE.test(label)) return undefined;
  if (PLURAL.test(label) && SEVERAL.test(plain.slice(label.length))) return undefined;
  const run = readItemTitle(plain, label.length);
  if (run === undefined) return undefined;
  // In lower case what follows may be anything, unless the label is short and a noun.
  if (/^\p{Ll}/u.test(plain.slice(run.start)) && CLAUSE.test(label)) return undefined;
  addTitle(reading, { mark: 'plain', ...run, title: plain.slice(run.start, run.end) });
  return run.start;
}

/** Reads a title that begins the line, in plain text: "Ruby under a microscope", "The Goal (Goldratt)". */
export function readItem(reading: LineReading): void {
  const { plain, context } = reading;
  const run = /^[\p{L}\p{N}¿¡]/u.test(plain) ? readItemTitle(plain, 0) : undefined;
  if (run === undefined || isTaken(reading, 0, run.end)) return;
  // "Some Title book is great": the title ends before the noun.
  const named = readTitleRun(plain, 0);
  if (named !== undefined && BOOK_DIRECTLY_AFTER.test(plain.slice(named.end))) {
    addTitle(reading, { mark: 'plain', ...named, title: plain.slice(0, named.end) });
    return;
  }
  const title = plain.slice(run.start, run.end);
  // What leads up to a marked title is none itself.
  const lead = /^[\s:,–—-]*(?=\uFFFC)/u.exec(plain.slice(run.end));
  if (lead !== null && !/^https?:/i.test(reading.line.text.slice(run.end + lead[0].length))) return;
  // "Carol Dweck - Mindset": the name comes first.
  const dash = /^\s*[–—-]+\s+(?=\p{Lu})/u.exec(plain.slice(run.end));
  if (dash !== null && isFullName(title)) {
    const behind = readItemTitle(plain, run.end + dash[0].length);
    if (behind !== undefined && !isFullName(plain.slice(behind.start, behind.end))) {
      const authors: TiedAuthors = {
        names: [title],
        areFull: true,
        areSeveral: false,
        end: 0,
        tie: 'before',
      };
      addTitle(reading, { mark: 'plain', ...behind, title: plain.slice(behind.start, behind.end), authors });
      return;
    }
  }
  if (context.heading?.kind === 'article' && reading.line.isItem && weighTitleShape(title) >= 0) {
    const authors = readAuthorsAfter(plain.slice(run.end));
    const end = run.end + (authors?.end ?? 0);
    reading.works.push({
      kind: 'article',
      title: tidyTitle(title),
      authors: authors?.names ?? [],
      start: run.start,
      end,
    });
    return;
  }
  addTitle(reading, { mark: 'plain', ...run, title });
}

function addTitle(reading: LineReading, whole: Stretch): void {
  // "The Goal book": the noun is no part of the title.
  const noun = /\s+(?:e-?)?book$/i.exec(whole.title)?.[0].length ?? 0;
  const stretch = { ...whole, title: whole.title.slice(0, whole.title.length - noun), end: whole.end - noun };
  const named = stretch.authors === undefined ? splitNamedTitle(stretch.title) : undefined;
  const authors: TiedAuthors | undefined = named && {
    names: named.names,
    areFull: true,
    areSeveral: false,
    end: 0,
    tie: 'before',
  };
  const full = named === undefined ? stretch : { ...stretch, title: named.title, authors };
  const weighed = weigh(reading, full);
  if (weighed.weight > 0) addBook(reading, full, weighed);
}
