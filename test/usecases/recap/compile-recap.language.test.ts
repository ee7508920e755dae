import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recapLanguage } from '#usecases/recap/compile-recap.ts';

const german = { text: 'Die Teams sollen miteinander reden, bevor sie ein neues Werkzeug einführen.' };
const english = { text: 'The teams should talk to each other before they introduce another tool.' };
const unknown = { text: 'チームはお互いに話し合うべきです' };

test('a recap has the language that was set', () => {
  assert.equal(recapLanguage({ language: 'Swedish' }, [german, german]), 'sv');
});

test('without a set language it has that of its notes, if it is clear', () => {
  assert.equal(recapLanguage(undefined, [german, german, english, unknown]), 'de');
  assert.equal(recapLanguage({ tone: 'dry' }, [german]), 'de');
});

test('notes in several languages, in others or none get English headings', () => {
  assert.equal(recapLanguage(undefined, [german, english]), 'en');
  assert.equal(recapLanguage(undefined, [unknown, { text: 'OK' }]), 'en');
  assert.equal(recapLanguage(undefined, []), 'en');
});
