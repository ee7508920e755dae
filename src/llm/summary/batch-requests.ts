import type { Voice } from '#domain/conference/conference.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { Queue } from '#llm/client/concurrency-limit.ts';
import { countTokens } from '#llm/client/count-tokens.ts';
import type { Model } from '#llm/client/model-client.ts';
import type { ModelFailure } from '#llm/client/model-failure.ts';
import type { ModelUse } from '#usecases/ports/summarizer.ts';
import { fillBatches, splitExcerpt } from './batches.ts';
import { type Excerpt, writeRequest } from './prompt.ts';
import type { Statement } from './response-schema.ts';
import type { KeptStatement } from './summary-cache.ts';

/** What was said of one excerpt; `failed` where a part of it got no answer. */
export interface Said {
  statements: KeptStatement[];
  failed: boolean;
}

export interface BatchAsker {
  /** Answers what the model says of each talk's excerpt, in their order; `onTalk` is told after each. Never throws. */
  ask(
    excerpts: readonly Excerpt[],
    options: {
      maxPoints: number;
      voice?: Voice | undefined;
      use: ModelUse;
      signal: AbortSignal;
      onTalk?: (() => void) | undefined;
    },
  ): Promise<Said[]>;
}

interface Part {
  /** Which of the talks. */
  index: number;
  excerpt: Excerpt;
}

/** As much as most models read at once and answer within half a minute. */
const BATCH_TOKENS = 6_000;
/** A model that can't do this much can do nothing. */
const LEAST_TOKENS = 500;
/** These may rest on the notes of several talks. */
const ACROSS_TALKS: ReadonlySet<string> = new Set(['headline', 'theme']);
/** What no note is called: the evidence refuses what names it, and counts it. */
const NO_NOTE: NoteId = '?';

/**
 * Sends small talks together and long ones in parts, several requests at a time. A model that is too slow for a
 * request, or can't read or answer so much, gets half as much at once from then on.
 */
export function createBatchAsker(model: Model, queue: Queue): BatchAsker {
  let limit = BATCH_TOKENS;
  return {
    async ask(excerpts, { maxPoints, voice, use, signal, onTalk }) {
      const said = excerpts.map((): Said => ({ statements: [], failed: false }));
      const open = excerpts.map(() => 0);
      const talkOf = new Map(excerpts.flatMap(({ notes }, index) => notes.map(({ id }) => [id, index] as const)));
      const split = (parts: readonly Part[]) => {
        const smaller = parts.flatMap(({ index, excerpt }) =>
          splitExcerpt(excerpt, limit, countTokens).map((part): Part => ({ index, excerpt: part })),
        );
        // Headlines and themes are of one day.
        return [...Map.groupBy(smaller, ({ excerpt }) => excerpt.date).values()].flatMap((ofDay) =>
          fillBatches(ofDay, limit, countTokens),
        );
      };
      const close = ({ index }: Part) => {
        if (--open[index]! === 0) onTalk?.();
      };

      async function sendAll(batches: readonly Part[][]): Promise<void> {
        for (const { index } of batches.flat()) open[index]!++;
        await Promise.all(batches.map((batch) => send(batch)));
      }

      async function send(batch: Part[]): Promise<void> {
        const sentLimit = limit;
        const request = writeRequest(
          batch.map(({ excerpt }) => excerpt),
          maxPoints,
          voice,
        );
        try {
          const statements = await queue(() => model.ask(request, use, signal));
          for (const ofKind of Map.groupBy(statements, ({ kind }) => kind).values()) {
            for (const [rank, statement] of ofKind.entries()) {
              attribute(statement, rank, request.numbered, batch[0]!.index);
            }
          }
        } catch (error) {
          use.failures++;
          const { reason } = error as ModelFailure;
          if (reason === 'slow' || reason === 'too-long')
            limit = Math.min(limit, Math.max(LEAST_TOKENS, sentLimit / 2));
          const smaller = limit < sentLimit ? split(batch) : [];
          if (smaller.length > 1) await sendAll(smaller);
          else for (const { index } of batch) said[index]!.failed = true;
        }
        batch.forEach(close);
      }

      function attribute({ notes, ...statement }: Statement, rank: number, numbered: NoteId[], fallback: number): void {
        const ids = [...new Set(notes.map((number) => numbered[number - 1] ?? NO_NOTE))];
        const index = ids.map((id) => talkOf.get(id)).find((talk) => talk !== undefined) ?? fallback;
        // What is said of a talk may not lean on what was noted in another.
        const noteIds = ACROSS_TALKS.has(statement.kind)
          ? ids
          : ids.filter((id) => (talkOf.get(id) ?? index) === index);
        said[index]!.statements.push({ ...statement, noteIds, rank });
      }

      await sendAll(split(excerpts.map((excerpt, index) => ({ index, excerpt }))));
      return said;
    },
  };
}
