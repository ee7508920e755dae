import { fold, tokenize } from '#domain/language/tokenize.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { findSpellings, mainTitle, normalizeTitle } from '#domain/reading-list/work-title.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { LIKES, MENTIONS_READING, READ_BEFORE, SECONDS } from './cue-patterns.ts';
import { commentAfter } from './line-works.ts';
import { splitNoteLines } from './note-lines.ts';

/** A recommended work and the words of its title without the subtitle. */
interface KnownWork {
  mention: WorkMention;
  words: string[];
  /** Two, so that a typo in one of them does no harm. */
  longestWords: string[];
  /** The notes that recommend it. */
  noteIds: Set<NoteId>;
}

/**
 * Finds notes that agree with another note's recommendation ("second ‹title›, we used …"), by note. The note must have
 * words of agreement and either the title, with at most one typo, or its first words. A one-word title must be written
 * like a name.
 */
export function findAgreements(notes: readonly Note[], mentions: readonly WorkMention[]): Map<NoteId, WorkMention[]> {
  const works = collectWorks(mentions);
  const agreements = new Map<NoteId, WorkMention[]>();
  if (works.length === 0) return agreements;
  for (const note of notes) {
    if (![SECONDS, LIKES, MENTIONS_READING].some((pattern) => pattern.test(note.text))) continue;
    const found = splitNoteLines(note).flatMap((line) => findInLine(line.text, note, works));
    if (found.length > 0) agreements.set(note.id, found);
  }
  return agreements;
}

function collectWorks(mentions: readonly WorkMention[]): KnownWork[] {
  const works = new Map<string, KnownWork>();
  for (const mention of mentions) {
    if (mention.kind !== 'book' && mention.kind !== 'article') continue;
    const title = normalizeTitle(mainTitle(mention.title));
    const words = title.split(' ');
    const longestWords = words.toSorted((a, b) => b.length - a.length).slice(0, 2);
    const known = works.get(title) ?? { mention, words, longestWords, noteIds: new Set() };
    known.noteIds.add(mention.noteId);
    if (known.mention.isUnsure) known.mention = mention;
    works.set(title, known);
  }
  return [...works.values()];
}

interface FoldedWord {
  folded: string;
  start: number;
  end: number;
}

function findInLine(line: string, note: Note, works: readonly KnownWork[]): WorkMention[] {
  const words = tokenize(line).flatMap(foldWord);
  const written = new Set(words.map(({ folded }) => folded));
  return works.flatMap((work): WorkMention[] => {
    if (work.noteIds.has(note.id) || !work.longestWords.some((word) => written.has(word))) return [];
    const match = findTitle(words, work.words);
    if (match === undefined || !isAgreement(line, match, work)) return [];
    const comment = commentAfter(line, match.end, line.length);
    const { kind, title, authors, isUnsure, url: linked } = work.mention;
    const url = kind === 'book' ? undefined : linked;
    return [{ kind, title, authors, noteId: note.id, role: 'agreement', ...omitUndefined({ url, comment, isUnsure }) }];
  });
}

/** Splits a word as {@link normalizeTitle} does: at hyphens, but not at apostrophes and dots. */
function foldWord({ text, start, end }: { text: string; start: number; end: number }): FoldedWord[] {
  return normalizeTitle(text)
    .split(' ')
    .map((folded) => ({ folded: folded === '' ? fold(text) : folded, start, end }));
}

interface TitleMatch {
  start: number;
  end: number;
  isWhole: boolean;
}

/** Finds consecutive words of a title, at most one of them misspelled: all of them, or only the first ones. */
function findTitle(words: readonly FoldedWord[], title: readonly string[]): TitleMatch | undefined {
  let best: { from: number; length: number } = { from: 0, length: 0 };
  for (let from = 0; from < words.length; from++) {
    let typos = 0;
    let length = 0;
    while (length < title.length && from + length < words.length) {
      const written = words[from + length]!.folded;
      if (written !== title[length] && (!isTypo(written, title[length]!) || ++typos > 1)) break;
      length++;
    }
    // One misspelled word alone is not a title.
    if (length - typos > 0 && length > best.length) best = { from, length };
  }
  if (best.length === 0) return undefined;
  const match = { start: words[best.from]!.start, end: words[best.from + best.length - 1]!.end };
  if (best.length === title.length) return { ...match, isWhole: true };
  const letters = title.slice(0, best.length).join('').length;
  return best.length >= 2 && letters >= PART_LENGTH ? { ...match, isWhole: false } : undefined;
}

/** Number of letters that the first words of a title must have to identify it. */
const PART_LENGTH = 12;

function isTypo(written: string, word: string): boolean {
  if (Math.abs(written.length - word.length) > 1 || word.length < 5) return false;
  // findSpellings only compares titles of some length, so the words are padded.
  const frame = 'in a frame';
  return findSpellings([`${word} ${frame}`, `${written} ${frame}`]).get(`${written} ${frame}`) === `${word} ${frame}`;
}

function isAgreement(line: string, { start, end, isWhole }: TitleMatch, work: KnownWork): boolean {
  const before = line.slice(0, start).replace(/(?:^|\s)(?:the|an?|["“„«_])+\s*$/i, ' ');
  const written = line.slice(start, end);
  const seconds = SECONDS.test(line);
  if (work.words.length === 1) {
    const isName = /^\p{Lu}/u.test(written) && start > 0;
    return isWhole && isName && (seconds || READ_BEFORE.test(before));
  }
  if (seconds || READ_BEFORE.test(before)) return true;
  return isWhole && /^\p{Lu}/u.test(written) && (LIKES.test(line) || MENTIONS_READING.test(line));
}
