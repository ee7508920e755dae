import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isForgedLabel, toSafeUrl } from '#text/slack-markup/safe-url.ts';

it('toSafeUrl takes http(s) only, and nothing that breaks out of a link', () => {
  assert.equal(toSafeUrl('https://codeascraft.com'), 'https://codeascraft.com');
  assert.equal(toSafeUrl('HTTP://Example.com/A?b=c#d'), 'HTTP://Example.com/A?b=c#d');
  assert.equal(toSafeUrl('https://a.example/"><script>'), 'https://a.example/%22%3E%3Cscript%3E');
  for (const address of [
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    '//a.example',
    'https://',
    'a.example',
    '',
  ]) {
    assert.equal(toSafeUrl(address), undefined, address);
  }
});

it('isForgedLabel detects a label that names another address', () => {
  const target = 'https://www.example.com/docs/guide?x=1';
  for (const label of [
    'example.com',
    'www.example.com/docs',
    'https://example.com/docs/…',
    'the guide',
    'guide.md',
    'e.g.',
    'v2.0',
    'com.google.Guava',
    'main.ts:55',
    'Node.js',
    'a.b',
  ]) {
    assert.equal(isForgedLabel(label, target), false, label);
  }
  for (const label of [
    'https://example.org',
    'other.com',
    'example.com.evil.net',
    'example.com/else',
    'see http://x.example now',
    'EXAMPLE.ORG',
    'bank.co.uk',
    'bücher.de',
  ]) {
    assert.equal(isForgedLabel(label, target), true, label);
  }
});
