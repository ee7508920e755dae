import { fold, foldedWords } from '#domain/language/tokenize.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { collapseSpace } from './check-quotes-and-links.ts';
import { isTypoOf } from './fuzzy-match.ts';

interface WorkContext {
  notes: ReadonlyMap<NoteId, Pick<Note, 'text'>>;
}

/** Returns why a work can't be listed, or null if its title is in its note, possibly with a typo. */
export function checkRecommendation(
  { title, noteId }: Pick<WorkMention, 'title' | 'noteId'>,
  { notes }: WorkContext,
): 'empty' | 'unknown-note' | 'name' | null {
  if (title.trim() === '') return 'empty';
  const note = notes.get(noteId);
  if (note === undefined) return 'unknown-note';
  return hasTitle(note.text, title) ? null : 'name';
}

/** Removes a work's comment unless it is copied from the line of the note that has the title, or the next. */
export function withSupportedComment(work: WorkMention, { notes }: WorkContext): WorkMention {
  const { comment, ...bare } = work;
  if (comment === undefined) return work;
  const wanted = collapseSpace(fold(comment));
  const lines = notes
    .get(work.noteId)!
    .text.split('\n')
    .filter((line) => line.trim() !== '');
  const isSupported = lines.some((line, index) => {
    const next = lines[index + 1] ?? '';
    const near = /^\s*(?:[-*•]|\p{Nd}{1,2}[.)])\s/u.test(next) ? line : `${line}\n${next}`;
    return collapseSpace(fold(near)).includes(wanted) && hasTitle(line, work.title);
  });
  return isSupported ? work : bare;
}

/** Returns whether a text contains a title, allowing for typos and a missing article at the start. */
function hasTitle(text: string, title: string): boolean {
  const [folded, wanted] = [collapseSpace(fold(text)), collapseSpace(fold(title))];
  if (folded.includes(wanted)) return true;
  const words = foldedWords(text);
  const parts = foldedWords(wanted.replace(/^(?:the|a|an) /, ''));
  const isHere = (index: number) =>
    parts.every((part, offset) => words[index + offset] !== undefined && isTypoOf(part, words[index + offset]!));
  return parts.length > 0 && words.some((_, index) => isHere(index));
}
