import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Talk } from '#domain/conference/talk.ts';
import { findAddressee } from '#domain/talk-mentions/addressed-talk.ts';

const talks: Talk[] = [
  talk('culture', 'Containers will not fix your broken culture', 'Bridget Kromhout'),
  talk('brazil', "How Brazil's government kept us up at night", 'Hany Fahim'),
  talk('one', 'Pipelines: a love story', 'Ada Byron'),
  talk('two', 'Pipelines in anger', 'Ada Byron'),
  talk('größe', 'Größe ist nicht alles', 'Jürgen Müller'),
  talk('ann', 'Queues', 'Ann Chen'),
  talk('dan', 'Caches', 'Dan Chen'),
  talk('lena', 'Typen', 'Anna-Lena Hofmann'),
  talk('garcia', 'Dashboards nobody needs', 'María José García Ortega'),
  talk('price', 'A tale of two meshes', 'Amy Price'),
  talk('page', 'Le déploiement continu', 'Larry Page'),
  talk('frank', 'Yes means yes', 'Frank Link'),
];
const NOON = Date.parse('2016-05-26T12:00:00Z');

/** The talk, the talks that are asked about, or undefined. */
async function understand(text: string) {
  const found = await findAddressee(text, talks, NOON);
  return found?.kind === 'unclear' ? found.talkIds : found?.talkId;
}

function talk(id: string, title: string, speaker: string): Talk {
  const day = '2016-05-26T10:00:00Z';
  return { id, title, speakers: [{ name: speaker }], startsAt: day, endsAt: day };
}

for (const [text, expected] of [
  ['Kromhout: containers are fashion', 'culture'],
  ['bridget kromhout: containers are fashion', 'culture'],
  ['Bridget : containers', 'culture'],
  ['#containers are fashion', 'culture'],
  ['#kromhout', 'culture'],
  ['Containers will not fix your broken culture: yes', 'culture'],
  ["How Brazil's government: blocked", 'brazil'],
  ['how brazil’s government kept us up at night: blocked', 'brazil'],
  ['müller： wichtig', 'größe'],
  ['Größe ist nicht: ja', 'größe'],
  ['Byron: something', 'two'],
  ['Pipelines: something', undefined],
  ['Pipelines in anger: something', 'two'],
  ['What Kromhout said about the three rules that nobody follows: never', undefined],
  ['https://kromhout.example/: see there', undefined],
  ['no label at all about containers', undefined],
  ['(::) nothing', undefined],
  ['', undefined],
  ['#unknown word', undefined],
  ['Kromhuot: a typo', 'culture'],
  ['brigdet: letters swapped', 'culture'],
  ['Bridget Kromhut: a typo in a full name', 'culture'],
  ['Chen: two people', ['ann', 'dan']],
  ['Cheng: a typo in a short name', ['ann', 'dan']],
  ['Ann: one of them', 'ann'],
  ['Dan Chen: not the other one', 'dan'],
  ['Anna-Lena: two given names', 'lena'],
  ['Krumholtz: similar', ['culture']],
  ['Sandra: nobody here', []],
  ['Q: why?', undefined],
  ['TODO: look it up', undefined],
  ['Note: the slides are online', undefined],
  ['Culture: a talk’s topic', undefined],
  ['Kubernetes: no name', undefined],
  ['AWS: no name', undefined],
  ['Chain: a word like a name', undefined],
  ['How: start small', undefined],
  ['how to: start small', undefined],
  ['A: yes', undefined],
  ['Größe: XL', undefined],
  ['Typen: drei', undefined],
  ['Queues: bounded', undefined],
  ['Price: 40 €', ['price']],
  ['Page: 12', ['page']],
  ['Price and Page: both', undefined],
  ['Link: see the slides', undefined],
  ['Frank: no', 'frank'],
  ['Garcia: the first of two family names', 'garcia'],
  ['Ortega: the second', 'garcia'],
  ['Larry Page: ranks', 'page'],
] as const) {
  const meant = expected === undefined ? 'no talk' : typeof expected === 'string' ? expected : `one of ${expected}`;
  test(`${JSON.stringify(text)} is addressed to ${meant}`, async () => {
    assert.deepEqual(await understand(text), expected);
  });
}

test('a speaker whose name is an ordinary word is meant while the talk is on', async () => {
  for (const [minutes, kind] of [
    [-20, 'unclear'],
    [-10, 'talk'],
    [10, 'talk'],
    [20, 'unclear'],
  ] as const) {
    assert.equal(
      (await findAddressee('Price: 40 €', talks, Date.parse('2016-05-26T10:00:00Z') + minutes * 60_000))?.kind,
      kind,
    );
  }
});

