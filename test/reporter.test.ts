import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import reporter from './reporter.ts';

function passed(name: string, type: 'suite' | 'test', skip?: string | boolean): TestEvent {
  const data = {
    name,
    nesting: 0,
    testNumber: 1,
    details: { type, duration_ms: 1 },
    ...(skip !== undefined && { skip }),
  };
  return { type: 'test:pass', data } as TestEvent;
}

test('the report ends with how many tests were skipped, a line for each reason', async () => {
  async function* events() {
    yield passed('adds', 'test');
    yield passed('posts', 'test', 'Slack is missing');
    yield passed('updates', 'test', 'Slack is missing');
    yield passed('the store', 'suite', 'Postgres is missing');
    yield passed('waits', 'test', true);
  }
  let report = '';
  for await (const text of reporter(events())) report += text;
  assert.match(report, /adds/);
  assert(
    report.endsWith(
      'Skipped 2 tests: Slack is missing\nSkipped 1 group of tests: Postgres is missing\nSkipped 1 test: no reason given\n',
    ),
    report,
  );
});
