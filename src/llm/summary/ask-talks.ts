import type { LimitFunction } from 'p-limit';
import type { Voice } from '#domain/conference/conference.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { Model } from '#llm/client/model-client.ts';
import type { ModelError } from '#llm/client/model-errors.ts';
import { countTokens } from '#llm/client/token-budget.ts';
import type { ModelUse } from '#usecases/ports/summarizer.ts';
import { type Excerpt, type NoteToSend, writeSessionRequest } from './prompt.ts';
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

/** As much as most models read with care and answer within half a minute. */
const MAX_PART_TOKENS = 12_000;
/** A model that can't read this much is of no use. */
const MIN_PART_TOKENS = 500;
/** A note's number, author and quotation marks. */
const TOKENS_PER_NOTE = 12;
/** The id of no note, for numbers that the model invented: the evidence refuses it, and counts it. */
const NO_NOTE: NoteId = '?';

/**
 * Sends each talk by itself, long ones in parts, several requests at a time. A model that is too slow for a request, or
 * can't read or write that much, gets half as much at once from then on.
 */
export function createTalkAsker(model: Model, limit: LimitFunction): TalkAsker {
  let maxTokens = MAX_PART_TOKENS;
  return {
    async ask(excerpts, { voice, use, signal, onTalk }) {
      async function askPart(part: Excerpt): Promise<TalkAnswer> {
        const sentMax = maxTokens;
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
          if (reason === 'slow' || reason === 'too-long') {
            maxTokens = Math.min(maxTokens, Math.max(MIN_PART_TOKENS, sentMax / 2));
          }
          const smaller = maxTokens < sentMax ? splitExcerpt(part, maxTokens) : [];
          return smaller.length > 1 ? askParts(smaller) : { statements: [], isComplete: false };
        }
      }

      async function askParts(parts: readonly Excerpt[]): Promise<TalkAnswer> {
        const answers = await Promise.all(parts.map(askPart));
        return {
          statements: answers.flatMap(({ statements }) => statements),
          isComplete: answers.every(({ isComplete }) => isComplete),
        };
      }

      return Promise.all(
        excerpts.map(async (excerpt) => {
          const answer = await askParts(splitExcerpt(excerpt, maxTokens));
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

/** Splits an excerpt into parts of at most `maxTokens`, unless a single note has more; notes stay in order. */
export function splitExcerpt(excerpt: Excerpt, maxTokens: number): Excerpt[] {
  const parts: NoteToSend[][] = [[]];
  let size = 0;
  for (const note of excerpt.notes) {
    const tokens = countTokens(note.text) + TOKENS_PER_NOTE;
    if (size > 0 && size + tokens > maxTokens) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)!.push(note);
    size += tokens;
  }
  return parts.map((notes) => ({ ...excerpt, notes }));
}
