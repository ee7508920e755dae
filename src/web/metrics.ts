import type { RequestListener } from 'node:http';
import type { Registry } from 'prom-client';
import type { Answerer } from '#usecases/ports/answerer.ts';
import { PostingError, type Publisher } from '#usecases/ports/chat.ts';
import type { Metrics } from '#usecases/ports/dependencies.ts';
import type { ModelUse, Summarizer } from '#usecases/ports/summarizer.ts';

type Labels = Readonly<Record<string, string>>;

/** What is counted, by the name under which it is shown. Labels are words of ours and Slack's, never people's. */
export const COUNTED = {
  recap_notes_total: { help: 'Notes taken, by the gesture that took them.', labels: ['way'] },
  recap_posts_total: {
    help: 'Messages posted, changed and removed, by kind (digest, recap, thread, note, canvas) and outcome. Those with later and unknown are tried again.',
    labels: ['kind', 'outcome'],
  },
  recap_evidence_refused_total: {
    help: 'Statements of a summarizer that no note bears out, by reason.',
    labels: ['reason'],
  },
  recap_model_tokens_total: {
    help: 'Tokens of summaries and answers: sent to a language model, received, and saved by summaries that were kept.',
    labels: ['direction'],
  },
  recap_model_failures_total: { help: 'Requests to a language model that brought nothing.', labels: [] },
  recap_slack_errors_total: {
    help: "Calls to Slack that failed, by Slack's error code, http_ and a status, or no_answer.",
    labels: ['code'],
  },
} as const;

type Counted = keyof typeof COUNTED;

export interface Counts {
  add(name: Counted, labels: Labels, by?: number): void;
  /** Everything counted under a name since the start of the process. */
  of(name: Counted): { labels: Labels; value: number }[];
}

/** Counts in memory, for as long as the process runs: a scraper keeps what was before. */
export function createCounts(): Counts {
  const counts = new Map<Counted, Map<string, { labels: Labels; value: number }>>();
  return {
    add(name, labels, by = 1) {
      if (by === 0) return;
      const byLabels = counts.get(name) ?? new Map();
      counts.set(name, byLabels);
      const key = JSON.stringify(labels);
      byLabels.set(key, { labels, value: (byLabels.get(key)?.value ?? 0) + by });
    },
    of: (name) => [...(counts.get(name)?.values() ?? [])],
  };
}

/** What the use cases count. */
export function metricsOf(counts: Counts): Metrics {
  return {
    noted: (way) => counts.add('recap_notes_total', { way }),
    refused(reasons) {
      for (const [reason, count] of Object.entries(reasons))
        counts.add('recap_evidence_refused_total', { reason }, count);
    },
  };
}

/** A publisher whose messages are counted. */
export function countPosts(publisher: Publisher, counts: Counts): Publisher {
  async function counted<Result>(kind: string, outcome: string, work: Promise<Result>): Promise<Result> {
    try {
      const result = await work;
      counts.add('recap_posts_total', { kind, outcome });
      return result;
    } catch (error) {
      const problem = error instanceof PostingError ? error.problem.kind : 'failed';
      counts.add('recap_posts_total', { kind, outcome: problem });
      throw error;
    }
  }
  // The key of a publication begins with what it is: see domain/publication.
  const kindOf = (key: string) => key.slice(0, Math.max(0, key.indexOf(':')));
  return {
    post: (place, key, message, beforeCall) =>
      counted(kindOf(key), 'posted', publisher.post(place, key, message, beforeCall)),
    update: (place, key, message, beforeCall) =>
      counted(kindOf(key), 'updated', publisher.update(place, key, message, beforeCall)),
    remove: (place, beforeCall) => counted('any', 'removed', publisher.remove(place, beforeCall)),
    findPosted: (place, key, since) => publisher.findPosted(place, key, since),
  };
}

/** A summarizer whose tokens are counted. */
export function countTokens(summarizer: Summarizer, counts: Counts): Summarizer {
  return {
    async summarizeTalks(...asked) {
      const made = await summarizer.summarizeTalks(...asked);
      countUse(made.use, counts);
      return made;
    },
  };
}

/** An answerer whose tokens are counted. */
export function countAnswers(answerer: Answerer, counts: Counts): Answerer {
  return {
    async answer(...asked) {
      const made = await answerer.answer(...asked);
      countUse(made.use, counts);
      return made;
    },
  };
}

function countUse(use: ModelUse | undefined, counts: Counts): void {
  if (use === undefined) return;
  const { failures, ...tokens } = use;
  for (const [direction, number] of Object.entries(tokens))
    counts.add('recap_model_tokens_total', { direction }, number);
  counts.add('recap_model_failures_total', {}, failures);
}

interface Signs {
  counts: Counts;
  /** Milliseconds since the epoch, as `now`. */
  lastTickAt(): number | undefined;
  isConnected(): boolean;
  now(): number;
}

/** Answers `GET /metrics` as Prometheus reads it. What writes it is loaded when somebody asks for the first time. */
export function createMetricsRoute(signs: Signs): RequestListener {
  let registry: Promise<Registry> | undefined;
  return async (_request, response) => {
    try {
      registry ??= createRegistry(signs);
      const written = await registry;
      const text = await written.metrics();
      response.writeHead(200, { 'content-type': written.contentType, 'cache-control': 'no-store' }).end(text);
    } catch {
      registry = undefined;
      response.writeHead(500).end();
    }
  };
}

async function createRegistry({ counts, lastTickAt, isConnected, now }: Signs): Promise<Registry> {
  const { collectDefaultMetrics, Counter, Gauge, Registry } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const [name, { help, labels }] of Object.entries(COUNTED)) {
    new Counter({
      name,
      help,
      labelNames: labels,
      registers: [registry],
      collect() {
        this.reset();
        for (const one of counts.of(name as Counted)) this.inc({ ...one.labels }, one.value);
      },
    });
  }
  new Gauge({
    name: 'recap_tick_age_seconds',
    help: 'Seconds since it was last looked for what is due; absent before the first time.',
    registers: [registry],
    collect() {
      const at = lastTickAt();
      if (at !== undefined) this.set(Math.max(0, now() - at) / 1000);
      else this.remove();
    },
  });
  new Gauge({
    name: 'recap_slack_connected',
    help: '1 where the socket is open, or the bot listens for Slack.',
    registers: [registry],
    collect() {
      this.set(isConnected() ? 1 : 0);
    },
  });
  return registry;
}
