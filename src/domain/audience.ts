import { type CapturedNote, type CaptureWay, isTyped } from './captured-note.ts';

/** Where something would be shown: a channel of the workspace. */
export interface Place {
  channel: string;
}

/** What a person does to a message of their own contributes it; to somebody else's it doesn't. */
const POINTED_AT: ReadonlySet<CaptureWay> = new Set(['shortcut', 'reaction', 'mention']);

/** Did the author give the note to the recap by an act of their own? */
function isContributed(note: Pick<CapturedNote, 'captures' | 'authorId'>): boolean {
  // What a person types for the recap is written for all who read it.
  return isTyped(note) || note.captures.some(({ way, by }) => POINTED_AT.has(way) && by === note.authorId);
}

/** Did somebody choose this very note, so that it is no small talk however short it is? */
export function isDeliberate(note: Pick<CapturedNote, 'captures'>): boolean {
  return isTyped(note) || note.captures.some(({ way }) => POINTED_AT.has(way));
}

/**
 * May a note be shown in a place? Nobody's words reach a wider audience than they were written for: what was written
 * where only members read stays there, unless its author contributed it.
 */
export function mayAppearIn(
  note: Pick<CapturedNote, 'captures' | 'authorId' | 'channel' | 'fromPrivate'>,
  place: Place,
): boolean {
  return !note.fromPrivate || note.channel === place.channel || isContributed(note);
}
