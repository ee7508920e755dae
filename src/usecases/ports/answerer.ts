import type { Talk } from '#domain/conference/talk.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import type { TokenUsage } from './summarizer.ts';

/** A note that supports an answer, with its talk. */
export interface AnswerSource {
  note: Note;
  talk?: Pick<Talk, 'title' | 'speakers'>;
}

/** A sentence and the notes that support it. */
export interface AnswerSentence {
  text: string;
  noteIds: NoteId[];
}

/** Answers questions in sentences that each cite their notes. */
export interface Answerer {
  /**
   * Resolves to no sentences if the notes don't answer the question, or the model doesn't in time. `onSentence` is called
   * with each sentence once it has been checked against its notes. Never throws.
   */
  answer(
    question: string,
    sources: readonly AnswerSource[],
    onSentence?: (sentence: string) => void,
  ): Promise<{ sentences: AnswerSentence[]; use?: TokenUsage }>;
}
