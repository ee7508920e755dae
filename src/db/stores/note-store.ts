import type { Kysely } from 'kysely';
import { excluded, preparedInsert, preparedSelect } from '#db/connection/prepared-queries.ts';
import type { NoteRow, Tables } from '#db/schema/tables.ts';
import type { CapturedNote, PlacedBy, StatedKind } from '#domain/notes/captured-note.ts';
import type { NotePhoto } from '#domain/notes/note.ts';
import type { NoteStore } from '#usecases/ports/stores.ts';

const KEY = ['team_id', 'channel', 'ts'] as const;

const insertNote = preparedInsert<NoteRow>((db, row) => {
  const changed = (Object.keys(row) as (keyof NoteRow)[]).filter(
    (column) => !(KEY as readonly string[]).includes(column),
  );
  return db
    .insertInto('notes')
    .values(row)
    .onConflict((conflict) => conflict.columns(KEY).doUpdateSet(excluded(changed)));
});

const findNote = preparedSelect((db, teamId: string, channel: string, ts: string) =>
  db.selectFrom('notes').selectAll().where('team_id', '=', teamId).where('channel', '=', channel).where('ts', '=', ts),
);

/** Values of the column `from_private`. */
const AUDIENCE = { workspace: 0, members: 1, unknown: 2 };

export function createNoteStore(db: Kysely<Tables>): NoteStore {
  const living = db.selectFrom('notes').selectAll().where('deleted_at', 'is', null);
  const asWritten = living.orderBy('at').orderBy('ts').orderBy('channel');
  return {
    async find({ teamId, channel, ts }) {
      const [row] = await findNote(db, teamId, channel, ts);
      return row && parseNoteRow(row);
    },

    save: (note) => insertNote(db, toNoteRow(note)),

    async touch({ teamId, channel, ts }) {
      await db
        .updateTable('notes')
        .set({ changed_at: Date.now() })
        .where('team_id', '=', teamId)
        .where('channel', '=', channel)
        .where('ts', '=', ts)
        .execute();
    },

    async changedAfter(instant) {
      const rows = await db
        .selectFrom('notes')
        .select(({ fn }) => ['conference_id', 'day', fn.max('changed_at').as('changed_at')])
        .where('changed_at', '>', instant)
        .groupBy(['conference_id', 'day'])
        .execute();
      return rows.map((row) => ({ conferenceId: row.conference_id, day: row.day, changedAt: row.changed_at }));
    },

    async ofDay(id, day) {
      const rows = await asWritten.where('conference_id', '=', id).where('day', '=', day).execute();
      return rows.map(parseNoteRow);
    },

    async ofConference(id) {
      return (await asWritten.where('conference_id', '=', id).execute()).map(parseNoteRow);
    },

    async ofUnknownAudience(id) {
      const rows = await asWritten
        .where('conference_id', '=', id)
        .where('from_private', '=', AUDIENCE.unknown)
        .execute();
      return rows.map(parseNoteRow);
    },

    async ofAuthor(id, authorId) {
      const rows = await asWritten.where('author_id', '=', authorId).where('conference_id', '=', id).execute();
      return rows.map(parseNoteRow);
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
        fromPrivate: from_private !== AUDIENCE.workspace,
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

function toNoteRow(note: CapturedNote): NoteRow {
  return {
    team_id: note.teamId,
    channel: note.channel,
    ts: note.ts,
    conference_id: note.conferenceId,
    at: note.at,
    thread_ts: note.threadTs ?? null,
    author_id: note.authorId,
    day: note.day,
    talk_id: note.talkId,
    placed_by: note.placedBy,
    stated_kind: note.statedKind ?? null,
    from_private: note.isAudienceUnknown ? AUDIENCE.unknown : note.fromPrivate ? AUDIENCE.members : AUDIENCE.workspace,
    from_shared: note.fromShared ? 1 : 0,
    edited_ts: note.editedTs ?? null,
    changed_at: Date.now(),
    deleted_at: note.deletedAt ?? null,
    captures: JSON.stringify(note.captures),
    reactions: note.reactions === undefined ? null : JSON.stringify(note.reactions),
    photos: JSON.stringify(note.photos),
    work: note.works === undefined ? null : JSON.stringify(note.works),
    source: note.source,
  };
}

function parseNoteRow(row: NoteRow): CapturedNote {
  return {
    teamId: row.team_id,
    channel: row.channel,
    ts: row.ts,
    conferenceId: row.conference_id,
    at: row.at,
    ...(row.thread_ts !== null && { threadTs: row.thread_ts }),
    authorId: row.author_id,
    source: row.source,
    photos: JSON.parse(row.photos),
    captures: JSON.parse(row.captures),
    ...(row.reactions !== null && { reactions: JSON.parse(row.reactions) }),
    day: row.day,
    talkId: row.talk_id,
    placedBy: row.placed_by as PlacedBy,
    ...(row.stated_kind !== null && { statedKind: row.stated_kind as StatedKind }),
    // Older notes have a single work.
    ...(row.work !== null && { works: [JSON.parse(row.work)].flat() }),
    fromPrivate: row.from_private !== AUDIENCE.workspace,
    ...(row.from_private === AUDIENCE.unknown && { isAudienceUnknown: true }),
    ...(row.from_shared === 1 && { fromShared: true }),
    ...(row.edited_ts !== null && { editedTs: row.edited_ts }),
    ...(row.deleted_at !== null && { deletedAt: row.deleted_at }),
  };
}
