import assert from 'node:assert/strict';
import type { LocalView } from '#demo/local-slack/dialogs.ts';
import { ADA, CLEO, ELSEWHERE, TALKS } from '#test/e2e/sample-team.ts';
import { until } from '#test/e2e/until.ts';
import { underFaults } from './start-faulty.ts';

const CHOICES = { '/recap start': 'start_conference', '/recap add': 'add_note', '/recap settings': 'change_settings' };

for (const [typed, form] of Object.entries(CHOICES)) {
  underFaults(`${typed} opens its form while Slack says nothing of people and channels`, async (workspace) => {
    const { control, proxy } = workspace;
    for (const method of ['users.info', 'conversations.info', 'conversations.members']) {
      proxy.failAlways(method, { lateMs: 10_000 });
    }
    const dialogs = await control.dialogs();
    const from = Date.now();
    const [command, text] = typed.split(' ') as [string, string];
    const [user, channel] = text === 'settings' ? [ADA, TALKS] : text === 'start' ? [CLEO, ELSEWHERE] : [CLEO, TALKS];
    await control.command({ channel, user, command, text });
    await until('a dialog', () => dialogs.top());
    assert.ok(Date.now() - from < 3_000, 'within the life of the trigger');
    const view: LocalView = await until('the form', () => {
      const top = dialogs.top();
      return top?.callback_id === form && top;
    });
    assert.ok(view.blocks.length > 1);
  });
}
