import type { RequestListener } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Metrics } from '#usecases/ports/dependencies.ts';
import { PostingError, type Publisher } from '#usecases/ports/slack.ts';
import type { Answerer, Summarizer, TokenUsage } from '#usecases/ports/summarizer.ts';

/** The counters by name. Label values are our words or Slack's, never anything that people wrote. */
export const COUNTERS = {
  recap_notes_total: { help: 'Notes saved, by how they were saved.', labels: ['way'] },
  recap_posts_total: {
    help: 'Messages posted, changed and removed, by kind (digest, recap, thread, note, canvas) and outcome. Those with the outcome later or unknown are retried.',
    labels: ['kind', 'outcome'],
  },
  recap_evidence_refused_total: {
    help: 'Statements left out because no note supports them, by reason.',
    labels: ['reason'],
  },
  recap_model_tokens_total: {
    help: 'Tokens of summaries and answers: sent to a language model, received, and saved by cached summaries.',
    labels: ['direction'],
  },
  recap_model_failures_total: { help: 'Failed requests to a language model.', labels: [] },
  recap_slack_errors_total: {
    help: "Calls to Slack that failed, by Slack's error code, http_ and a status, or no_answer.",
    labels: ['code'],
  },
} as const;

interface Signs {
  /** Milliseconds since the epoch, like `now`. */
  lastTickAt(): number | undefined;
  isConnected(): boolean;
  now(): number;
}

/** Creates the bot's metrics, and wrappers that count what passes through them. */
export function createMetrics({ lastTickAt, isConnected, now }: Signs) {
  const registry = new Registry();
  const registers = [registry];
  const counters = Object.fromEntries(
    Object.entries(COUNTERS).map(([name, { help, labels }]) => [
      name,
      new Counter({ name, help, labelNames: labels, registers }),
    ]),
  ) as Record<keyof typeof COUNTERS, Counter>;
  new Gauge({
    name: 'recap_tick_age_seconds',
    help: 'Seconds since the last check for due work; absent before the first check.',
    registers,
    collect() {
      const at = lastTickAt();
      if (at !== undefined) this.set(Math.max(0, now() - at) / 1000);
      else this.remove();
    },
  });
  new Gauge({
    name: 'recap_slack_connected',
    help: '1 if the socket is open or the bot is listening for Slack.',
    registers,
    collect() {
      this.set(isConnected() ? 1 : 0);
    },
  });
  let hasDefaults = false;

  async function countPost<Result>(kind: string, outcome: string, work: Promise<Result>): Promise<Result> {
    try {
      const result = await work;
      counters.recap_posts_total.inc({ kind, outcome });
      return result;
    } catch (error) {
      const problem = error instanceof PostingError ? error.problem.kind : 'failed';
      counters.recap_posts_total.inc({ kind, outcome: problem });
      throw error;
    }
  }

  /** Wraps a call to a summarizer or answerer so that its tokens are counted. */
  function countUse<Asked extends unknown[], Made extends { use?: TokenUsage }>(
    ask: (...asked: Asked) => Promise<Made>,
  ) {
    return async (...asked: Asked): Promise<Made> => {
      const made = await ask(...asked);
      const { failures = 0, ...tokens } = made.use ?? {};
      for (const [direction, number] of Object.entries(tokens))
        if (number > 0) counters.recap_model_tokens_total.inc({ direction }, number);
      counters.recap_model_failures_total.inc(failures);
      return made;
    };
  }

  const events: Metrics = {
    noted: (way) => counters.recap_notes_total.inc({ way }),
    refused(reasons) {
      for (const [reason, count] of Object.entries(reasons))
        counters.recap_evidence_refused_total.inc({ reason }, count);
    },
  };
  /** Answers `GET /metrics` in Prometheus's text format. */
  const route: RequestListener = async (_request, response) => {
    // The default metrics hook into the event loop and the garbage collector, so they are enabled only by the first
    // request: a bot that nobody monitors doesn't need them.
    try {
      if (!hasDefaults) collectDefaultMetrics({ register: registry });
      hasDefaults = true;
      const text = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' }).end(text);
    } catch {
      response.writeHead(500).end();
    }
  };
  return {
    registry,
    events,
    route,
    countSlackError: (code: string) => counters.recap_slack_errors_total.inc({ code }),
    countPosts: (publisher: Publisher): Publisher => ({
      ...publisher,
      post: (place, key, ...rest) => countPost(kindOf(key), 'posted', publisher.post(place, key, ...rest)),
      update: (place, key, ...rest) => countPost(kindOf(key), 'updated', publisher.update(place, key, ...rest)),
      remove: (...place) => countPost('any', 'removed', publisher.remove(...place)),
    }),
    countSummaries: (summarizer: Summarizer): Summarizer => ({
      ...summarizer,
      summarizeTalks: countUse((...asked: Parameters<Summarizer['summarizeTalks']>) =>
        summarizer.summarizeTalks(...asked),
      ),
    }),
    countAnswers: (answerer: Answerer): Answerer => ({
      answer: countUse((...asked: Parameters<Answerer['answer']>) => answerer.answer(...asked)),
    }),
  };
}

/** Returns a publication's kind, which its key starts with. */
function kindOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf(':')));
}
