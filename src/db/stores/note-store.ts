import type { Kysely } from 'kysely';
import { insertOften, selectOften } from '#db/connection/prepared-queries.ts';
import { excluded } from '#db/connection/upsert-columns.ts';
import type { NoteRow, Tables } from '#db/schema/tables.ts';
import type { NotePhoto } from '#domain/notes/note.ts';
import type { NoteStore } from '#usecases/ports/stores.ts';
import { fromNoteRow, toNoteRow } from './note-row.ts';

const KEY = ['team_id', 'channel', 'ts'] as const;

const insertNote = insertOften<NoteRow>((db, row) => {
  const changed = (Object.keys(row) as (keyof NoteRow)[]).filter(
    (column) => !(KEY as readonly string[]).includes(column),
  );
  return db
    .insertInto('notes')
    .values(row)
    .onConflict((conflict) => conflict.columns(KEY).doUpdateSet(excluded(changed)));
});

const findNote = selectOften((db, teamId: string, channel: string, ts: string) =>
  db.selectFrom('notes').selectAll().where('team_id', '=', teamId).where('channel', '=', channel).where('ts', '=', ts),
);

export function createNoteStore(db: Kysely<Tables>): NoteStore {
  const living = db.selectFrom('notes').selectAll().where('deleted_at', 'is', null);
  const asWritten = living.orderBy('at').orderBy('ts').orderBy('channel');
  return {
    async find({ teamId, channel, ts }) {
      const [row] = await findNote(db, teamId, channel, ts);
      return row && fromNoteRow(row);
    },

    save: (note) => insertNote(db, toNoteRow(note)),

    async ofDay(id, day) {
      const rows = await asWritten.where('conference_id', '=', id).where('day', '=', day).execute();
      return rows.map(fromNoteRow);
    },

    async ofConference(id) {
      return (await asWritten.where('conference_id', '=', id).execute()).map(fromNoteRow);
    },

    async ofAuthor(id, authorId) {
      const rows = await asWritten.where('author_id', '=', authorId).where('conference_id', '=', id).execute();
      return rows.map(fromNoteRow);
    },

    async photos() {
      const rows = await db
        .selectFrom('notes')
        .select(['team_id', 'photos'])
        .where('photos', '!=', '[]')
        .where('deleted_at', 'is', null)
        .execute();
      return rows.flatMap(({ team_id: teamId, photos }) =>
        (JSON.parse(photos) as NotePhoto[]).map(({ id }) => ({ teamId, id })),
      );
    },

    async count(id) {
      const rows = await db
        .selectFrom('notes')
        .select((select) => ['day', 'talk_id', 'from_private', select.fn.countAll<number>().as('notes')])
        .where('conference_id', '=', id)
        .where('deleted_at', 'is', null)
        .groupBy(['day', 'talk_id', 'from_private'])
        .execute();
      return rows.map(({ day, talk_id, from_private, notes }) => ({
        day,
        talkId: talk_id,
        fromPrivate: from_private === 1,
        notes,
      }));
    },

    async eraseAuthor(teamId, authorId) {
      const rows = await db
        .deleteFrom('notes')
        .where('author_id', '=', authorId)
        .where('team_id', '=', teamId)
        .returning('conference_id')
        .execute();
      return [...new Set(rows.map((row) => row.conference_id))];
    },
  };
}
