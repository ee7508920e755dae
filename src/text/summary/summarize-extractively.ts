import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import type { Summary } from '#domain/recap/summary.ts';
import { readOpener } from '#domain/talk-mentions/talk-announcement.ts';
import { ordersBot } from '#text/sentences/classify-words.ts';
import { choosePoints } from './choose-points.ts';
import { findQuestions, type ToldNote } from './find-questions.ts';
import { findSectionQuotes } from './quotes.ts';

/** The notes of one talk, or of a day's hallway (`talk` null), in the order in which they were written. */
interface Section {
  talk: Talk | null;
  notes: readonly Note[];
  maxPoints: number;
}

/** A summarizer without a model. */
export function createExtractiveSummarizer(): {
  summarizeTalks(talks: Section[], options?: { onTalk?: (() => void) | undefined }): Promise<{ summaries: Summary[] }>;
} {
  return {
    summarizeTalks: async (talks, { onTalk } = {}) => ({
      summaries: talks.map((section) => {
        const summary = summarizeExtractively(section);
        onTalk?.();
        return summary;
      }),
    }),
  };
}

/** A summary in which everything stands so in the notes. The same notes give the same summary. */
export function summarizeExtractively({ talk, notes, maxPoints }: Section): Summary {
  const told = notes.flatMap((note) => readTold(note, talk));
  const found = findQuestions(told);
  const quotable = told.filter(({ note }) => !found.used.has(note.id)).map(({ note }) => note);
  const quotes = findSectionQuotes(quotable, talk);
  return {
    points: choosePoints(told, found, quotes, talk, maxPoints),
    quotes,
    questions: found.questions,
  };
}

/** A note's text without what only names the talk; nothing of a note that is an opener or talks to the bot. */
export function readTold(note: Note, talk: Talk | null): ToldNote[] {
  if (ordersBot(note.text)) return [];
  if (talk === null) return note.text.trim() === '' ? [] : [{ note, text: note.text }];
  const { isOpener, rest } = readOpener(note, talk);
  const text = rest ?? note.text;
  return isOpener || text.trim() === '' ? [] : [{ note, text }];
}
