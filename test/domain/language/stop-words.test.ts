import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageOf } from '#domain/language/stop-words.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';

const guess = (text: string) => languageOf(tokenize(text).map(({ text: word }) => fold(word)));

test('the language of a sentence is that of its function words', () => {
  const sentences = {
    en: 'They found the reason on Twitter, not in a dashboard.',
    de: 'Sie fanden den Grund auf Twitter und nicht in einem Dashboard.',
    fr: 'Ils ont trouvé la raison sur Twitter, et non dans un tableau de bord.',
    es: 'Encontraron el motivo en Twitter y no en un panel.',
    it: 'Hanno trovato il motivo su Twitter e non in una dashboard.',
    pt: 'Encontraram o motivo no Twitter e não em um painel.',
    nl: 'Ze vonden de reden op Twitter en niet in een dashboard.',
    sv: 'De hittade orsaken på Twitter och inte i en instrumentpanel.',
  };
  for (const [language, text] of Object.entries(sentences)) assert.equal(guess(text), language, text);
});

test('names, other languages and empty texts have no known language', () => {
  for (const text of [
    '',
    'Netflix',
    'Docker Kubernetes Terraform Prometheus Grafana',
    'Netflix zredukował 1200 kompilacji do 6.',
    '彼らはダッシュボードではなくTwitterで理由を見つけた。',
    'Они нашли причину в твиттере, а не на панели.',
  ]) {
    assert.equal(guess(text), undefined, text);
  }
});
