import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toSafeUrl } from '#domain/language/urls.ts';
import { linkLabel, photoAddress, splitAddresses } from '#render/view/addresses.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { hostileText } from '#test/render/hostile-recap.ts';

test('a photo’s address is relative and never leads upwards', () => {
  assert.equal(photoAddress('photos/a b.png'), 'photos/a%20b.png');
  assert.equal(photoAddress('../../etc/passwd'), 'etc/passwd');
  assert.equal(photoAddress('/etc\\..\\x'), 'etc/x');
  assert.equal(photoAddress('https://example.org/x.png'), 'https%3A/example.org/x.png');
  fc.assert(
    fc.property(hostileText, (file) => {
      const url = new URL(photoAddress(file), 'https://here.example/recap/');
      assert.ok(url.href.startsWith('https://here.example/recap/'));
    }),
  );
});

test('addresses in a text are links to themselves', () => {
  assert.deepEqual(splitAddresses('See https://a.example/x, and (http://b.example).'), [
    { text: 'See ' },
    { text: 'https://a.example/x', address: 'https://a.example/x' },
    { text: ', and (' },
    { text: 'http://b.example', address: 'http://b.example' },
    { text: ').' },
  ]);
  assert.deepEqual(splitAddresses('www.a.example'), [{ text: 'www.a.example', address: 'https://www.a.example' }]);
  assert.deepEqual(splitAddresses('javascript:alert(1)'), [{ text: 'javascript:alert(1)' }]);
});

test('the same address twice is found twice', () => {
  const parts = splitAddresses('https://a.example https://a.example/b https://a.example');
  assert.equal(parts.filter(({ address }) => address !== undefined).length, 3);
});

test('the parts of a text are the text', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const parts = splitAddresses(text);
      assert.equal(parts.map((part) => part.text).join(''), plainLine(text));
      for (const { address } of parts) assert.ok(address === undefined || toSafeUrl(address) !== undefined);
    }),
  );
});

test('a label shows where its link leads, and cannot pretend', () => {
  assert.deepEqual(linkLabel('https://www.example.org/a', 'The slides'), {
    text: 'The slides',
    host: 'example.org',
  });
  assert.deepEqual(linkLabel('https://evil.example/a/', 'https://bank.example'), { text: 'evil.example/a' });
  assert.deepEqual(linkLabel('https://example.org/?q=1'), { text: 'example.org?q=1' });
});
