import type { Talk } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { findWorks } from '#text/reading-list/find-works.ts';
import { wordingOf } from '#text/sentences/classify-words.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import type { NoteBody } from './unit.ts';

/** A note on a book is also a point if it says so many words more. */
const TELLS_MORE = 6;

/** A word of these is in every note on something to read; other notes needn't be searched for works. */
const READING =
  /(?<!\p{L})(?:books?|papers?|articles?|videos?|(?:re-?)?read(?:ing)?|recommend|chapter|isbn|by\s\p{Lu}|b[uü]ch|lesen|artikel|livres?|lire|libros?|libri|leer|livros?|ler|leggere|boek|lezen|bok|läsa|bog)|книг|чита|本|书|書|책/iu;

/** Returns whether a text may mention something to read. A cheap filter with false positives. */
export function mayMentionReading(text: string): boolean {
  return READING.test(text);
}

/**
 * Finds notes that only recommend works, or agree with a recommendation. They are in the reading list, so they are not
 * points as well.
 */
export function findWorkOnlyNotes(told: readonly NoteBody[], talk: Talk | null): Set<NoteId> {
  const byNote = Map.groupBy(
    findWorks(
      told.map(({ note }) => note),
      talk === null ? [] : [talk],
    ).filter(({ kind }) => kind === 'book' || kind === 'article' || kind === 'video'),
    ({ noteId }) => noteId,
  );
  const only = new Set<NoteId>();
  for (const { note, text } of told) {
    const works = byNote.get(note.id);
    if (works === undefined) continue;
    let rest = text;
    for (const { title, authors, comment } of works) {
      for (const known of [comment ?? '', title, ...authors]) if (known !== '') rest = rest.replace(known, ' ');
    }
    if (
      works.some(({ role }) => role === 'agreement') ||
      contentOf(rest).stems.length < TELLS_MORE ||
      wordingOf(rest).telling < TELLS_MORE
    ) {
      only.add(note.id);
    }
  }
  return only;
}
