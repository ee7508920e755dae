import assert from 'node:assert/strict';
import { it } from 'node:test';
import { emojiCharacter } from '#text/slack-markup/emoji.ts';

it("finds the characters of Slack's emoji names", () => {
  const expected = {
    '+1': '👍',
    thumbsup: '👍',
    slightly_smiling_face: '🙂',
    the_horns: '🤘',
    'man-shrugging': '🤷‍♂️',
    smiling_face_with_3_hearts: '🥰',
    'flag-us': '🇺🇸',
    'flag-ca': '🇨🇦',
  };
  for (const [name, character] of Object.entries(expected)) assert.equal(emojiCharacter(name), character, name);
});

it('applies skin tones only to emoji that have them', () => {
  assert.equal(emojiCharacter('wave', 2), '👋🏻');
  assert.equal(emojiCharacter('man-shrugging', 6), '🤷🏿‍♂️');
  assert.equal(emojiCharacter('point_up', 4), '☝🏽');
  assert.equal(emojiCharacter('tada', 4), '🎉');
});

it('returns undefined for unknown names', () => {
  for (const name of ['party_parrot', 'flag-zz', 'toString', '__proto__', ''])
    assert.equal(emojiCharacter(name), undefined);
});
