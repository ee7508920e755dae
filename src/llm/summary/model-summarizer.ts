import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { loadEnglishWords } from '#domain/evidence/common-words.ts';
import { loadGivenNames } from '#domain/language/person-names.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Summary } from '#domain/recap/summary.ts';
import { createModel } from '#llm/client/model-client.ts';
import { countTokens, createTokenBudget, type TokenBudget } from '#llm/client/token-budget.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { summarizeExtractively } from '#text/summary/summarize-extractively.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';
import type { SummarizeOptions, Summarizer, TalkToSummarize, TokenUsage } from '#usecases/ports/summarizer.ts';
import { askTalk, notesToSend, resolveNoteIds } from './ask-talks.ts';
import { assembleSummary, inOwnWords, insertInOrder, isPoint, withLostNotes, withRemarks } from './assemble-summary.ts';
import { checkSupport, shownPart } from './check-support.ts';
import { writeDayRequest } from './day-prompt.ts';
import type { Excerpt } from './prompt.ts';
import { createRepair } from './repair-sentences.ts';
import { isOfDay, type SourcedStatement } from './statements.ts';
import {
  type CachedTalk,
  compareWithCache,
  hashNotes,
  type NoteChanges,
  openSummaryCache,
  type SummaryCache,
  waitUntil,
} from './summary-cache.ts';

export interface OpenAiSettings {
  apiKey: string;
  /** URL of a compatible endpoint; absent for OpenAI. */
  baseUrl?: string | undefined;
  model: string;
  /** Model that checks whether the notes support what `model` wrote; `off` for no check. Absent for the same model. */
  checkModel?: string | undefined;
  /** Maximum tokens sent and received per day (UTC); absent for no limit. */
  dailyTokens?: number | undefined;
}

export interface OpenAiDependencies {
  /** Cache for the model's answers and the day's token count. Without it, answers aren't cached. */
  keyValue?: KeyValue | undefined;
  now?: () => number;
  /** Token budget shared with other users of the same model; absent for a separate one. */
  budget?: TokenBudget | undefined;
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Timeout of one request. */
  timeoutMs?: number;
  /** Time limit for the whole recap; talks that aren't finished by then are returned as undefined. */
  deadlineMs?: number;
}

/** Shorter notes don't need a summary, unless they must be translated: a model would only repeat them. */
const TOO_FEW_WORDS = 30;
/** Maximum number of concurrent requests. */
const CONCURRENCY = 6;
const TIMEOUT_MS = 60_000;
const DEADLINE_MS = 180_000;

interface AskedOptions extends Pick<SummarizeOptions, 'onTalk' | 'onAnswer' | 'fromCache'> {
  use: TokenUsage;
  signal: AbortSignal;
  cache: SummaryCache;
  /** The notes of all talks. */
  all: readonly Note[];
}

/** A talk and what we know about it before asking the model. */
interface PlannedTalk {
  talk: TalkToSummarize;
  /** What to send; undefined if the summary without a model is good enough. */
  excerpt?: Excerpt;
  cached?: CachedTalk | undefined;
  changes?: NoteChanges | undefined;
}

/**
 * Creates a summarizer that uses a language model at any OpenAI-compatible endpoint. A second request checks each
 * sentence against its notes. Talks whose notes haven't changed aren't sent again.
 */
