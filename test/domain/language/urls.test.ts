import assert from 'node:assert/strict';
import { it } from 'node:test';
import { findUrls, maskUrls, safeUrlAsWritten, toSafeUrl } from '#domain/language/urls.ts';

it('finds URLs without the punctuation around them', () => {
  const text = 'See (https://a.example/x_(y)), www.b.example! and xhttps://c.example';
  assert.deepEqual(
    findUrls(text).map(({ url }) => url),
    ['https://a.example/x_(y)', 'www.b.example'],
  );
});

it('masks URLs, and keeps the offsets of the other words if asked to', () => {
  assert.equal(maskUrls('a https://a.example/b, c'), 'a  , c');
  assert.equal(
    maskUrls('a https://a.example/b, c', ({ length }) => '-'.repeat(length)),
    'a -------------------, c',
  );
});

it('takes http and https URLs only', () => {
  assert.equal(toSafeUrl(' HTTPS://Example.org '), 'https://example.org/');
  for (const address of [
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//example.org',
    'example.org',
    '',
    undefined,
  ]) {
    assert.equal(toSafeUrl(address), undefined);
  }
});

it('keeps a safe URL as written, unless it could break out of a link', () => {
  assert.equal(safeUrlAsWritten('https://codeascraft.com'), 'https://codeascraft.com');
  assert.equal(safeUrlAsWritten('HTTP://Example.com/A?b=c#d'), 'HTTP://Example.com/A?b=c#d');
  assert.equal(safeUrlAsWritten('https://a.example/"><script>'), 'https://a.example/%22%3E%3Cscript%3E');
  for (const address of [
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    '//a.example',
    'https://',
    'a.example',
    '',
  ]) {
    assert.equal(safeUrlAsWritten(address), undefined, address);
  }
});
