import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { asksToAdd, isOnlyCall, withoutBotMention } from '#text/requests/bot-mention.ts';
import { intentOf, mentionIntent } from '#text/requests/question-intent.ts';
import { judge, parseTypedRows } from '../../../eval/typed.ts';

for (const name of [
  'commands-held-out',
  'kinds',
  'mentions-held-out',
  'new-user',
  'notes-held-out',
  'questions-held-out',
]) {
  test(`the typed lines of ${name} in the evaluation are understood`, async () => {
    const file = new URL(`../../../eval/typed/${name}.jsonl`, import.meta.url);
    const rows = parseTypedRows<Parameters<typeof judge>[0]>(readFileSync(file, 'utf8'));
    const judged = await Promise.all(rows.map(async (row) => ({ row, ...(await judge(row)) })));
    assert.deepEqual(
      judged.filter(({ outcome }) => outcome === 'wrong'),
      [],
    );
    assert.ok(judged.filter(({ outcome }) => outcome === 'right').length >= 0.95 * rows.length);
  });
}

test('a link after a mention says something, an emoji does not', () => {
  assert.equal(isOnlyCall('take this https://example.org'), false);
  assert.equal(isOnlyCall('this :point_up: :pray:'), true);
});

test('“add” between a mention and a name is for the bot, and part of the note anywhere else', () => {
  const saved = (source: string) => withoutBotMention({ source, photos: [] }, 'U1').source;
  for (const text of ['<@U1> add Priya: ship small', '<@U1|recap>: add: Priya: ship small']) {
    assert.equal(saved(text), 'Priya: ship small');
    assert.ok(asksToAdd(text));
  }
  for (const note of ['Add caching to the list: use TTL', 'add tests to CI: it pays', 'Add Priya: she knows']) {
    assert.equal(saved(`${note} <@U1>`), note);
    assert.ok(!asksToAdd(`${note} <@U1>`));
  }
  assert.equal(saved('<@U1> add tests to CI: it pays'), 'add tests to CI: it pays');
});

test('a question about one talk is no question for the digest', () => {
  assert.equal(intentOf('Summarize today'), 'digest');
  assert.equal(intentOf('Summarize the talk about boats'), 'question');
});

for (const [language, digest, readingList, help] of [
  ['German', 'Was ist heute passiert?', 'Welche Bücher soll ich lesen?', 'Wie funktioniert das?'],
  ['Spanish', '¿Cuáles fueron los puntos principales?', '¿Qué libros debería leer?', '¿Cómo funciona?'],
  ['French', 'Résume la journée', 'Quels livres faut-il lire ?', 'Comment ça marche ?'],
  ['Italian', 'Cosa è successo oggi?', 'Quali libri dovrei leggere?', 'Come funziona?'],
  ['Dutch', 'Vat de dag samen', 'Welke boeken moet ik lezen?', 'Hoe werkt dit?'],
  ['Portuguese', 'O que aconteceu hoje?', 'Quais livros devo ler?', 'Como funciona?'],
  ['Swedish', 'Vad hände i dag?', 'Vilka böcker ska jag läsa?', 'Hur fungerar det?'],
] as const) {
  test(`questions for the digest, the reading list and help are understood in ${language}`, () => {
    assert.deepEqual([digest, readingList, help].map(intentOf), ['digest', 'reading-list', 'help']);
    assert.deepEqual([digest, readingList, help].map(mentionIntent), ['digest', 'reading-list', 'help']);
  });
}

test('thanks that name the digest are thanks, unless they ask for one', () => {
  for (const text of ['thanks, great digest yesterday!', 'Danke für die Zusammenfassung'])
    assert.equal(mentionIntent(text), 'thanks', text);
  for (const text of ['thanks, what did I miss?', 'thanks, digest please'])
    assert.notEqual(intentOf(text), 'thanks', text);
});

test('questions about what the bot does get help', () => {
  for (const text of [
    'how do I add a note?',
    'How can I save a message?',
    'Wie funktioniert der Bot?',
    'Was kannst du tun?',
  ])
    assert.equal(mentionIntent(text), 'help', text);
});

test('the app’s own suggestions get what they promise in every language', () => {
  for (const language of ['de', 'en', 'es', 'fr', 'it', 'nl', 'pt', 'sv']) {
    const file = new URL(`../../../src/slack/messages/${language}.json`, import.meta.url);
    const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    const intents = ['missed', 'highlights', 'books', 'help'].map((name) => intentOf(texts[`suggest-${name}`]!));
    assert.deepEqual(intents, ['digest', 'digest', 'reading-list', 'help'], language);
  }
});

test('a statement to the bot is a note, whatever words it has', () => {
  for (const text of [
    'Help each other before you ask',
    'ask for help early',
    'Summary: ship small',
    'Best book today: Team Topologies',
    'everything new is old',
    'what Kromhout said: containers',
    'Was wir heute lernen: Bücher lesen hilft',
    'Move that up: weave the border first',
    'how does it work in a mill: water turns a wheel',
  ])
    assert.equal(mentionIntent(text), 'note', text);
});

for (const [intent, texts] of [
  [
    'change',
    [
      'undo',
      'delete my last note',
      'please move that to the talk on trams',
      'annule',
      'borra la última nota',
      'verschiebe das',
      'move it',
      'Déplace ça vers la conférence sur les rails',
      'verschiebe die letzte Notiz in den Vortrag über Weichen',
    ],
  ],
  [
    'schedule',
    [
      'what is on now?',
      'when is lunch?',
      'Wann ist die Keynote?',
      'When does the next session start?',
      'Where is Okafor’s workshop?',
      'Quand commence la pause ?',
      'Wann beginnt der erste Vortrag heute?',
      'När är lunchen?',
      '¿Dónde es la próxima charla?',
      'Was läuft gerade?',
      'C’est quoi la suite ?',
      '¿Qué sigue?',
      'how many notes do we have?',
    ],
  ],
  [
    'question',
    [
      'what did Okafor say about trams?',
      'What was Okafor told about rust?',
      '¿Qué dice Okafor?',
      'Qu’a dit Okafor sur les trams ?',
      'Was hat Okafor über Weichen gesagt?',
    ],
  ],
  [
    'unsure',
    [
      'Why do trams need switches?',
      'When do rails crack?',
      'Wann rosten Weichen?',
      'Wer bezahlt die Weichen?',
      'Move it into the shed before winter',
      'Move them to narrow rails',
      'Move this nearer to the passengers',
      'When did the party lose the harbor?',
      'Where does the coffee trade begin?',
      'When should drivers take breaks?',
      'Wo brechen Pausen den Takt?',
      'Wie geht es mit den Gleisen voran?',
      'Como funciona o freio dos bondes?',
      'How can we use fewer sleepers?',
      'Comment ça marche dans un tunnel ?',
    ],
  ],
  ['greeting', ['test', 'this is a test, please ignore', 'Testing 1 2 3', 'prueba', 'nur ein Test', 'c’est un test']],
  [
    'unsure',
    ['summarise the keynote', 'Fass die Eröffnung zusammen', 'sorry, wrong channel', 'remind me tomorrow at 9'],
  ],
  [
    'note',
    [
      'undo logs are append-only',
      'test early and often',
      'Tests work',
      'She just works',
      'We ignore it',
      'Ignore the tests',
      'The last test works',
      'Summarise: ship small',
      'move fast and fix things',
      'delete code before you add any',
    ],
  ],
] as const) {
  test(`what is typed to the bot is taken as ${intent}`, () => {
    const wrong = texts.filter((text) => mentionIntent(text) !== intent);
    assert.deepEqual(wrong, []);
  });
}
