import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noLocalSlack } from './no-local-slack.ts';
import { startWorkspace } from './start-workspace.ts';

test('what the bot did is counted at /metrics', { skip: await noLocalSlack() }, async () => {
  const workspace = await startWorkspace('http');
  try {
    await workspace.startConference();
    await workspace.type('/recap add Boats float as they are lighter than water.');
    await workspace.post(/lighter than water/);
    const response = await fetch(new URL('/metrics', workspace.requestUrl));
    const text = await response.text();
    assert.match(text, /^recap_notes_total\{way="command"\} 1$/m);
    assert.match(text, /^recap_posts_total\{kind="note",outcome="posted"\} 1$/m);
    assert.match(text, /^recap_slack_connected 1$/m);
    assert.match(text, /^recap_tick_age_seconds [\d.]+$/m);
    assert.doesNotMatch(text, /Boats|SampleConf/);
  } finally {
    await workspace.stop();
  }
});
