import type { TalkId } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { Recap } from '#domain/recap/recap.ts';

/** The ids of a page's parts: unique, safe in an address, and the same when notes are added later. */
export interface Anchors {
  talk: ReadonlyMap<TalkId, string>;
  note: ReadonlyMap<NoteId, string>;
}

export function nameAnchors({ days, notes }: Pick<Recap, 'days' | 'notes'>): Anchors {
  const taken = new Set<string>();
  const talk = new Map<TalkId, string>();
  for (const { id, slug } of days.flatMap(({ talks }) => talks)) {
    talk.set(id, unique(`talk-${simplify(slug ?? id)}`, taken));
  }
  const note = new Map<NoteId, string>();
  for (const { id } of notes) note.set(id, unique(`note-${simplify(id)}`, taken));
  return { talk, note };
}

function simplify(name: string): string {
  return name.replace(/[^A-Za-z0-9.]+/g, '-').replace(/^-+|-+$/g, '');
}

function unique(name: string, taken: Set<string>): string {
  let anchor = name;
  for (let number = 2; taken.has(anchor); number += 1) anchor = `${name}-${number}`;
  taken.add(anchor);
  return anchor;
}
