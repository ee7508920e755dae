import type { Talk } from '#domain/conference/talk.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import type { ModelUse } from './summarizer.ts';

/** A note that an answer rests on, with the talk that it was taken in. */
export interface AskedSource {
  note: Note;
  talk?: Pick<Talk, 'title' | 'speakers'>;
}

/** What the notes named here bear out. */
export interface AnswerSentence {
  text: string;
  noteIds: NoteId[];
}

/** Answers a question from notes, in sentences that each rest on some of them. */
export interface Answerer {
  /**
   * No sentences where the notes don't tell, or no answer comes in time. `onSentence` is told of each as soon as it is
   * there and held against its notes. Never throws.
   */
  answer(
    question: string,
    sources: readonly AskedSource[],
    onSentence?: (sentence: string) => void,
  ): Promise<{ sentences: AnswerSentence[]; use?: ModelUse }>;
}