export function createOpenAiSummarizer(
  settings: OpenAiSettings,
  {
    keyValue,
    now = Date.now,
    wait = pause,
    timeoutMs = TIMEOUT_MS,
    deadlineMs = DEADLINE_MS,
    ...given
  }: OpenAiDependencies = {},
): Summarizer {
  const { model: name, baseUrl, checkModel = name } = settings;
  const budget = given.budget ?? createTokenBudget(settings.dailyTokens, keyValue, now);
  const limit = pLimit(CONCURRENCY);
  const model = createModel({ ...settings, budget, timeoutMs, wait });
  const checker =
    checkModel === name ? model : createModel({ ...settings, model: checkModel, budget, timeoutMs, wait });
  const isChecked = checkModel !== 'off';

  async function plan(talks: TalkToSummarize[], cache: SummaryCache): Promise<PlannedTalk[]> {
    return Promise.all(
      talks.map(async (talk): Promise<PlannedTalk> => {
        const notes = notesToSend(talk);
        const words = notes.reduce((sum, { text }) => sum + text.split(/\s+/u).length, 0);
        if (notes.length === 0 || (words < TOO_FEW_WORDS && talk.voice?.language === undefined)) return { talk };
        const cached = await cache.loadTalk(talk);
        return {
          talk,
          excerpt: {
            date: talk.date,
            talk: talk.talk,
            notes,
            otherTitles: talk.otherTitles ?? [],
          },
          cached,
          changes: cached && compareWithCache(notes, cached),
        };
      }),
    );
  }

  /** Returns the checked statements about each talk; talks without an answer are missing. */
  async function writeTalks(
    planned: readonly PlannedTalk[],
    { use, signal, cache, all, onTalk, onAnswer, fromCache }: AskedOptions,
  ): Promise<Map<PlannedTalk, SourcedStatement[]>> {
    const written = new Map<PlannedTalk, SourcedStatement[]>();
    await Promise.all(
      planned.map(async (one) => {
        const { voice } = one.talk;
        const answer = needsModel(one) ? await askTalk(one.excerpt!, { model, limit, voice, use, signal }) : undefined;
        onTalk?.();
        const statements = answer === undefined ? one.cached?.statements : answer.statements;
        if (one.excerpt === undefined || statements === undefined) return;
        if (answer !== undefined && (!answer.isComplete || !statements.some(isPoint))) return;
        const checked = fromCache ? statements : await check([one], statements, { use, signal, all });
        written.set(one, checked);
        if (answer !== undefined || checked.some((statement, index) => statement !== statements[index])) {
          await cache.saveTalk(one.talk, { notes: hashNotes(one.excerpt.notes), statements: checked });
        }
        if (answer !== undefined) onAnswer?.();
      }),
    );
    return written;
  }

  async function check(
    planned: readonly PlannedTalk[],
    statements: readonly SourcedStatement[],
    options: Pick<AskedOptions, 'use' | 'signal' | 'all'>,
  ): Promise<SourcedStatement[]> {
    if (!isChecked) return [...statements];
    const sessions = planned.map(({ talk, excerpt }) => ({
      talk: talk.talk,
      noteIds: excerpt?.notes.map(({ id }) => id) ?? [],
    }));
    // Only a talk's own statements are worth another request.
    const [one, ...others] = planned;
    const repair =
      one?.excerpt === undefined || others.length > 0
        ? undefined
        : createRepair({ ...one.talk, all: options.all, excerpt: one.excerpt }, { model, limit, ...options });
    const checking = { model: checker, limit, ...options, repair };
    return checkSupport(statements, { sessions, textOf: textsOf(planned) }, checking);
  }

  /** Returns each day's headlines and themes, based on the statements about its talks and cached with them. */
  async function writeDays(
    planned: readonly PlannedTalk[],
    written: ReadonlyMap<PlannedTalk, SourcedStatement[]>,
    options: AskedOptions,
  ): Promise<{ statements: SourcedStatement[]; isUnasked: boolean }> {
    let isUnasked = false;
    const byDay = Map.groupBy(
      planned.filter((one) => written.has(one)),
      ({ talk }) => talk.date,
    ).values();
    const days = await Promise.all(
      byDay.map(async (ofDay) => {
        const sessions = ofDay.map((one) => ({
          talk: one.talk.talk,
          statements: (show(written.get(one)!, one) ?? []).filter(
            (statement) => statement.kind === 'inShort' || isPoint(statement),
          ),
        }));
        const talks = ofDay.map(({ talk }) => talk);
        const { request, numbered } = writeDayRequest(sessions, talks[0]?.voice);
        // What is yet to be checked changes, and would be asked about again.
        if (sessions.length < 2 || ofDay.some((one) => isUnchecked(written.get(one)!))) return [];
        const hash = contentHash(request.user);
        const cached = await options.cache.loadDay(talks);
        const known = cached?.hash === hash ? cached.statements : undefined;
        if (options.fromCache) {
          isUnasked ||= known === undefined || isUnchecked(known);
          return known ?? [];
        }
        try {
          const statements =
            known ??
            resolveNoteIds(
              await limit(() => model.ask(request, options)),
              (number) => numbered[number - 1]?.noteIds ?? [],
            );
          const checked = await check(ofDay, statements, options);
          if (known === undefined || isUnchecked(known)) {
            await options.cache.saveDay(talks, { hash, statements: checked });
          }
          return checked;
        } catch {
          options.use.failures++;
          return [];
        }
      }),
    );
    return { statements: days.flat(), isUnasked };
  }

  function isUnchecked(statements: readonly SourcedStatement[]): boolean {
    return (
      isChecked &&
      statements.some(
        (one) =>
          one.unrepaired !== undefined ||
          ((isPoint(one) || isOfDay(one)) && one.isSupported === undefined && one.text.trim() !== ''),
      )
    );
  }

  /** The statements that may be shown; undefined if the notes don't support most of its points. */
  function show(statements: readonly SourcedStatement[], one: PlannedTalk): SourcedStatement[] | undefined {
    if (!isChecked) return [...statements];
    const textOf = textsOf([one]);
    const shown = statements.flatMap((statement) => shownPart(statement, textOf) ?? []);
    if (shown.filter(isPoint).length * 2 < statements.filter(isPoint).length) return undefined;
    return withLostNotes(shown, statements, one.talk);
  }

  return {
    asksModel: true,
    async summarizeTalks(talks, { onTalk, onAnswer, canWait, fromCache } = {}) {
      await Promise.all([loadEnglishWords(), loadGivenNames()]);
      const use: TokenUsage = { sent: 0, received: 0, saved: 0, failures: 0 };
      const cache = await openSummaryCache(keyValue, { name, baseUrl, checkModel }, talks[0]?.teamId);
      const planned = await plan(talks, cache);
      use.saved = countSaved(planned);
      const asked = planned.filter(needsModel);
      let waitsUntil = asked.length > 0 && (canWait || fromCache) ? mayWait(asked, now()) : undefined;
      if (fromCache && asked.length > 0) waitsUntil ??= now();
      const all = talks.flatMap(({ notes }) => notes);
      const options = { use, signal: AbortSignal.timeout(deadlineMs), cache, all, onTalk, onAnswer, fromCache };
      const waiting = waitsUntil === undefined ? [] : asked;
      const written = await writeTalks(
        planned.filter((one) => !waiting.includes(one)),
        options,
      );
      for (const one of waiting) {
        onTalk?.();
        const { changes, cached, talk } = one;
        if (cached === undefined) continue;
        if (cached.waitingSince === undefined) await cache.saveTalk(talk, { ...cached, waitingSince: now() });
        written.set(one, insertInOrder(changes!.stillValid, inOwnWords(talk, changes!.changed), talk));
      }
      const ofDays = await writeDays(planned, written, options);
      const shownOfDays = isChecked
        ? ofDays.statements.flatMap((statement) => shownPart(statement, textsOf(planned)) ?? [])
        : ofDays.statements;
      const isAnyUnchecked = [...written.values()].some(isUnchecked);
      if (ofDays.isUnasked || (fromCache && isAnyUnchecked)) waitsUntil ??= now();
      return {
        summaries: planned.map((one): Summary | undefined => {
          if (one.excerpt === undefined) return summarizeExtractively(one.talk);
          const statements = written.get(one);
          if (statements === undefined) return undefined;
          const shown = show(statements, one);
          if (shown === undefined) return summarizeExtractively(one.talk);
          const own = new Set(one.excerpt.notes.map(({ id }) => id));
          const ofDay = shownOfDays.filter(({ noteIds }) => own.has(noteIds[0] ?? ''));
          return withRemarks(assembleSummary([...shown, ...ofDay], one.talk), { statements, shown, talk: one.talk });
        }),
        use,
        ...omitUndefined({ waitsUntil }),
      };
    },
  };
}

