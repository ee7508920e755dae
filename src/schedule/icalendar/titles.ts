import type { Speaker } from '#domain/conference/talk.ts';

/** pretalx writes `title - speaker, speaker`, and `title - ` where nobody speaks. */
export function titleAndSpeakers(
  summary: string,
  isPretalx: boolean,
): { title: string | undefined; speakers: Speaker[] } {
  const dash = isPretalx ? `${summary} `.lastIndexOf(' - ') : -1;
  if (dash <= 0) return { title: summary || undefined, speakers: [] };
  const names = summary.slice(dash + ' - '.length).split(',');
  const present = names.map((name) => name.trim()).filter((name) => name !== '');
  // A title that somebody shortened by hand may end in a clause of its own.
  const arePlausible = present.every(
    (name) => name.length <= 60 && name.split(' ').length <= 6 && !/[?!:;]/.test(name),
  );
  if (!arePlausible) return { title: summary, speakers: [] };
  return { title: summary.slice(0, dash).trim(), speakers: present.map((name) => ({ name })) };
}
