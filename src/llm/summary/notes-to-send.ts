import { isReply, type Note, noteId } from '#domain/notes/note.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import { groupAlike } from '#text/sentences/similarity.ts';
import { readTold } from '#text/summary/summarize-extractively.ts';
import type { TalkToSummarize } from '#usecases/ports/summarizer.ts';
import type { NoteToSend } from './prompt.ts';

/** A talk's notes as the model gets them, without those that only name the talk or talk to the bot. */
export function notesToSend({ talk, notes }: TalkToSummarize): NoteToSend[] {
  const told = notes.flatMap((note) => readTold(note, talk));
  const comparable = told.map(({ text }) => ({ text, stems: contentOf(text).stems }));
  const peopleOf = new Map<number, number>();
  for (const group of groupAlike(comparable, [...comparable.keys()])) {
    const people = new Set(group.map((index) => told[index]!.note.authorId)).size;
    if (people > 1) for (const index of group) peopleOf.set(index, people);
  }
  return told.map(({ note, text }, index) => {
    const reactions = note.reactions.reduce((sum, { count }) => sum + count, 0);
    return {
      id: note.id,
      text: markBlockQuotes(note, text),
      authorId: note.authorId,
      replyTo: isReply(note) ? noteId(note.channel, note.threadTs!) : undefined,
      people: peopleOf.get(index),
      reactions: reactions === 0 ? undefined : reactions,
      hasPhoto: note.photos.length > 0,
    };
  });
}

/** Slack keeps the marks of block quotes apart from the text: without them the model can't tell speech from notes. */
function markBlockQuotes(note: Note, text: string): string {
  return note.spans
    .filter(({ kind }) => kind === 'quote')
    .map(({ start, end }) => note.text.slice(start, end).trim())
    .reduce((marked, quoted) => marked.replace(quoted, () => quoted.replace(/^/gm, '> ')), text);
}
