import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freePort } from '#demo/local-slack/run.ts';
import { PostingError, type PostingProblem, type Publisher } from '#usecases/ports/slack.ts';
import type { Summarizer } from '#usecases/ports/summarizer.ts';
import { COUNTERS, createMetrics } from '#web/metrics.ts';
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

const STILL = { lastTickAt: () => undefined, isConnected: () => false, now: () => 20_000 };

type Metrics = ReturnType<typeof createMetrics>;

async function counted({ registry }: Metrics, name: keyof typeof COUNTERS) {
  const { values } = await registry.getSingleMetric(name)!.get();
  return values.map(({ labels, value }) => [...Object.values(labels), value]);
}

describe('metrics', () => {
  it('tells digests from other messages, and what is tried again', async () => {
    const metrics = createMetrics(STILL);
    const problems: PostingProblem[] = [{ kind: 'later', retryAfterMs: 1 }, { kind: 'unknown' }];
    const publisher = metrics.countPosts(
      publisherThat(async () => {
        const problem = problems.shift();
        if (problem !== undefined) throw new PostingError(problem);
        return '1.1';
      }),
    );
    for (let times = 0; times < 2; times++)
      await assert.rejects(publisher.post(PLACE, 'digest:K:2016-05-26:main', MESSAGE), PostingError);
    assert.equal(await publisher.post(PLACE, 'digest:K:2016-05-26:main', MESSAGE), '1.1');
    await publisher.post(PLACE, 'note:C1:1.1:thread', MESSAGE);
    await publisher.update({ ...PLACE, ts: '1.1' }, 'recap:K:main', MESSAGE);
    assert.deepEqual(await counted(metrics, 'recap_posts_total'), [
      ['digest', 'later', 1],
      ['digest', 'unknown', 1],
      ['digest', 'posted', 1],
      ['note', 'posted', 1],
      ['recap', 'updated', 1],
    ]);
  });

  it('counts tokens where a model is used, and none where none is', async () => {
    const metrics = createMetrics(STILL);
    const use = { sent: 10, received: 4, saved: 0, failures: 2 };
    const made = async (): Promise<Awaited<ReturnType<Summarizer['summarizeTalks']>>> => ({ summaries: [] });
    await metrics.countSummaries({ summarizeTalks: made }).summarizeTalks([]);
    assert.deepEqual(await counted(metrics, 'recap_model_tokens_total'), []);
    await metrics.countSummaries({ summarizeTalks: async () => ({ summaries: [], use }) }).summarizeTalks([]);
    assert.deepEqual(await counted(metrics, 'recap_model_tokens_total'), [
      ['sent', 10],
      ['received', 4],
    ]);
    assert.deepEqual(await counted(metrics, 'recap_model_failures_total'), [[2]]);
    await metrics.countAnswers({ answer: async () => ({ sentences: [], use }) }).answer('?', []);
    await metrics.countAnswers({ answer: async () => ({ sentences: [] }) }).answer('?', []);
    assert.deepEqual(await counted(metrics, 'recap_model_tokens_total'), [
      ['sent', 20],
      ['received', 8],
    ]);
    assert.deepEqual(await counted(metrics, 'recap_model_failures_total'), [[4]]);
  });

  it('are served as Prometheus reads them, with the age of the last tick', async () => {
    let lastTickAt: number | undefined;
    const { events, route, countSlackError } = createMetrics({ ...STILL, lastTickAt: () => lastTickAt });
    events.noted('reaction');
    events.noted('reaction');
    events.refused({ quote: 2, name: 1 });
    countSlackError('ratelimited');
    const port = await freePort();
    const server = await serveRoutes(port, { '/metrics': route });
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
      for (const name of Object.keys(COUNTERS)) assert.match(first, new RegExp(`^# TYPE ${name} counter$`, 'm'));
      lastTickAt = 7_500;
      events.noted('reaction');
      const second = await ask();
      assert.match(second, /^recap_tick_age_seconds 12\.5$/m);
      assert.match(second, /^recap_notes_total\{way="reaction"\} 3$/m);
    } finally {
      await server.stop();
    }
  });
});
