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
  /** The notes that recommend it. */
  noteIds: Set<NoteId>;
}

/** A word that more works than this share is not looked up. */
const MOST_PER_WORD = 20;

/**
 * Finds notes that agree with another note's recommendation ("second ‹title›, we used …"), by note. The note must have
 * words of agreement and either the title, with at most one typo, or its first words. A one-word title must be written
 * like a name.
 */
export function findAgreements(notes: readonly Note[], mentions: readonly WorkMention[]): Map<NoteId, WorkMention[]> {
  const works = collectWorks(mentions);
  const byWord = indexByWord(works);
  const agreements = new Map<NoteId, WorkMention[]>();
  if (works.length === 0) return agreements;
  for (const note of notes) {
    if (!mayMention(note.text, byWord)) continue;
    if (!SECONDS.test(note.text) && !LIKES.test(note.text) && !MENTIONS_READING.test(note.text)) continue;
    const found = splitNoteLines(note).flatMap((line) => findInLine(line.text, note, byWord));
    if (found.length > 0) agreements.set(note.id, found);
  }
  return agreements;
}

/** Returns whether a text has any word of a known title; cheap, because most notes don't. */
function mayMention(text: string, byWord: ReadonlyMap<string, KnownWork[]>): boolean {
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}\p{N}]+/gu)) if (byWord.has(word)) return true;
  return /[^\x00-\x7f]/.test(text) && tokenize(fold(text)).some(({ text: word }) => byWord.has(word));
}

function collectWorks(mentions: readonly WorkMention[]): KnownWork[] {
  const works = new Map<string, KnownWork>();
  for (const mention of mentions) {
    if (mention.kind !== 'book' && mention.kind !== 'article') continue;
    const title = normalizeTitle(mainTitle(mention.title));
    const known = works.get(title);
    if (known !== undefined) {
      known.noteIds.add(mention.noteId);
      if (known.mention.isUnsure) known.mention = mention;
    } else works.set(title, { mention, words: title.split(' '), noteIds: new Set([mention.noteId]) });
  }
  return [...works.values()];
}

/** Indexes each work by its two longest words, so that a typo in one of them does no harm. */
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
    const match = findTitle(words, work.words);
    if (match === undefined || !isAgreement(line, match, work)) continue;
    const comment = commentAfter(line, match.end, line.length);
    const { kind, title, authors, isUnsure } = work.mention;
    const url = kind === 'book' || work.mention.url === undefined ? {} : { url: work.mention.url };
    found.push({
      kind,
      title,
      authors,
      ...url,
      noteId: note.id,
      ...omitUndefined({ comment, isUnsure }),
      role: 'agreement',
    });
  }
  return found;
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
