import type { TrackedConference } from '#domain/conference/conference.ts';
import type { NotePhoto } from '#domain/notes/note.ts';
import type { ExportFormat, Recap } from '#domain/recap/recap.ts';
import { LocalizedError, type Notice } from '#errors.ts';
import { audienceOfActor } from '#usecases/conference/permissions.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor, ExportedPhoto } from '#usecases/ports/slack.ts';
import { compileScope, loadScope } from './compile-conference.ts';
import { listPhotos, loadKeptPhotos, withoutPhotos } from './recap-photos.ts';

/** The most bytes of photos in one file, since they are held in memory while it is sent. */
const MAX_BYTES = 60_000_000;

/** Sends the actor a file with the whole conference, limited to what they may read where they asked. */
export async function exportFile(
  deps: BotDependencies,
  actor: Actor,
  format: ExportFormat,
): Promise<{ conference: TrackedConference; name: string }> {
  const conference = await requireConference(deps, actor);
  const stored = await loadScope(deps, conference, { scope: 'all', place: await audienceOfActor(deps, actor) });
  if (stored.notes.length === 0) {
    throw new LocalizedError('refused', 'nothing-to-export', { conference: conference.name });
  }
  const { recap } = await compileScope(deps, { conference, scope: 'all', stored });
  const showsPhotos = format === 'html' || format === 'md';
  const kept = await loadKeptPhotos(deps, stored.notes);
  const { shown, photos, missing } = showsPhotos
    ? await openPhotos(deps, actor.teamId, { recap: kept.show(recap), byFile: kept.byFile })
    : { shown: recap, photos: [], missing: 0 };
  const { path, content } = await deps.renderFile(format, shown, photos);
  const comment: Notice = {
    key: 'exported-file',
    values: { conference: conference.name, file: path, missing },
  };
  await deps.workspace.sendFile(actor.teamId, actor.userId, { name: path, content, comment });
  return { conference, name: path };
}

/** Loads a recap's photos as far as they are available and fit, and removes the others from the recap. */
async function openPhotos(
  { photos: files }: BotDependencies,
  teamId: string,
  { recap, byFile }: { recap: Recap; byFile: ReadonlyMap<string, NotePhoto> },
): Promise<{ shown: Recap; photos: ExportedPhoto[]; missing: number }> {
  const photos: ExportedPhoto[] = [];
  const missing = new Set<string>();
  let bytes = 0;
  for (const { file, photo } of listPhotos(recap, byFile)) {
    const opened = await files.open(teamId, photo);
    const size = opened?.kept.bytes ?? 0;
    if (opened === undefined || bytes + size > MAX_BYTES) {
      missing.add(file);
    } else {
      photos.push({ file, type: opened.kept.type, content: opened.content });
      bytes += size;
    }
  }
  return { shown: withoutPhotos(recap, missing), photos, missing: missing.size };
}
