import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseMessage } from '#slack/api/parse-message.ts';

const PLACE = { teamId: 'T1', channel: 'C1' };
const SAID = { type: 'message', user: 'U1', text: 'a &amp; b', ts: '1700000000.000001' };

describe('reading a message of Slack’s', () => {
  it('keeps what a person wrote as Slack writes it', () => {
    assert.deepEqual(parseMessage(PLACE, SAID), {
      ...PLACE,
      ts: '1700000000.000001',
      authorId: 'U1',
      source: 'a &amp; b',
      photos: [],
    });
  });

  it('knows replies, first messages of threads, and edits', () => {
    const thread_ts = '1699999999.000001';
    assert.equal(parseMessage(PLACE, { ...SAID, thread_ts })?.threadTs, thread_ts);
    assert.equal(parseMessage(PLACE, { ...SAID, reply_count: 2 })?.threadTs, SAID.ts);
    assert.equal(
      parseMessage(PLACE, { ...SAID, edited: { user: 'U1', ts: '1700000009.000000' } })?.editedTs,
      '1700000009.000000',
    );
  });

  it('knows who reacted, whatever the skin tone', () => {
    const reactions = [
      { name: 'bulb::skin-tone-3', users: ['U2', 'U3'], count: 2 },
      { name: 'eyes', count: 1 },
    ];
    assert.deepEqual(parseMessage(PLACE, { ...SAID, reactions })?.reactions, [
      { name: 'bulb', by: 'U2' },
      { name: 'bulb', by: 'U3' },
    ]);
  });

  it('takes everything that people write', () => {
    for (const subtype of ['thread_broadcast', 'me_message', 'file_share'])
      assert(parseMessage(PLACE, { ...SAID, subtype }), subtype);
    // A shortcut's message has no type in old payloads.
    assert(parseMessage(PLACE, { ...SAID, type: undefined }));
  });

  it('takes nothing of bots, of the app itself or of Slack', () => {
    for (const other of [
      { bot_id: 'B1' },
      { app_id: 'A1' },
      { bot_profile: { id: 'B1' } },
      { subtype: 'bot_message' },
      { subtype: 'channel_join' },
      { subtype: 'message_changed' },
      { subtype: 'tombstone' },
      { hidden: true },
      { user: 'USLACKBOT' },
      { user: undefined },
      { ts: undefined },
      { ts: 'yesterday' },
    ])
      assert.equal(parseMessage(PLACE, { ...SAID, ...other }), undefined, JSON.stringify(other));
    for (const broken of [null, 'x', [], 7]) assert.equal(parseMessage(PLACE, broken), undefined);
  });

  it('takes pictures that browsers show and HEIC, with names that are safe and of one file alone', () => {
    const picture = {
      id: 'F1',
      name: '../../IMG 1.JPG',
      title: 'The slide on &lt;stability&gt;',
      mimetype: 'image/jpeg',
      original_w: 4032,
      original_h: 3024,
    };
    const files = [
      picture,
      { ...picture, id: 'F2', name: 'IMG 1.JPG', title: 'IMG_1', original_w: undefined },
      { ...picture, id: 'F3', mimetype: 'image/heic' },
      { ...picture, id: 'F4', mimetype: 'application/pdf' },
      { ...picture, id: 'F5', mode: 'tombstone' },
      { ...picture, id: '../F6' },
      'no file',
    ];
    assert.deepEqual(parseMessage(PLACE, { ...SAID, files })?.photos, [
      { id: 'F1', name: 'IMG-1-F1.jpg', title: 'The slide on <stability>', width: 4032, height: 3024 },
      { id: 'F2', name: 'IMG-1-F2.jpg' },
      { id: 'F3', name: 'IMG-1-F3.heic.jpg', title: 'The slide on <stability>', width: 4032, height: 3024 },
    ]);
  });
});
