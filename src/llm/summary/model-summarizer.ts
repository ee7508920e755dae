import { setTimeout as sleep } from 'node:timers/promises';
import type { NoteId } from '#domain/notes/note.ts';
import type { Summary } from '#domain/recap/summary.ts';
import { atMost } from '#llm/client/concurrency-limit.ts';
import { countTokens } from '#llm/client/count-tokens.ts';
import { createDailyBudget } from '#llm/client/daily-budget.ts';
import { createModel } from '#llm/client/model-client.ts';
import { readTold, summarizeExtractively } from '#text/summary/summarize-extractively.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';
import type { ModelUse, Summarizer, TalkToSummarize } from '#usecases/ports/summarizer.ts';
import { assembleSummary } from './assemble-summary.ts';
import { createBatchAsker, type Said } from './batch-requests.ts';
import { sayMeanwhile, waitUntil } from './defer-small-changes.ts';
import { planTalk, type TalkPlan } from './plan-talk.ts';
import type { Excerpt } from './prompt.ts';
import { createKeptSummaries, hashOfNote, type KeptStatement, type KeptTalk, keptNote } from './summary-cache.ts';

export interface OpenAiSettings {
  apiKey: string;
  /** Of a compatible endpoint; absent: OpenAI's own. */
  baseUrl?: string | undefined;
  model: string;
  /** Tokens that may go to and fro on a day (UTC); absent: as many as it takes. */
  dailyTokens?: number | undefined;
}

export interface OpenAiDependencies {
  /** Keeps what the model said, and how much of the day's tokens is spent. Without it nothing is kept. */
  keyValue?: KeyValue | undefined;
  now?: () => number;
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Of one request. */
  timeoutMs?: number;
  /** Of all that a recap takes; talks that are not done by then are left undefined. */
  deadlineMs?: number;
}

/** So many notes are a summary by themselves: a model would only say them again, if not in another language. */
const TOO_FEW = 3;
/** Requests at the same time. */
const AT_ONCE = 6;
const TIMEOUT_MS = 45_000;
const DEADLINE_MS = 60_000;

/** A talk and what is known of it before anything is asked. */
interface Planned {
  talk: TalkToSummarize;
  notes: Excerpt['notes'];
  /** Undefined: it is left to the built-in summary. */
  plan?: TalkPlan;
  kept?: KeptTalk | undefined;
}

/**
 * A summarizer that has a language model word what the notes say, over any endpoint that speaks OpenAI's protocol. Of
 * talks that it knows only what changed is sent.
 */
