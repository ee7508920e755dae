import type { LimitFunction } from 'p-limit';
import type { Voice } from '#domain/conference/conference.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { Model } from '#llm/client/model-client.ts';
import type { ModelError } from '#llm/client/model-errors.ts';
import type { ModelUse } from '#usecases/ports/summarizer.ts';
import { type Excerpt, writeSessionRequest } from './prompt.ts';
import type { SourcedStatement } from './statements.ts';

/** What the model said about an excerpt; `isComplete` is false if a part of it got no answer. */
export interface TalkAnswer {
  statements: SourcedStatement[];
  isComplete: boolean;
}

export interface TalkAsker {
  /** Returns what the model says about each excerpt, in their order. Never throws. */
  ask(
    excerpts: readonly Excerpt[],
    options: { voice?: Voice | undefined; use: ModelUse; signal: AbortSignal; onTalk?: (() => void) | undefined },
  ): Promise<TalkAnswer[]>;
}

/** Fewer notes are not split: a model that can't read them is of no use. */
const MIN_NOTES_TO_SPLIT = 8;
/** The id of no note, for numbers that the model invented: the evidence refuses it, and counts it. */
const NO_NOTE: NoteId = '?';

/**
 * Sends each talk by itself, several requests at a time. If the model is too slow for a talk, or can't read or write
 * that much, each half of its notes is sent by itself.
 */
export function createTalkAsker(model: Model, limit: LimitFunction): TalkAsker {
  return {
    async ask(excerpts, { voice, use, signal, onTalk }) {
      async function askPart(part: Excerpt): Promise<TalkAnswer> {
        const { request, numbered } = writeSessionRequest(part, voice);
        try {
          const statements = await limit(() => model.ask(request, { use, signal }));
          return {
            statements: sourceStatements(statements, (number) => [numbered[number - 1] ?? NO_NOTE]),
            isComplete: true,
          };
        } catch (error) {
          use.failures++;
          const { reason } = error as ModelError;
          const { notes } = part;
          const isTooMuch = (reason === 'slow' || reason === 'too-long') && notes.length >= MIN_NOTES_TO_SPLIT;
          if (!isTooMuch) return { statements: [], isComplete: false };
          const middle = Math.ceil(notes.length / 2);
          const [first, second] = await Promise.all([
            askPart({ ...part, notes: notes.slice(0, middle) }),
            askPart({ ...part, notes: notes.slice(middle) }),
          ]);
          return {
            statements: [...first.statements, ...second.statements],
            isComplete: first.isComplete && second.isComplete,
          };
        }
      }

      return Promise.all(
        excerpts.map(async (excerpt) => {
          const answer = await askPart(excerpt);
          onTalk?.();
          return answer;
        }),
      );
    },
  };
}

/** Gives statements the ids of their notes, and their rank among those of their kind. */
export function sourceStatements<From extends { kind: SourcedStatement['kind']; notes: number[] }>(
  statements: readonly From[],
  idsOf: (number: number) => readonly NoteId[],
): (Omit<From, 'notes'> & Pick<SourcedStatement, 'noteIds' | 'rank'>)[] {
  const counts = new Map<string, number>();
  return statements.map(({ notes, ...statement }) => {
    const rank = counts.get(statement.kind) ?? 0;
    counts.set(statement.kind, rank + 1);
    return { ...statement, noteIds: [...new Set(notes.flatMap(idsOf))], rank };
  });
}