test('a word that labels notes is a speaker’s name only while that talk is on', async () => {
  const own = [talk('short', 'Rivers', 'Anna Kurz'), talk('cost', 'Lakes', 'Martin Preis')];
  for (const [text, talkId] of [
    ['Kurz: deploy often', 'short'],
    ['Preis: 40 €', 'cost'],
  ] as const) {
    const start = Date.parse(own[0]!.startsAt);
    assert.deepEqual(await findAddressee(text, own, start), { kind: 'talk', talkId });
    assert.equal(await findAddressee(text, own, start - 3_600_000), undefined);
  }
});

test('of a speaker’s talks, the last that has started is meant', async () => {
  const own = [talk('early', 'Rivers', 'Edsger Dijkstra'), talk('late', 'Lakes', 'Edsger Dijkstra')];
  own[1]!.startsAt = '2016-05-26T14:00:00Z';
  for (const [at, id] of [
    [NOON, 'early'],
    [NOON + 2 * 3_600_000, 'late'],
  ] as const) {
    assert.deepEqual(await findAddressee('Dijkstra: water', own, at), { kind: 'talk', talkId: id });
  }
});

test('says which name a typo was read as', async () => {
  const found = await findAddressee('Kromhuot: x', talks, NOON);
  assert.deepEqual(found, { kind: 'talk', talkId: 'culture', corrected: 'Bridget Kromhout' });
});

test('accepts any text quickly', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 500 }), async (text) => {
      for (const id of [(await understand(text)) ?? []].flat()) assert.ok(talks.some((one) => one.id === id));
    }),
  );
  const begun = performance.now();
  await understand('#'.repeat(40_000));
  const many = Array.from({ length: 400 }, (_, at) => talk(`${at}`, `Talk ${at}`, `Speaker${at} Number${at * 7}`));
  await findAddressee(`${'ab '.repeat(80)}:`, many, NOON);
  await understand(`${'a '.repeat(20_000)}:`);
  assert.ok(performance.now() - begun < 2_000);
});

const world: Talk[] = [
  talk('maps', 'Mapas para todos', 'Ana Lucía Fernández Ibarra'),
  talk('trams', 'Weichen stellen in der Altstadt', 'Jürgen Schröder-Weiß'),
  talk('locks', 'Locks considered late', 'Otto von der Heide'),
  talk('bread', 'Du pain et des jeux', 'Maëlle d’Aubigné'),
  talk('tides', 'Tides in production', "Siobhán O'Reardon"),
];

for (const [text, expected] of [
  ['Fernández: 4 maps of 5', 'maps'],
  ['Ana Lucia: 4 maps of 5', 'maps'],
  ['Schroeder: switch late', 'trams'],
  ['Weiss: switch late', 'trams'],
  ['Schröder-W.: switch late', 'trams'],
  ['von der Heide: fewer locks', 'locks'],
  ['Prof. Heide: fewer locks', 'locks'],
  ['Daubigne: le pain', 'bread'],
  ['OReardon: slack water', 'tides'],
  ["Siobahn O'Raerdon: slack water", 'tides'],
  ['[Tides] slack water', 'tides'],
  ['Heide (Locks): fewer locks', 'locks'],
  ['Heide (my boss): that is fine', undefined],
  ['Grzegorz: we tried that', []],
  ['Adaeze: we tried that', []],
  ['Mr. Baker: we tried that', []],
  ['Radia Perlman: we tried that', []],
  ['Kerstin: spannend', []],
  ['Krzysztof Wójcik : we tried that', []],
  ['Terraform: we tried that', undefined],
  ...[
    ...['Вывод: тестируйте раньше', 'まとめ: テストが大事', 'Wniosek: testować wcześniej', 'Sonuç: önce test'],
    ...['Fehlerbudget: 5 %', 'Testpyramide: 70/20/10', 'Vertrauen: 40 %', 'Offene Fragen: wer zahlt'],
    ...['Traefik: replaced nginx', 'Webhooks: retry', 'Runbook: one page', 'Dataset: 3 TB', 'Ferramentas: 3'],
  ].map((text) => [text, undefined] as const),
  ['Observability: we tried that', undefined],
  ['Open questions: who pays', undefined],
  ['Nachteil: das dauert', undefined],
  ['Datenhaltung: das ist nicht die Lösung', undefined],
  ['Inconvénient : c’est long', undefined],
  ['Hodan: a colleague', undefined],
] as const) {
  const meant = expected === undefined ? 'no talk' : typeof expected === 'string' ? expected : 'somebody unknown';
  test(`any part of a name counts: ${JSON.stringify(text)} is from ${meant}`, async () => {
    const found = await findAddressee(text, world, NOON, async () => ['Hodan Warsame']);
    assert.deepEqual(found?.kind === 'unclear' ? found.talkIds : found?.talkId, expected);
  });
}
