import type { Talk } from '#domain/conference/talk.ts';
import { contentTerms } from '#domain/language/stem.ts';
import { isReply, type Note } from '#domain/notes/note.ts';

const MINUTES = 60_000;

/**
 * What a chain of simple rules makes of the same notes, for comparison: the thread; a speaker or title in full;
 * short notes without a word of any talk are small talk; the talk that is on; with several, most words shared
 * with title, abstract and earlier notes; else the author's last room. Answers talk ids, '' for none.
 */
export function placeBySimpleRules(notes: Note[], talks: Talk[]): string[] {
  const words = talks.map(
    ({ title, abstract = '', speakers }) =>
      new Set(contentTerms(`${title} ${abstract} ${speakers.map(({ name }) => name).join(' ')}`)),
  );
  const known = new Set(words.flatMap((set) => [...set]));
  const threads = new Map<string, string>();
  const rooms = new Map<string, string>();
  return notes.map((note) => {
    const thread = `${note.channel} ${note.threadTs ?? note.ts}`;
    const root = threads.get(thread);
    if (isReply(note) && root !== undefined) return root;
    const index = placeOne(note);
    const talk = talks[index];
    if (talk !== undefined) {
      if (talk.room !== undefined) rooms.set(note.authorId, talk.room);
      for (const term of contentTerms(note.text)) words[index]!.add(term);
    }
    threads.set(thread, talk?.id ?? '');
    return talk?.id ?? '';
  });

  function placeOne(note: Note): number {
    const text = note.text.toLowerCase();
    const named = talks.findIndex(
      ({ title, speakers }) =>
        text.includes(title.toLowerCase()) || speakers.some(({ name }) => text.includes(name.toLowerCase())),
    );
    if (named !== -1) return named;
    const terms = contentTerms(note.text);
    const isShort = text.split(/\s+/).length <= 8;
    if (isShort && /^\P{Lu}*$/u.test(note.text.slice(0, 1)) && !terms.some((term) => known.has(term))) return -1;
    const on = talks
      .map((talk, index) => ({ talk, index }))
      .filter(({ talk }) => {
        const before = Date.parse(talk.startsAt) - 2 * MINUTES;
        return note.at >= before && note.at <= Date.parse(talk.endsAt) + 10 * MINUTES;
      });
    if (on.length < 2) return on[0]?.index ?? -1;
    const shared = on.map(({ index }) => terms.filter((term) => words[index]!.has(term)).length);
    const most = Math.max(...shared);
    const best = on.filter((_, index) => shared[index] === most);
    const sameRoom = best.find(({ talk }) => talk.room !== undefined && talk.room === rooms.get(note.authorId));
    return (sameRoom ?? best[0]!).index;
  }
}
