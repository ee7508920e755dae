import type { CapturedNote } from '#domain/notes/captured-note.ts';
import type { NotePhoto } from '#domain/notes/note.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Photo, Recap, Section } from '#domain/recap/recap.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

/** The stored photos of some notes. */
export interface KeptPhotos {
  /** Changes when a photo becomes available or unusable. */
  hash: string;
  /** By file name without the folder. */
  byFile: ReadonlyMap<string, NotePhoto>;
  /** Adds the photos' sizes to a recap and removes unusable ones. */
  show(recap: Recap): Recap;
}

/** Looks up the stored photos of some notes. */
export async function loadKeptPhotos(
  { photos }: Pick<BotDependencies, 'photos'>,
  notes: readonly CapturedNote[],
): Promise<KeptPhotos> {
  const byFile = new Map<string, NotePhoto>();
  const kept = new Map<string, Awaited<ReturnType<BotDependencies['photos']['find']>>>();
  for (const note of notes) {
    for (const photo of note.photos) {
      byFile.set(photo.name, photo);
      kept.set(photo.name, await photos.find(note.teamId, photo));
    }
  }
  const show = (photo: Photo): Photo[] => {
    const known = kept.get(fileName(photo));
    if (known === undefined) return [photo];
    return 'unusable' in known ? [] : [{ ...photo, width: known.width, height: known.height }];
  };
  return {
    hash: contentHash([...kept]),
    byFile,
    show: (recap) => mapPhotos(recap, show),
  };
}

/** Returns a recap without some photos. */
export function withoutPhotos(recap: Recap, files: ReadonlySet<string>): Recap {
  return mapPhotos(recap, (photo) => (files.has(photo.file) ? [] : [photo]));
}

function mapPhotos(recap: Recap, show: (photo: Photo) => Photo[]): Recap {
  const ofSection = <Part extends Section>(section: Part): Part => ({
    ...section,
    photos: section.photos.flatMap(show),
  });
  return {
    ...recap,
    days: recap.days.map((day) => ({
      ...day,
      talks: day.talks.map(ofSection),
      hallway: ofSection(day.hallway),
    })),
  };
}

/** Lists the photos of a recap in order, each once. */
export function listPhotos(recap: Recap, byFile: ReadonlyMap<string, NotePhoto>): { file: string; photo: NotePhoto }[] {
  const sections = recap.days.flatMap(({ talks, hallway }): Section[] => [...talks, hallway]);
  const files = new Set(sections.flatMap(({ photos }) => photos.map(({ file }) => file)));
  return [...files].flatMap((file) => {
    const photo = byFile.get(fileName({ file }));
    return photo === undefined ? [] : [{ file, photo }];
  });
}

/** `photos/fashion.png` → `fashion.png`. */
function fileName({ file }: Pick<Photo, 'file'>): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
