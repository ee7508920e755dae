import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freePort } from '#demo/local-slack/run.ts';
import { PostingError, type PostingProblem, type Publisher } from '#usecases/ports/chat.ts';
import type { Summarizer } from '#usecases/ports/summarizer.ts';
import {
  COUNTED,
  countAnswers,
  countPosts,
  countTokens,
  createCounts,
  createMetricsRoute,
  metricsOf,
} from '#web/metrics.ts';
import { serveRoutes } from '#web/router.ts';

const PLACE = { teamId: 'T1', channel: 'C1' };
const MESSAGE = { text: 'hello', blocks: [] };

function publisherThat(post: () => Promise<string>): Publisher {
  return {
    post,
    update: async () => undefined,
    remove: async () => undefined,
    findPosted: async () => [],
  };
}

describe('counts', () => {
  it('tells digests from other messages, and what is tried again', async () => {
    const counts = createCounts();
    const problems: PostingProblem[] = [{ kind: 'later', retryAfterMs: 1 }, { kind: 'unknown' }];
    const publisher = countPosts(
      publisherThat(async () => {
        const problem = problems.shift();
        if (problem !== undefined) throw new PostingError(problem);
        return '1.1';
      }),
      counts,
    );
    for (let times = 0; times < 2; times++)
      await assert.rejects(publisher.post(PLACE, 'digest:K:2016-05-26:main', MESSAGE), PostingError);
    assert.equal(await publisher.post(PLACE, 'digest:K:2016-05-26:main', MESSAGE), '1.1');
    await publisher.post(PLACE, 'note:C1:1.1:thread', MESSAGE);
    await publisher.update({ ...PLACE, ts: '1.1' }, 'recap:K:main', MESSAGE);
    assert.deepEqual(
      counts.of('recap_posts_total').map(({ labels, value }) => [labels.kind, labels.outcome, value]),
      [
        ['digest', 'later', 1],
        ['digest', 'unknown', 1],
        ['digest', 'posted', 1],
        ['note', 'posted', 1],
        ['recap', 'updated', 1],
      ],
    );
  });

  it('counts tokens where a model is used, and none where none is', async () => {
    const counts = createCounts();
    const use = { sent: 10, received: 4, saved: 0, failures: 2 };
    const made = async (): Promise<Awaited<ReturnType<Summarizer['summarizeTalks']>>> => ({ summaries: [] });
    await countTokens({ summarizeTalks: made }, counts).summarizeTalks([]);
    assert.deepEqual(counts.of('recap_model_tokens_total'), []);
    await countTokens({ summarizeTalks: async () => ({ summaries: [], use }) }, counts).summarizeTalks([]);
    assert.deepEqual(
      counts.of('recap_model_tokens_total').map(({ labels, value }) => [labels.direction, value]),
      [
        ['sent', 10],
        ['received', 4],
      ],
    );
    assert.equal(counts.of('recap_model_failures_total')[0]?.value, 2);
    await countAnswers({ answer: async () => ({ sentences: [], use }) }, counts).answer('?', []);
    await countAnswers({ answer: async () => ({ sentences: [] }) }, counts).answer('?', []);
    assert.deepEqual(
      counts.of('recap_model_tokens_total').map(({ value }) => value),
      [20, 8],
    );
    assert.equal(counts.of('recap_model_failures_total')[0]?.value, 4);
  });

  it('are served as Prometheus reads them, with the age of the last tick', async () => {
    const counts = createCounts();
    const metrics = metricsOf(counts);
    metrics.noted('reaction');
    metrics.noted('reaction');
    metrics.refused({ quote: 2, name: 1 });
    counts.add('recap_slack_errors_total', { code: 'ratelimited' });
    let lastTickAt: number | undefined;
    const port = await freePort();
    const server = await serveRoutes(port, {
      '/metrics': createMetricsRoute({
        counts,
        lastTickAt: () => lastTickAt,
        isConnected: () => false,
        now: () => 20_000,
      }),
    });
    try {
      const ask = async () => {
        const response = await fetch(`http://localhost:${port}/metrics`);
        assert.equal(response.status, 200);
        assert.match(response.headers.get('content-type')!, /^text\/plain; version=0\.0\.4/);
        return response.text();
      };
      const first = await ask();
      assert.match(first, /^recap_notes_total\{way="reaction"\} 2$/m);
      assert.match(first, /^recap_evidence_refused_total\{reason="quote"\} 2$/m);
      assert.match(first, /^recap_slack_errors_total\{code="ratelimited"\} 1$/m);
      assert.match(first, /^recap_slack_connected 0$/m);
      assert.match(first, /^nodejs_eventloop_lag_p99_seconds /m);
      assert.doesNotMatch(first, /^recap_tick_age_seconds \d/m);
      for (const name of Object.keys(COUNTED)) assert.match(first, new RegExp(`^# TYPE ${name} counter$`, 'm'));
      lastTickAt = 7_500;
      metrics.noted('reaction');
      const second = await ask();
      assert.match(second, /^recap_tick_age_seconds 12\.5$/m);
      assert.match(second, /^recap_notes_total\{way="reaction"\} 3$/m);
    } finally {
      await server.stop();
    }
  });
});
