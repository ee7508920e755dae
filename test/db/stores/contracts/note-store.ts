import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { makeConference } from '#test/fakes/make-conference.ts';
import { HOSTILE, makeCapturedNote, UNSTORABLE, UNSTORABLE_STORED } from './records.ts';
import { openWithConference, type StoresUnderTest } from './test-stores.ts';

const FULL = makeCapturedNote({
  threadTs: '1464271100.000200',
  source: HOSTILE,
  photos: [{ id: 'F1', name: 'wall.png', title: 'A "wall"', width: 10, height: 20 }],
  captures: [
    { way: 'thread', by: 'U1' },
    { way: 'reaction', by: 'U2' },
  ],
  talkId: 'talk',
  placedBy: 'thread',
  statedKind: 'quote',
  works: [{ kind: 'book', title: 'Accelerate', authors: ['Forsgren'], year: 2018, comment: HOSTILE }],
  fromPrivate: true,
  editedTs: '1464271300.000000',
  deletedAt: 1464271400000,
});

const texts = (notes: CapturedNote[]) => notes.map(({ source }) => source);

export function noteStoreContract(stores: StoresUnderTest): void {
  test('finds a note as it was saved, with all fields and with the least, after a restart too', async (t) => {
    const opened = await openWithConference(t, stores);
    const least = makeCapturedNote({ ts: '1464271200.000101', source: '', captures: [] });
    await opened.database.notes.save(FULL);
    await opened.database.notes.save(least);
    await opened.reopen();
    assert.deepEqual(await opened.database.notes.find(FULL), FULL);
    assert.deepEqual(await opened.database.notes.find(least), least);
  });

  test('replaces the note with the same key, and clears what the new one has not', async (t) => {
    const { database } = await openWithConference(t, stores);
    await database.notes.save(FULL);
    const plain = makeCapturedNote({ conferenceId: 'other', authorId: 'U2', day: '2016-05-27' });
    await database.notes.save(plain);
    assert.deepEqual(await database.notes.find(FULL), plain);
    assert.deepEqual(await database.notes.ofConference('conf'), []);
    assert.deepEqual(await database.notes.ofDay('other', '2016-05-27'), [plain]);
    assert.deepEqual(await database.notes.ofAuthor('other', 'U2'), [plain]);
  });

  test('the key is team, channel and ts, each as it is written', async (t) => {
    const { database } = await openWithConference(t, stores);
    await database.notes.save(makeCapturedNote());
    await database.notes.save(makeCapturedNote({ teamId: 'T2', source: 'team' }));
    await database.notes.save(makeCapturedNote({ channel: 'C2', source: 'channel' }));
    // The same number.
    await database.notes.save(makeCapturedNote({ ts: '1464271200.0001', source: 'ts' }));
    assert.equal((await database.notes.ofConference('conf')).length, 4);
    assert.equal((await database.notes.find(makeCapturedNote()))?.source, 'Deploy on Fridays.');
    assert.equal(await database.notes.find({ teamId: 'T2', channel: 'C2', ts: '1' }), undefined);
  });

  test('keeps a note of 40,000 characters, and what no database can hold as U+FFFD', async (t) => {
    const { database } = await openWithConference(t, stores);
    const long = makeCapturedNote({ source: `${'漢'.repeat(39_998)}😀` });
    await database.notes.save(long);
    assert.deepEqual(await database.notes.find(long), long);
    await database.notes.save(makeCapturedNote({ source: UNSTORABLE, authorId: UNSTORABLE }));
    const [found] = await database.notes.ofAuthor('conf', UNSTORABLE);
    assert.equal(found?.source, UNSTORABLE_STORED);
    assert.equal(found.authorId, UNSTORABLE_STORED);
  });

  test('keeps what no text of a database can hold within photos and works', async (t) => {
    const { database } = await openWithConference(t, stores);
    const note = makeCapturedNote({
      photos: [{ id: 'F1', name: UNSTORABLE }],
      works: [{ kind: 'link', title: UNSTORABLE, authors: [] }],
    });
    await database.notes.save(note);
    assert.deepEqual(await database.notes.find(note), note);
  });

  test('lists the notes of a day, of a conference and of an author as they were written', async (t) => {
    const { database } = await openWithConference(t, stores);
    const note = (source: string, other: Partial<CapturedNote>) =>
      database.notes.save(makeCapturedNote({ source, ts: `${source}.000000`, ...other }));
    await note('3', { at: 3000 });
    await note('10', { at: 2000, authorId: 'U2' });
    await note('2', { at: 2000 });
    await note('1', { at: 1000, day: '2016-05-25' });
    await note('9', { at: 1000, deletedAt: 5000 });
    await note('8', { at: 1000, conferenceId: 'other' });
    // By `at`, then `ts` as text, in which all of Slack's have the same number of digits.
    assert.deepEqual(texts(await database.notes.ofDay('conf', '2016-05-26')), ['10', '2', '3']);
    assert.deepEqual(texts(await database.notes.ofConference('conf')), ['1', '10', '2', '3']);
    assert.deepEqual(texts(await database.notes.ofAuthor('conf', 'U1')), ['1', '2', '3']);
    assert.deepEqual(await database.notes.ofDay('conf', '2016-05-2'), []);
    assert.deepEqual(await database.notes.ofAuthor('conf', 'U%'), []);
  });

  test('hides tombstones everywhere but in find, until the note is saved without', async (t) => {
    const { database } = await openWithConference(t, stores);
    const tombstone = makeCapturedNote({ source: '', deletedAt: 0 });
    await database.notes.save(makeCapturedNote());
    await database.notes.save(tombstone);
    assert.deepEqual(await database.notes.find(tombstone), tombstone);
    assert.deepEqual(await database.notes.ofDay('conf', '2016-05-26'), []);
    assert.deepEqual(await database.notes.ofConference('conf'), []);
    assert.deepEqual(await database.notes.ofAuthor('conf', 'U1'), []);
    assert.deepEqual(await database.notes.count('conf'), []);
    await database.notes.save(makeCapturedNote());
    assert.equal((await database.notes.ofConference('conf')).length, 1);
  });

  test('counts the notes of each day and talk', async (t) => {
    const { database } = await openWithConference(t, stores);
    const places: [string, string | null][] = [
      ['2016-05-26', null],
      ['2016-05-26', 'a'],
      ['2016-05-26', 'a'],
      ['2016-05-27', 'a'],
      ['2016-05-27', ''],
      ['2016-05-27', ''],
    ];
    for (const [i, [day, talkId]] of places.entries()) {
      await database.notes.save(makeCapturedNote({ ts: `${i}.000000`, day, talkId, fromPrivate: i === 5 }));
    }
    const counts = await database.notes.count('conf');
    assert.deepEqual(
      new Set(counts.map(({ day, talkId, fromPrivate, notes }) => JSON.stringify([day, talkId, fromPrivate, notes]))),
      new Set([
        '["2016-05-26",null,false,1]',
        '["2016-05-26","a",false,2]',
        '["2016-05-27","a",false,1]',
        '["2016-05-27","",false,1]',
        '["2016-05-27","",true,1]',
      ]),
    );
    assert.equal(counts.length, 5);
  });

  test('erases an author of a workspace without a trace, and answers where', async (t) => {
    const { database } = await openWithConference(t, stores);
    await database.conferences.save(makeConference({ id: 'theirs', teamId: 'T2' }));
    await database.notes.save(makeCapturedNote({ ts: '1.0' }));
    await database.notes.save(makeCapturedNote({ ts: '2.0', conferenceId: 'other', deletedAt: 1 }));
    await database.notes.save(makeCapturedNote({ ts: '3.0', authorId: 'U2' }));
    await database.notes.save(makeCapturedNote({ ts: '4.0', teamId: 'T2', conferenceId: 'theirs' }));
    assert.deepEqual((await database.notes.eraseAuthor('T1', 'U1')).sort(), ['conf', 'other']);
    assert.equal(await database.notes.find({ teamId: 'T1', channel: 'C1', ts: '1.0' }), undefined);
    assert.equal(await database.notes.find({ teamId: 'T1', channel: 'C1', ts: '2.0' }), undefined);
    assert.equal((await database.notes.ofConference('conf')).length, 1);
    assert.equal((await database.notes.ofConference('theirs')).length, 1);
    assert.deepEqual(await database.notes.eraseAuthor('T1', 'U1'), []);
  });

  test('lists the photos of notes that are there', async (t) => {
    const { database } = await openWithConference(t, stores);
    const photos = [
      { id: 'F1', name: 'one-F1.png' },
      { id: 'F2', name: 'two-F2.jpg', width: 4, height: 3 },
    ];
    await database.notes.save(makeCapturedNote({ ts: '1.0', photos }));
    await database.notes.save(makeCapturedNote({ ts: '2.0', photos, deletedAt: 1 }));
    await database.notes.save(makeCapturedNote({ ts: '3.0', photos: [] }));
    assert.deepEqual(await database.notes.photos(), [
      { teamId: 'T1', id: 'F1' },
      { teamId: 'T1', id: 'F2' },
    ]);
  });

  test('keeps a thousand notes that come at once, each once', async (t) => {
    const { database } = await openWithConference(t, stores);
    const notes = Array.from({ length: 500 }, (_, i) =>
      makeCapturedNote({ ts: `1464271200.${String(i).padStart(6, '0')}`, source: `${i}` }),
    );
    // A retry of each as well.
    await Promise.all([...notes, ...notes].map((note) => database.notes.save(note)));
    assert.deepEqual(await database.notes.ofDay('conf', '2016-05-26'), notes);
  });

  test('takes no note of a conference that is not there', async (t) => {
    const { database } = await openWithConference(t, stores);
    await assert.rejects(database.notes.save(makeCapturedNote({ conferenceId: 'never-there' })));
    assert.equal(await database.notes.find(makeCapturedNote()), undefined);
  });
}
