import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Talk } from '#domain/conference/talk.ts';
import { type Note, type NoteId, noteId } from '#domain/notes/note.ts';
import { placeNotes } from '#domain/placement/batch-placer.ts';
import { sortIntoSections } from '#domain/recap/sections.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';
import { openExport } from '#slack-export/open-export.ts';
import { summarizeExtractively } from '#text/summary/summarize-extractively.ts';
import type { Claim } from './claims.ts';

const ROOT = join(import.meta.dirname, '../..');
const CONFERENCES = {
  toronto: join(ROOT, 'examples/devopsdays-toronto-2016'),
  pdx: join(ROOT, 'test/fixtures/devopsdays-pdx-2017'),
};
export type ConferenceName = keyof typeof CONFERENCES;

export interface NotedTalk {
  conference: ConferenceName;
  talk: Talk | null;
  notes: Note[];
}

/** The sample conferences talk by talk, as a summarizer is given them. */
export async function readNotedTalks(): Promise<NotedTalk[]> {
  const all: NotedTalk[] = [];
  for (const [conference, folder] of Object.entries(CONFERENCES)) {
    const schedule = parseSchedule(await readFile(join(folder, 'schedule.json'), 'utf8'), {});
    const source = await openExport(join(folder, 'export'));
    const notes: Note[] = [];
    for (const channel of source.channels) for await (const note of source.notes(channel)) notes.push(note);
    await source.close();
    const { name = '', timezone = 'UTC', from, to } = schedule.conference;
    const about = { name, timezone, from: from!, to: to! };
    const placements = placeNotes(notes, schedule.talks, { timezone });
    for (const { talk, notes: own } of sortIntoSections(about, schedule.talks, { notes, placements }).sections) {
      all.push({ conference: conference as ConferenceName, talk, notes: own });
    }
  }
  return all;
}

/** What the built-in summarizer says: the notes' own words. */
export function extractedClaims(talks: readonly NotedTalk[]): Claim[] {
  return talks.flatMap(({ conference, talk, notes }) => {
    const context = { notes: notesOf(talks, conference), talk };
    const { points, quotes } = summarizeExtractively({ talk, notes, maxPoints: 5 });
    const claim = { lexical: true, isTrue: true, context };
    return [
      ...points.map(
        ({ text, noteIds }): Claim => ({
          ...claim,
          kind: 'in the notes’ words',
          says: { as: 'point', text, noteIds },
        }),
      ),
      ...quotes.map(({ text, noteId }): Claim => ({ ...claim, kind: 'a quote', says: { as: 'quote', text, noteId } })),
    ];
  });
}

export interface Row {
  in: string;
  notes: string[];
  text: string;
  /** In another language, and in which. */
  translated?: string;
  to?: string;
}

export async function readRows(name: string): Promise<Row[]> {
  const text = await readFile(join(import.meta.dirname, name), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

/**
 * Points as a language model writes them, joined and smoothed. A language model wrote them from the notes and the
 * talks' titles before it knew what the check would make of them; those held out, after the check was last changed.
 * `notes` are parts of the notes that each rests on.
 */
export async function paraphrasedClaims(
  talks: readonly NotedTalk[],
  file: 'paraphrases.jsonl' | 'held-out.jsonl',
): Promise<Claim[]> {
  const rows = await readRows(file);
  return notedPoints(talks, rows).map(({ noteIds, context }, index) => ({
    kind: file === 'held-out.jsonl' ? 'paraphrased, held out' : 'paraphrased',
    lexical: true,
    isTrue: true,
    says: { as: 'point', text: rows[index]!.text, noteIds },
    context,
  }));
}

/** The notes that each row rests on, and their talk's. @throws Error where no note has the words */
export function notedPoints(
  talks: readonly NotedTalk[],
  rows: readonly Row[],
): { noteIds: NoteId[]; context: Claim['context'] }[] {
  return rows.map(({ in: conference, notes: parts }) => {
    const candidates = talks.filter((noted) => noted.conference === conference);
    const found = parts.map((part) => {
      for (const { talk, notes } of candidates) {
        const note = notes.find((one) => one.text.replace(/\s+/g, ' ').includes(part));
        if (note !== undefined) return { talk, id: note.id };
      }
      throw new Error(`No note of ${conference} holds "${part}".`);
    });
    return {
      noteIds: [...new Set(found.map(({ id }) => id))],
      context: { notes: notesOf(talks, conference as ConferenceName), talk: found[0]!.talk },
    };
  });
}

/** All notes of a conference, as a summarizer's are checked. */
export function notesOf(talks: readonly NotedTalk[], conference: ConferenceName): ReadonlyMap<NoteId, Note> {
  let notes = known.get(conference);
  if (notes === undefined) {
    const own = talks.filter((noted) => noted.conference === conference);
    notes = new Map(own.flatMap((noted) => noted.notes.map((note) => [note.id, note])));
    known.set(conference, notes);
  }
  return notes;
}

const known = new Map<ConferenceName, ReadonlyMap<NoteId, Note>>();

/** The same in other languages, each on notes of its own. */
export async function foreignClaims(): Promise<Claim[]> {
  return (await readRows('other-languages.jsonl')).map(({ in: language, notes: texts, text }, row) => {
    const notes = texts.map((noted, index): Note => {
      const ts = `${row + 1}.00000${index}`;
      return {
        id: noteId(language, ts),
        channel: language,
        ts,
        at: row,
        authorId: 'U1',
        author: 'Ann',
        text: noted,
        spans: [],
        photos: [],
        reactions: [],
      };
    });
    return {
      kind: 'paraphrased, not English',
      lexical: true,
      isTrue: true,
      says: { as: 'point', text, noteIds: notes.map(({ id }) => id) },
      context: { notes: new Map(notes.map((note) => [note.id, note])), talk: null },
    };
  });
}
