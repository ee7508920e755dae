import { fold, tokenize } from '#domain/language/tokenize.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { findSpellings, mainTitle, normalizeTitle } from '#domain/reading-list/work-title.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { LIKES, READ_BEFORE, SECONDS, SPEAKS_OF_READING } from './cue-patterns.ts';
import { splitNoteLines } from './note-lines.ts';
import { readComment } from './work-comments.ts';

/** A work that somebody recommends, by the words of its title without the subtitle. */
interface KnownWork {
  mention: WorkMention;
  words: string[];
  /** Notes that recommend it themselves. */
  noteIds: Set<NoteId>;
}

/** More works than this share a word only where it says nothing. */
const MOST_PER_WORD = 20;

/**
 * Finds notes that nod to a work which another note recommends ("second ‹title›, we used …"), by note. A title
 * counts where the note spells it out (a slip of the pen apart) or its first words, beside words of agreement; one
 * of a single word only where it is written as a name.
 */
export function findAgreements(notes: readonly Note[], mentions: readonly WorkMention[]): Map<NoteId, WorkMention[]> {
  const works = collectWorks(mentions);
  const byWord = indexByWord(works);
  const agreements = new Map<NoteId, WorkMention[]>();
  if (works.length === 0) return agreements;
  for (const note of notes) {
    if (!mayName(note.text, byWord)) continue;
    if (!SECONDS.test(note.text) && !LIKES.test(note.text) && !SPEAKS_OF_READING.test(note.text)) continue;
    const found = splitNoteLines(note).flatMap((line) => findInLine(line.text, note, byWord));
    if (found.length > 0) agreements.set(note.id, found);
  }
  return agreements;
}

/** Is any word of a known title in a text? Cheap, so that most notes are passed over at once. */
function mayName(text: string, byWord: ReadonlyMap<string, KnownWork[]>): boolean {
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}\p{N}]+/gu)) if (byWord.has(word)) return true;
  // Accents and compatibility forms are folded in titles.
  return /[^\x00-\x7f]/.test(text) && tokenize(fold(text)).some(({ text: word }) => byWord.has(word));
}

function collectWorks(mentions: readonly WorkMention[]): KnownWork[] {
  const works = new Map<string, KnownWork>();
  for (const mention of mentions) {
    if (mention.kind !== 'book' && mention.kind !== 'article') continue;
    const title = normalizeTitle(mainTitle(mention.title));
    const known = works.get(title);
    if (known !== undefined) known.noteIds.add(mention.noteId);
    else works.set(title, { mention, words: title.split(' '), noteIds: new Set([mention.noteId]) });
  }
  return [...works.values()];
}

/** Each work under its two longest words, so that a slip of the pen in one leaves the other. */
function indexByWord(works: readonly KnownWork[]): Map<string, KnownWork[]> {
  const byWord = new Map<string, KnownWork[]>();
  for (const work of works) {
    const longest = [...new Set(work.words)].sort((a, b) => b.length - a.length).slice(0, 2);
    for (const word of longest) {
      const known = byWord.get(word);
      if (known === undefined) byWord.set(word, [work]);
      else if (known.length < MOST_PER_WORD) known.push(work);
    }
  }
  return byWord;
}

interface FoldedWord {
  folded: string;
  start: number;
  end: number;
}

function findInLine(line: string, note: Note, byWord: ReadonlyMap<string, KnownWork[]>): WorkMention[] {
  const words = tokenize(line).flatMap(foldWord);
  const candidates = new Set<KnownWork>();
  for (const { folded } of words) for (const work of byWord.get(folded) ?? []) candidates.add(work);
  const found: WorkMention[] = [];
  for (const work of candidates) {
    if (work.noteIds.has(note.id)) continue;
    const place = findTitle(words, work.words);
    if (place === undefined || !isAgreement(line, place, work)) continue;
    const comment = readComment(line, place.end, line.length);
    const { kind, title, authors } = work.mention;
    const url = kind === 'book' || work.mention.url === undefined ? {} : { url: work.mention.url };
    found.push({
      kind,
      title,
      authors,
      ...url,
      noteId: note.id,
      ...omitUndefined({ comment }),
      role: 'agreement',
    });
  }
  return found;
}

/** Words as {@link normalizeTitle} has them: hyphens part, apostrophes and dots within don't. */
function foldWord({ text, start, end }: { text: string; start: number; end: number }): FoldedWord[] {
  return normalizeTitle(text)
    .split(' ')
    .map((folded) => ({ folded: folded === '' ? fold(text) : folded, start, end }));
}

interface TitlePlace {
  start: number;
  end: number;
  isWhole: boolean;
}

/** Where the title's words stand in a row, one of them misspelt at most, or its first words alone. */
function findTitle(words: readonly FoldedWord[], title: readonly string[]): TitlePlace | undefined {
  let best: { from: number; length: number } = { from: 0, length: 0 };
  for (let from = 0; from < words.length; from++) {
    let slips = 0;
    let length = 0;
    while (length < title.length && from + length < words.length) {
      const written = words[from + length]!.folded;
      if (written !== title[length] && (!isSlip(written, title[length]!) || ++slips > 1)) break;
      length++;
    }
    // A title all of whose words but a misspelt one are missing is another text.
    if (length - slips > 0 && length > best.length) best = { from, length };
  }
  if (best.length === 0) return undefined;
  const place = { start: words[best.from]!.start, end: words[best.from + best.length - 1]!.end };
  if (best.length === title.length) return { ...place, isWhole: true };
  const letters = title.slice(0, best.length).join('').length;
  return best.length >= 2 && letters >= PART_LENGTH ? { ...place, isWhole: false } : undefined;
}

/** Letters that the first words of a title must have to stand for it. */
const PART_LENGTH = 12;

function isSlip(written: string, word: string): boolean {
  if (Math.abs(written.length - word.length) > 1 || word.length < 5) return false;
  // Spellings are told apart in titles of some length only: the words are compared within one.
  const frame = 'in a frame';
  return findSpellings([`${word} ${frame}`, `${written} ${frame}`]).get(`${written} ${frame}`) === `${word} ${frame}`;
}

function isAgreement(line: string, { start, end, isWhole }: TitlePlace, work: KnownWork): boolean {
  const before = line.slice(0, start).replace(/(?:^|\s)(?:the|an?|["“„«_])+\s*$/i, ' ');
  const written = line.slice(start, end);
  const seconds = SECONDS.test(line);
  if (work.words.length === 1) {
    const isName = /^\p{Lu}/u.test(written) && start > 0;
    return isWhole && isName && (seconds || READ_BEFORE.test(before));
  }
  if (seconds || READ_BEFORE.test(before)) return true;
  return isWhole && /^\p{Lu}/u.test(written) && (LIKES.test(line) || SPEAKS_OF_READING.test(line));
}
