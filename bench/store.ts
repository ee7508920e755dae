import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '#db/open-database.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { digestKey, noteKey } from '#domain/publishing/publication.ts';
import type { Database } from '#usecases/ports/stores.ts';
import { makeConference } from '../test/fakes/make-conference.ts';
import { printTable } from './print-table.ts';

/** A busy day of a team, and of an archive. */
const NOTES_A_DAY = 200;
const POSTED = 40;
const DAYS = ['2016-05-26', '2016-05-27'];
const CONFERENCES = [1, 1_000];
const READS = 200;
const WRITES = 1_000;
const WORDS = 'We stopped deploying on Fridays, and the pager went quiet. '.repeat(3);

/** What reading a day and taking a note cost, on SQLite. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-store-'));
  try {
    await benchReading(folder);
    await benchWriting(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchReading(folder: string): Promise<void> {
  const stores = await Promise.all(
    CONFERENCES.map(async (conferences) => {
      const { database } = await openDatabase(`sqlite:${join(folder, `${conferences}.sqlite`)}`);
      await fill(database, conferences);
      return { conferences, database, day: [] as number[], one: [] as number[], due: [] as number[] };
    }),
  );
  // Turn about, so that whatever else the machine does is the same for both.
  for (let read = 0; read < READS; read++) {
    for (const { conferences, database, day, one, due } of stores) {
      const id = `conf-${Math.floor((read / READS) * conferences)}`;
      day.push(await timed(() => database.notes.ofDay(id, DAYS[1]!)));
      one.push(await timed(() => database.notes.find(makeNote(id, 1, read))));
      due.push(await timed(() => database.publications.dueChannels(Date.now())));
    }
  }
  const [one, many] = stores as [(typeof stores)[number], (typeof stores)[number]];
  const row = (what: string, few: number[], lots: number[]): string[] => [
    what,
    `${quantile(few, 0.5).toFixed(2)} ms`,
    `${quantile(lots, 0.5).toFixed(2)} ms`,
    (quantile(lots, 0.5) / quantile(few, 0.5)).toFixed(2),
  ];
  printTable(
    `Reading costs what is read, not the archive: medians of ${READS}; ${NOTES_A_DAY} notes a day, ${DAYS.length} days`,
    ['', '1 conference', '1,000 conferences', 'ratio'],
    [
      row(`the ${NOTES_A_DAY} notes of a day`, one.day, many.day),
      row('one note', one.one, many.one),
      row('what is to be posted (nothing)', one.due, many.due),
    ],
  );
  for (const { database } of stores) await database.close();
}

async function benchWriting(folder: string): Promise<void> {
  const { database } = await openDatabase(`sqlite:${join(folder, 'writing.sqlite')}`);
  await database.conferences.save(conferenceIn('conf-0'));
  const bare = new DatabaseSync(join(folder, 'bare.sqlite'));
  bare.exec(
    'pragma journal_mode = wal; pragma synchronous = full; create table notes (id integer primary key, note text)',
  );
  const insert = bare.prepare('insert into notes (note) values (?)');
  const times = { bare: [] as number[], runTransaction: [] as number[] };
  for (let write = 0; write < WRITES; write++) {
    const note = makeNote('conf-0', 0, write);
    times.bare.push(await timed(async () => insert.run(JSON.stringify(note))));
    times.runTransaction.push(
      await timed(() =>
        database.runTransaction(async ({ notes, publications }) => {
          await notes.save(note);
          await publications.want(
            makeWish('conf-0', noteKey(note.channel, note.ts, 'thread'), note.source, String(write)),
          );
        }),
      ),
    );
  }
  bare.close();
  await database.close();
  const row = (what: string, of: number[]): string[] => [
    what,
    `${quantile(of, 0.5).toFixed(2)} ms`,
    `${quantile(of, 0.99).toFixed(2)} ms`,
    (quantile(of, 0.5) / quantile(times.bare, 0.5)).toFixed(2),
  ];
  printTable(
    `Taking a note: ${WRITES.toLocaleString('en')} of each, turn about, each safe from a power cut`,
    ['', 'median', 'p99', 'ratio'],
    [
      row('one bare insert', times.bare),
      row('a note and what is to be posted of it, runTransaction', times.runTransaction),
    ],
  );
}

async function fill(database: Database, conferences: number): Promise<void> {
  for (let i = 0; i < conferences; i++) {
    await database.runTransaction(async (stores) => {
      const id = `conf-${i}`;
      await stores.conferences.save(conferenceIn(id));
      for (const day of DAYS.keys()) {
        for (let n = 0; n < NOTES_A_DAY; n++) await stores.notes.save(makeNote(id, day, n));
      }
      for (let n = 0; n < POSTED; n++) {
        const key = digestKey(id, DAYS[0]!, String(n));
        await stores.publications.want(makeWish(id, key, WORDS, 'hash'));
        await stores.publications.record(key, { ts: `1464271200.${n}`, postedHash: 'hash' });
      }
    });
  }
}

/** A conference in a channel of the same name. */
function conferenceIn(id: string) {
  return makeConference({ id, from: DAYS[0]!, to: DAYS.at(-1)!, channels: [id], digestChannel: id });
}

function makeNote(conferenceId: string, day: number, n: number): CapturedNote {
  const at = Date.parse(`${DAYS[day]}T10:00:00Z`) + n * 1000;
  return {
    teamId: 'T1',
    channel: conferenceId,
    ts: `${at / 1000}.000100`,
    conferenceId,
    at,
    authorId: `U${n % 8}`,
    source: WORDS,
    photos: [],
    captures: [{ way: 'command', by: `U${n % 8}` }],
    day: DAYS[day]!,
    talkId: `talk-${n % 20}`,
    placedBy: 'program',
    fromPrivate: false,
  };
}

function makeWish(conferenceId: string, key: string, text: string, wantedHash: string) {
  const wanted = { text, blocks: [{ type: 'section', text: { type: 'plain_text', text } }] };
  return { key, teamId: 'T1', conferenceId, channel: conferenceId, wanted, wantedHash };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

function quantile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)]!;
}
