import { compareNotes, type Note } from '#domain/notes/note.ts';
import type { SlackNames } from '#text/slack-markup/escapes.ts';
import type { DayFile } from './conversation-folders.ts';
import type { ExportUser } from './directory.ts';
import { type Draft, draftNote, type SkipReason } from './draft-note.ts';
import type { ExportFiles } from './export-files.ts';
import type { PhotoFiles } from './export-photos.ts';
import { readArray } from './stream-json-array.ts';

/** What reading notes needs to know, and whom it tells what it leaves out. */
export interface NoteReading {
  files: ExportFiles;
  users: Map<string, ExportUser>;
  names: SlackNames;
  photos: PhotoFiles;
  skip(reason: SkipReason, count: number): void;
  /** A line that names the file. */
  warn(warning: string): void;
}

/** The notes in a conversation's day files, each file's in order of time, none twice. */
export async function* readNotes(channel: string, days: DayFile[], reading: NoteReading): AsyncGenerator<Note, void> {
  const { files, users, names, skip, warn } = reading;
  const seen = new Set<string>();
  for (const { path } of days) {
    const notes: Note[] = [];
    for await (const { elements, broken, isTorn } of readFile(files, path)) {
      if (broken > 0) skip('broken', broken);
      if (isTorn) warn(`${path} is damaged: what stands after the damage is lost`);
      for (const element of elements) {
        const draft = draftNote(element, channel, users, names);
        if (typeof draft === 'string') skip(draft, 1);
        else if (seen.has(draft.note.ts)) skip('duplicate', 1);
        else {
          seen.add(draft.note.ts);
          if (draft.isCut) warn(`${path} has a message longer than Slack allows: its beginning is kept`);
          if (draft.files.length > 0) await addPhotos(draft, reading);
          if (draft.note.text === '' && draft.note.photos.length === 0) skip('empty', 1);
          else notes.push(draft.note);
        }
      }
    }
    yield* notes.sort(compareNotes);
  }
}

async function* readFile(files: ExportFiles, path: string): ReturnType<typeof readArray> {
  const size = await files.size(path).catch(() => 0);
  const content = await files.open(path).catch(() => undefined);
  if (content === undefined) yield { elements: [], broken: 0, isTorn: true };
  else yield* readArray(content, size);
}

async function addPhotos({ note, files }: Draft, { photos, skip }: NoteReading): Promise<void> {
  for (const file of files) {
    const photo = await photos.find(file);
    if (typeof photo === 'string') skip(photo, 1);
    else if (photo !== undefined && !note.photos.includes(photo)) note.photos.push(photo);
  }
}