function needsModel({ excerpt, cached, changes }: PlannedTalk): boolean {
  return excerpt !== undefined && (cached === undefined || changes!.changed.size > 0 || changes!.isAnyGone);
}

/** Returns until when the requests can wait, or undefined if something should be sent now. */
function mayWait(asked: readonly PlannedTalk[], now: number): number | undefined {
  if (
    asked.some(
      ({ changes, cached }) =>
        cached === undefined || changes!.isAnyGone || changes!.changed.size * 2 > Object.keys(cached.notes).length,
    )
  )
    return undefined;
  return waitUntil(
    asked.map(({ changes, cached }) => ({ tokens: changes!.tokens, waitingSince: cached!.waitingSince })),
    now,
  );
}

function textsOf(planned: readonly PlannedTalk[]): Map<NoteId, string> {
  return new Map(planned.flatMap(({ excerpt }) => excerpt?.notes ?? []).map(({ id, text }) => [id, text]));
}

/** Returns the number of tokens saved by not sending unchanged talks again. */
function countSaved(planned: readonly PlannedTalk[]): number {
  return planned
    .filter((one) => one.excerpt !== undefined && !needsModel(one))
    .flatMap(({ excerpt }) => excerpt!.notes)
    .reduce((sum, { text }) => sum + countTokens(text), 0);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
