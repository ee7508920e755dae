import assert from 'node:assert/strict';
import { it } from 'node:test';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { commonestTimezone } from '#slack-export/commonest-timezone.ts';
import type { ExportUser } from '#slack-export/directory.ts';

function user(timezone: string | undefined, more: Partial<ExportUser> = {}): ExportUser {
  return {
    id: 'U',
    name: 'x',
    isBot: false,
    isDeleted: false,
    ...omitUndefined({ timezone }),
    ...more,
  };
}

it('is the zone of most people who are there', () => {
  const gone = user('Asia/Tokyo', { isDeleted: true });
  const bot = user('America/Los_Angeles', { isBot: true });
  assert.equal(commonestTimezone([gone, gone, bot, bot, user('Europe/Berlin'), user(undefined)]), 'Europe/Berlin');
  assert.equal(commonestTimezone([user('Europe/Paris'), user('Europe/Berlin')]), 'Europe/Berlin');
  assert.equal(commonestTimezone([gone, user(undefined)]), 'Asia/Tokyo');
  assert.equal(commonestTimezone([]), undefined);
});
