import { DateTime } from 'luxon';
import type { Talk, TalkId } from '#domain/conference/talk.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import { quoted, type Warnings } from './warnings.ts';

/** A talk to be, and where it stands in the schedule. */
export interface PlacedTalk {
  talk: Talk;
  place: string;
  /** The schedule gave the id, it is not one of our own. */
  hasOwnId: boolean;
}

/** An id for an event that has none: the same for the same title and start, in whatever zone it is written. */
export function idOf(title: string, startsAt: number): TalkId {
  const words = tokenize(fold(title)).map((word) => word.text);
  const slug = words.join('-').slice(0, 60);
  return `${slug || 'talk'}-${DateTime.fromMillis(startsAt, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmm")}`;
}

function areOne(one: PlacedTalk, other: PlacedTalk): boolean {
  if (one.talk.title !== other.talk.title || one.talk.startsAt !== other.talk.startsAt) return false;
  // Two open spaces at the same time are two; the same people are in one place only.
  return (one.hasOwnId && other.hasOwnId) || one.talk.speakers.length > 0;
}

/**
 * Leaves one of each talk: what stands in several rooms with the same id, title and start is a plenary and comes
 * once, in the first room; what merely shares its id gets `#2`, `#3` … behind it, with a warning.
 */
export function makeIdsUnique(placed: PlacedTalk[], warnings: Warnings): Talk[] {
  const byId = new Map<TalkId, PlacedTalk[]>();
  const taken = new Set(placed.map(({ talk }) => talk.id));
  const talks: Talk[] = [];
  for (const candidate of placed) {
    const { id } = candidate.talk;
    const same = byId.get(id);
    if (same === undefined) {
      byId.set(id, [candidate]);
      talks.push(candidate.talk);
      continue;
    }
    if (same.some((other) => areOne(candidate, other))) continue;
    let number = same.length + 1;
    while (taken.has(`${id}#${number}`)) number += 1;
    const unique = `${id}#${number}`;
    taken.add(unique);
    same.push(candidate);
    talks.push({ ...candidate.talk, id: unique });
    if (candidate.hasOwnId) {
      const title = quoted(candidate.talk.title);
      warnings.add(`${candidate.place}: ${title} has the id of another event, ${id}; it is now ${unique}`);
    }
  }
  return talks;
}
