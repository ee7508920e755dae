import type { ImageType } from '#shared/image-type.ts';
import { safeStem } from '#shared/safe-filename.ts';

/**
 * Makes file names that are safe in any folder and in an address, each given out once: letters, digits, `-`, `_`
 * and `.`, at most 100 characters, ending as the image's format does. A name that is taken gets `-2`, `-3` …
 */
export function createSafeNames(): (name: string, type: ImageType) => string {
  const taken = new Set<string>();
  const last = new Map<string, number>();
  return (name, type) => {
    const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
    const stem = safeStem(name.replace(/\.[a-z0-9]+$/i, ''));
    const extension = type === 'jpg' && ending === 'jpeg' ? 'jpeg' : type;
    let count = last.get(`${stem}.${extension}`) ?? 1;
    let safe = `${stem}.${extension}`;
    // Some file systems don't tell upper from lower case.
    while (taken.has(safe.toLowerCase())) safe = `${stem}-${++count}.${extension}`;
    last.set(`${stem}.${extension}`, count);
    taken.add(safe.toLowerCase());
    return safe;
  };
}
