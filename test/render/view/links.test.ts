import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toSafeUrl } from '#domain/language/urls.ts';
import { linkLabel, photoUrl, splitUrls } from '#render/view/links.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { hostileText } from '#test/render/hostile-recap.ts';

test('a photo’s address is relative and never leads upwards', () => {
  assert.equal(photoUrl('photos/a b.png'), 'photos/a%20b.png');
  assert.equal(photoUrl('../../etc/passwd'), 'etc/passwd');
  assert.equal(photoUrl('/etc\\..\\x'), 'etc/x');
  assert.equal(photoUrl('https://example.org/x.png'), 'https%3A/example.org/x.png');
  fc.assert(
    fc.property(hostileText, (file) => {
      const url = new URL(photoUrl(file), 'https://here.example/recap/');
      assert.ok(url.href.startsWith('https://here.example/recap/'));
    }),
  );
});

test('addresses in a text are links to themselves', () => {
  assert.deepEqual(splitUrls('See https://a.example/x, and (http://b.example).'), [
    { text: 'See ' },
    { text: 'https://a.example/x', url: 'https://a.example/x' },
    { text: ', and (' },
    { text: 'http://b.example', url: 'http://b.example' },
    { text: ').' },
  ]);
  assert.deepEqual(splitUrls('www.a.example'), [{ text: 'www.a.example', url: 'https://www.a.example' }]);
  assert.deepEqual(splitUrls('javascript:alert(1)'), [{ text: 'javascript:alert(1)' }]);
});

test('the same address twice is found twice', () => {
  const parts = splitUrls('https://a.example https://a.example/b https://a.example');
  assert.equal(parts.filter(({ url }) => url !== undefined).length, 3);
});

test('the parts of a text are the text', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const parts = splitUrls(text);
      assert.equal(parts.map((part) => part.text).join(''), plainLine(text));
      for (const { url } of parts) assert.ok(url === undefined || toSafeUrl(url) !== undefined);
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
