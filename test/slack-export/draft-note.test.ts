import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { draftNote } from '#slack-export/draft-note.ts';
import type { ExportUser } from '#slack-export/users-and-channels.ts';

const users = new Map<string, ExportUser>([
  ['U1', { id: 'U1', name: 'Amara', isBot: false, isDeleted: false }],
  ['U2', { id: 'U2', name: 'Build', isBot: true, isDeleted: false }],
  ['U3', { id: 'U3', name: 'Gone Girl', isBot: false, isDeleted: true }],
]);
const names = { user: (id: string) => users.get(id)?.name, channel: () => undefined };

const MESSAGE = { type: 'message', user: 'U1', ts: '1464272340.000100', text: 'a &amp; b' };

function draft(message: unknown) {
  return draftNote(message, 'C1', { users, names });
}

function note(message: Record<string, unknown>) {
  const drafted = draft({ ...MESSAGE, ...message });
  assert.ok(drafted.kind === 'draft');
  return drafted.note;
}

function whySkipped(message: unknown) {
  const drafted = draft(message);
  return drafted.kind === 'skipped' ? drafted.reason : undefined;
}

describe('a message', () => {
  it('becomes a note', () => {
    assert.deepEqual(note({ reactions: [{ name: 'memo', users: ['U1'], count: 2 }] }), {
      id: 'C1:1464272340.000100',
      channel: 'C1',
      ts: '1464272340.000100',
      at: 1464272340000,
      authorId: 'U1',
      author: 'Amara',
      text: 'a & b',
      spans: [],
      photos: [],
      reactions: [{ name: 'memo', count: 2 }],
    });
  });

  it('of any kind that people write counts', () => {
    for (const subtype of ['thread_broadcast', 'me_message', 'file_share'])
      assert.equal(note({ subtype }).text, 'a & b');
    assert.equal(note({ bot_id: null }).text, 'a & b');
    assert.equal(note({ user: 'U3' }).author, 'Gone Girl');
  });

  it('of others is left out with a reason', () => {
    const cases: [Record<string, unknown>, string][] = [
      [{ subtype: 'channel_join' }, 'system message'],
      [{ subtype: 'huddle_thread' }, 'system message'],
      [{ type: 'event' }, 'system message'],
      [{ subtype: 'bot_message', user: undefined, username: 'github' }, 'bot'],
      [{ bot_id: 'B1' }, 'bot'],
      [{ user: 'U2' }, 'bot'],
      [{ user: 'USLACKBOT' }, 'bot'],
      [{ subtype: 'tombstone' }, 'deleted'],
      [{ hidden: true }, 'hidden'],
      [{ ts: undefined }, 'broken'],
      [{ ts: 'yesterday' }, 'broken'],
      [{ ts: 1464272340.0001 }, 'broken'],
      [{ ts: '0' }, 'broken'],
      [{ user: undefined }, 'broken'],
      [{ text: undefined }, 'empty'],
      [{ text: ' \u200b ' }, 'empty'],
    ];
    for (const [change, reason] of cases)
      assert.equal(whySkipped({ ...MESSAGE, ...change }), reason, JSON.stringify(change));
    for (const junk of [null, 7, 'text', [], undefined]) assert.equal(whySkipped(junk), 'broken');
  });

  it('knows its thread, the first message too', () => {
    assert.equal(note({ thread_ts: '1464272220.000100' }).threadTs, '1464272220.000100');
    assert.equal(note({ thread_ts: MESSAGE.ts }).threadTs, MESSAGE.ts);
    assert.equal(note({ replies: [{ user: 'U1', ts: '1464272350.000100' }] }).threadTs, MESSAGE.ts);
    assert.equal(note({ reply_count: 2 }).threadTs, MESSAGE.ts);
    assert.equal(note({ reply_count: 0, replies: [], thread_ts: 'x' }).threadTs, undefined);
  });

  it('of people in no list shows the name that it carries, and nothing else', () => {
    assert.equal(
      note({ user: 'U7', user_profile: { name: 'kim', real_name: 'Kim Li', display_name: 'kim' } }).author,
      'Kim Li',
    );
    assert.equal(note({ user: 'U7' }).author, 'Unknown person');
  });

  it('counts a reaction in all skin tones', () => {
    const reactions = [
      { name: '+1', users: ['U1'], count: 1 },
      { name: '+1::skin-tone-3', users: ['U2', 'U3'] },
      { name: 'bad name', count: 1 },
      { name: 'memo', count: -1 },
      'junk',
    ];
    assert.deepEqual(note({ reactions }).reactions, [{ name: '+1', count: 3 }]);
  });
});

describe('its text', () => {
  it("leaves out what Slack wrote about a file, and keeps the author's comment", () => {
    const upload = '<@U1> uploaded a file: <https://t.slack.com/files/U1/F1/wall.png|wall>';
    const share = (text: string, file = {}) =>
      draft({ ...MESSAGE, subtype: 'file_share', text, file: { id: 'F1', ...file } });
    const drafted = share(upload);
    assert.ok(drafted.kind === 'draft');
    assert.equal(drafted.note.text, '');
    assert.equal(drafted.files.length, 1);
    assert.equal(note({ subtype: 'file_share', text: `${upload} and commented: nice wall` }).text, 'nice wall');
    assert.equal(
      note({
        subtype: 'file_share',
        text: upload,
        file: { id: 'F1', initial_comment: { comment: 'the *wall*' } },
      }).text,
      'the wall',
    );
    const comment = { comment: 'so true', user: 'U3' };
    const commented = `<@U3> commented on <@U1>’s file <https://t.slack.com/files/U1/F1/wall.png|wall>: so true`;
    const commentNote = note({
      subtype: 'file_comment',
      user: undefined,
      text: commented,
      comment,
      file: { id: 'F1' },
    });
    assert.deepEqual([commentNote.author, commentNote.text], ['Gone Girl', 'so true']);
    assert.equal(note({ subtype: 'file_comment', text: commented }).text, 'so true');
  });

  it('comes from the blocks where there is no other, never from previews', () => {
    const blocks = [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'from blocks' }] }],
      },
    ];
    assert.equal(note({ text: '', blocks }).text, 'from blocks');
    assert.equal(note({ blocks }).text, 'a & b');
    assert.equal(
      whySkipped({ ...MESSAGE, text: '', attachments: [{ text: 'a preview', from_url: 'https://a.example' }] }),
      'empty',
    );
  });

  it('is no longer than Slack allows', () => {
    const drafted = draft({ ...MESSAGE, text: 'x'.repeat(1_000_000) });
    assert.ok(drafted.kind === 'draft');
    assert.deepEqual([drafted.note.text.length, drafted.isCut], [40_000, true]);
    assert.equal(note({ text: '👏'.repeat(30_000) }).text.isWellFormed(), true);
  });
});

it('takes whatever comes', () => {
  fc.assert(
    fc.property(fc.anything(), fc.object(), (junk, more) => {
      draft(junk);
      draft({ ...MESSAGE, ...more });
      for (const key of [
        'text',
        'files',
        'reactions',
        'blocks',
        'replies',
        'comment',
        'user_profile',
        'subtype',
        'thread_ts',
      ]) {
        draft({ ...MESSAGE, subtype: 'file_share', [key]: junk });
      }
    }),
  );
});
