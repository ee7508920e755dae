import assert from 'node:assert/strict';
import { it } from 'node:test';
import { displayName } from '#text/slack-markup/message-fields.ts';

it('prefers the display name, then the real name, then the handle', () => {
  const cases: [Record<string, unknown>, string][] = [
    [{ name: 'amara', profile: { display_name: 'Ammy', real_name: 'Amara O.' } }, 'Ammy'],
    [{ name: 'amara', profile: { display_name: 'Amara', real_name: 'Amara O.' } }, 'Amara O.'],
    [{ name: 'amara', profile: { display_name: '', real_name: '' }, real_name: 'Amara O.' }, 'Amara O.'],
    [{ name: 'amara' }, 'amara'],
    [{ profile: { display_name: 'Ammy' } }, 'Ammy'],
    [{ name: 'x', profile: { display_name: 'A\u202eb\n*c* ' } }, 'Ab *c*'],
    [{}, 'Unknown person'],
    [{ name: 7, profile: 'x' }, 'Unknown person'],
  ];
  for (const [user, name] of cases) assert.equal(displayName(user), name, JSON.stringify(user));
});