export function createOpenAiSummarizer(
  settings: OpenAiSettings,
  { keyValue, now = Date.now, wait = pause, timeoutMs = TIMEOUT_MS, deadlineMs = DEADLINE_MS }: OpenAiDependencies = {},
): Summarizer {
  const budget = createDailyBudget(settings.dailyTokens, keyValue, now);
  const model = createModel({ ...settings, budget, timeoutMs, wait });
  const kept = createKeptSummaries(keyValue, settings);
  const actor = createBatchAsker(model, atMost(AT_ONCE));

  async function planAll(talks: TalkToSummarize[]): Promise<Planned[]> {
    const told = talks.map(({ talk, notes }) =>
      notes.flatMap((note) => readTold(note, talk)).map(({ note, text }) => ({ id: note.id, text })),
    );
    const textOf = textsOf(told.flat());
    return Promise.all(
      talks.map(async (talk, index): Promise<Planned> => {
        const notes = told[index]!;
        if (notes.length <= (talk.voice?.language === undefined ? TOO_FEW : 0)) return { talk, notes };
        const before = await kept.read(talk);
        return {
          talk,
          notes,
          plan: planTalk({ date: talk.date, talk: talk.talk, notes }, before, textOf),
          kept: before,
        };
      }),
    );
  }

  /** The summary of a talk; keeps what the model said of it. */
  async function finish(
    { talk, notes, plan }: Planned,
    said: Said | undefined,
    textOf: ReadonlyMap<NoteId, string>,
  ): Promise<Summary | undefined> {
    if (plan === undefined) return summarizeExtractively(talk);
    const statements = [...plan.stands, ...(said?.statements ?? [])];
    if (said !== undefined) {
      if (said.failed || !statements.some(({ kind }) => kind === 'point')) return undefined;
      await kept.write(talk, {
        notes: Object.fromEntries(notes.map(({ id, text }) => [id, keptNote(text)])),
        others: othersOf(statements, notes, textOf),
        statements,
      });
    }
    return assembleSummary(statements, talk);
  }

  /** Until when all that would be asked may wait; undefined where something is to be asked now. */
  function mayWait(asked: readonly Planned[]): number | undefined {
    const changed = asked.flatMap(({ notes, plan, kept: before }) =>
      plan?.meanwhile === undefined ? [] : [{ notes, meanwhile: plan.meanwhile, waitingSince: before?.waitingSince }],
    );
    return asked.length === 0 || changed.length < asked.length ? undefined : waitUntil(changed, now());
  }

  /** The summary of a talk that waits to be worded, or has nothing to wait for. */
  async function finishWaiting({ talk, plan, kept: before }: Planned): Promise<Summary> {
    if (plan === undefined) return summarizeExtractively(talk);
    if (plan.meanwhile === undefined) return assembleSummary(plan.stands, talk);
    if (before !== undefined && before.waitingSince === undefined) {
      await kept.write(talk, { ...before, waitingSince: now() });
    }
    return assembleSummary([...plan.stands, ...sayMeanwhile(plan.meanwhile, talk)], talk);
  }

  return {
    async summarizeTalks(talks, { onTalk, canWait } = {}) {
      const use: ModelUse = { sent: 0, received: 0, saved: 0, failures: 0 };
      const planned = await planAll(talks);
      const asked = planned.filter(({ plan }) => plan?.excerpt !== undefined);
      use.saved = countSaved(planned);
      const waitsUntil = canWait === true ? mayWait(asked) : undefined;
      if (waitsUntil !== undefined) {
        for (const _talk of talks) onTalk?.();
        return { summaries: await Promise.all(planned.map(finishWaiting)), use, waitsUntil };
      }
      for (let done = asked.length; done < talks.length; done++) onTalk?.();
      const said = await actor.ask(
        asked.map(({ plan }) => plan!.excerpt!),
        {
          maxPoints: talks[0]?.maxPoints ?? 0,
          voice: talks[0]?.voice,
          use,
          signal: AbortSignal.timeout(deadlineMs),
          onTalk,
        },
      );
      const saidOf = new Map(asked.map((one, index) => [one, said[index]!]));
      const textOf = textsOf(planned.flatMap(({ notes }) => notes));
      return {
        summaries: await Promise.all(planned.map((one) => finish(one, saidOf.get(one), textOf))),
        use,
      };
    },
  };
}

function textsOf(notes: Excerpt['notes']): Map<NoteId, string> {
  return new Map(notes.map(({ id, text }) => [id, text]));
}

function hashesOf(notes: Excerpt['notes']): Record<NoteId, string> {
  return Object.fromEntries(notes.map(({ id, text }) => [id, hashOfNote(text)]));
}

function othersOf(
  statements: readonly KeptStatement[],
  notes: Excerpt['notes'],
  textOf: ReadonlyMap<NoteId, string>,
): Record<NoteId, string> {
  const own = new Set(notes.map(({ id }) => id));
  const others = new Set(statements.flatMap(({ noteIds }) => noteIds).filter((id) => !own.has(id)));
  return hashesOf([...others].flatMap((id) => (textOf.has(id) ? [{ id, text: textOf.get(id)! }] : [])));
}

/** Tokens of the notes that the model knows already. */
function countSaved(planned: readonly Planned[]): number {
  let saved = 0;
  for (const { notes, plan } of planned) {
    if (plan === undefined) continue;
    const sent = new Set(plan.excerpt?.notes.map(({ id }) => id));
    for (const { id, text } of notes) if (!sent.has(id)) saved += countTokens(text);
  }
  return saved;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
