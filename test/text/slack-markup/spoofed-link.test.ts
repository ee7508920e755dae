import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isSpoofedLink } from '#text/slack-markup/spoofed-link.ts';

it('isSpoofedLink detects a label that names another address', () => {
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
    assert.equal(isSpoofedLink(label, target), false, label);
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
    assert.equal(isSpoofedLink(label, target), true, label);
  }
});
