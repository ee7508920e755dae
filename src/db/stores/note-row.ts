import type { NoteRow } from '#db/schema/tables.ts';
import type { CapturedNote, PlacedBy, StatedKind } from '#domain/notes/captured-note.ts';

export function toNoteRow(note: CapturedNote): NoteRow {
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
    from_private: note.fromPrivate ? 1 : 0,
    from_shared: note.fromShared ? 1 : 0,
    edited_ts: note.editedTs ?? null,
    deleted_at: note.deletedAt ?? null,
    captures: JSON.stringify(note.captures),
    photos: JSON.stringify(note.photos),
    work: note.work === undefined ? null : JSON.stringify(note.work),
    source: note.source,
  };
}

export function fromNoteRow(row: NoteRow): CapturedNote {
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
    day: row.day,
    talkId: row.talk_id,
    placedBy: row.placed_by as PlacedBy,
    ...(row.stated_kind !== null && { statedKind: row.stated_kind as StatedKind }),
    ...(row.work !== null && { work: JSON.parse(row.work) }),
    fromPrivate: row.from_private === 1,
    ...(row.from_shared === 1 && { fromShared: true }),
    ...(row.edited_ts !== null && { editedTs: row.edited_ts }),
    ...(row.deleted_at !== null && { deletedAt: row.deleted_at }),
  };
}
