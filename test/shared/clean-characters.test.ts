import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanCharacters, cleanLine } from '#shared/clean-characters.ts';

describe('cleanCharacters', () => {
  it('keeps what writing needs', () => {
    for (const text of [
      'naïve Ünïcode — “quotes” …\n\ttab',
      '👩‍💻 ❤️ 🏳️‍🌈 👍🏽 1️⃣ ☎︎ 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
      'می‌خواهم',
      'क्‍ष न्‍',
      'ශ්‍රී',
      'ភាសា\u200bខ្មែរ',
      'שלום \u200fC++',
      '葛󠄀城',
      'e\u0301',
    ]) {
      assert.equal(cleanCharacters(text), text);
    }
  });

  it('takes out what hides', () => {
    assert.equal(cleanCharacters('a\u0000\u0007\u001b[31mb\u007f\u0085c'), 'a[31mb\nc');
    assert.equal(cleanCharacters('pay\u202elap\u202c \u2066x\u2069'), 'paylap x');
    assert.equal(cleanCharacters('p\u200ba\u200cy\u200dp\u2060a\ufeffl\u00ad'), 'paypal');
    assert.equal(cleanCharacters('hi\u{e0068}\u{e0069}'), 'hi');
    assert.equal(cleanCharacters('a\ufe0fb\u{e0101}c'), 'abc');
    assert.equal(cleanCharacters('a\u200eb'), 'ab');
  });

  it('has one kind of line break and no broken characters', () => {
    assert.equal(cleanCharacters('a\r\nb\rc\u2028d'), 'a\nb\nc\nd');
    assert.equal(cleanCharacters('a\ud83d b\ude00'), 'a\ufffd b\ufffd');
  });
});

it('cleanLine gives one trimmed line', () => {
  assert.equal(cleanLine('  Li\n Wei\u202e '), 'Li Wei');
});
