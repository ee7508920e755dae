import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { says, startModel } from '#test/fakes/model-server.ts';
import { compileWith, pointsOf, twoTalks } from '#test/llm/two-talks.ts';
import { type Fault, startFaultProxy } from '#test/slack/fault-proxy.ts';

const METHOD = 'v1/chat/completions';
const WORDED = 'Decide first whether the increase is valid.';

/** Compiles a recap with a model behind a connection that fails as `breakLine` says. */
async function compileBehind(
  breakLine: (proxy: Awaited<ReturnType<typeof startFaultProxy>>) => void,
  limits = { timeoutMs: 300, deadlineMs: 1_500 },
) {
  await using model = await startModel((talks) => [
    ...talks.flatMap(({ notes }) =>
      notes
        .filter(({ text }) => /increase|Whatever/.test(text))
        .map(({ number, text }) =>
          says('paragraph', text.includes('increase') ? WORDED : 'Teams have to talk to each other.', [number]),
        ),
    ),
  ]);
  const proxy = await startFaultProxy(model.baseUrl.replace(/v1$/, ''));
  try {
    breakLine(proxy);
    const compiled = await compileWith(`${proxy.apiUrl}v1`, twoTalks(), limits);
    return { ...compiled, calls: proxy.calls(METHOD).length };
  } finally {
    await proxy.stop();
  }
}

describe('a connection to the model that fails', () => {
  for (const [what, fault] of [
    ['a 429 without Retry-After', { status: 429 }],
    ['a 429 with Retry-After', { status: 429, headers: { 'retry-after': '1' } }],
    ['a 503', { status: 503 }],
    ['a connection that ends before the question has arrived', 'drop before'],
    ['a connection that ends before the answer has', 'drop after'],
  ] as [string, Fault][]) {
    it(`the request is retried after ${what}`, async () => {
      const { recap, provisional, calls } = await compileBehind(
        (proxy) => proxy.failNext(METHOD, fault),
        // Enough for a busy machine.
        { timeoutMs: 10_000, deadlineMs: 60_000 },
      );
      assert.deepEqual(pointsOf(recap, 'scaling'), [WORDED]);
      // Two talks, their checks, the day, and one request again.
      assert.deepEqual([provisional, calls], [0, 6]);
    });

    it(`makes the summary without the model if there is nothing but ${what}`, async () => {
      const { recap, provisional, calls } = await compileBehind((proxy) => proxy.failAll(fault));
      assert.ok(pointsOf(recap, 'scaling').length > 0);
      assert.ok(!pointsOf(recap, 'scaling').includes(WORDED));
      assert.equal(provisional, 2);
      assert.ok(calls >= 1 && calls <= 12, `${calls} calls`);
    });
  }

  it('makes the summary without the model in time if the model never answers', async () => {
    const { recap, provisional } = await compileBehind((proxy) => proxy.failAll('silence'));
    assert.ok(pointsOf(recap, 'culture').length > 0);
    assert.equal(provisional, 2);
  });
});
