import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Script } from 'node:vm';
import { createRecapCompiler, createThreads, threadCode } from '#app/threads.ts';
import { LocalizedError } from '#errors.ts';
import { CONFERENCE, TALKS, twoTalks } from '#test/llm/two-talks.ts';
import { createExtractiveSummarizer } from '#text/summary/summarize-extractively.ts';
import { type CompileRecapOptions, type ConferenceNotes, compileRecap } from '#usecases/recap/compile-recap.ts';

const threads = createThreads();
after(() => threads.stop());
const errors: string[] = [];
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (_facts: object, event: string) => void errors.push(event),
};
const builtIn = createExtractiveSummarizer();
const options: CompileRecapOptions = { summarizer: builtIn, maxPoints: 5, teamId: 'T1' };

describe('a thread', () => {
  it('runs from a folder with an apostrophe in its name', () => {
    assert.doesNotThrow(() => new Script(threadCode(new URL("file:///home/o'brien/worker.ts"))));
  });

  it('refuses what can’t be sent to it, and everything once it is stopped', async () => {
    const others = createThreads();
    const unsendable = () => others.run('parseSchedule', ['[]', { near: (() => '') as never }], 60_000);
    await assert.rejects(unsendable(), { name: 'DataCloneError' });
    await others.stop();
    await assert.rejects(unsendable(), { message: 'The bot is stopping.' });
  });

  it('compiles the same recap as the main thread, without a model and with one', async () => {
    const compile = createRecapCompiler(threads, log);
    const expected = await compileRecap(input(), options);
    assert.deepEqual(await compile(input(), options), expected);
    const model = { ...builtIn, asksModel: true as const };
    assert.deepEqual(await compile(input(), { ...options, summarizer: model }), expected);
  });

  it('leaves the event loop alone while it compiles long notes', async () => {
    const long = twoTalks().map((note) => ({
      ...note,
      text: `${note.text} `.repeat(Math.ceil(20_000 / note.text.length)),
    }));
    const [thread, everything] = [process.threadCpuUsage(), process.cpuUsage()];
    await createRecapCompiler(threads, log)(input(long), options);
    const ours = total(process.threadCpuUsage(thread));
    const all = total(process.cpuUsage(everything));
    // A share, because on a busy machine everything takes longer. On an idle one it takes 3 of 500 ms.
    assert.ok(ours < all / 5, `took ${ours / 1000} of ${all / 1000} ms`);
  });

  it('is given up if a recap takes too long, which is logged and not tried again soon', async () => {
    errors.length = 0;
    const compile = createRecapCompiler(threads, log, { timeoutMs: 1 });
    const isSlow = (error: unknown) => error instanceof LocalizedError && error.notice.key === 'recap-slow';
    await assert.rejects(compile(input(), options), isSlow);
    await assert.rejects(compile(input(), options), isSlow);
    assert.deepEqual(errors, ['a recap takes too long and was given up']);
    const unlimited = createRecapCompiler(threads, log);
    assert.deepEqual(await unlimited(input(), options), await compileRecap(input(), options));
  });
});

function input(notes = twoTalks()): ConferenceNotes {
  return { conference: CONFERENCE, talks: TALKS, notes, deliberate: new Set(notes.map(({ id }) => id)) };
}

function total({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}
