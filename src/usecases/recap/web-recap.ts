import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDays } from '#domain/conference/conference-day.ts';
import { isSameSecret, parseWebKey } from '#domain/conference/web-link.ts';
import { canBeShownIn, type Place } from '#domain/notes/audience.ts';
import type { NotePhoto } from '#domain/notes/note.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { dayOfTalk } from '#domain/recap/sections.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { readDigestState } from '#usecases/publishing/digest-state.ts';
import { placeOfDigest } from '#usecases/publishing/publish-digest.ts';
import { compileScope, decisionsFor, readScope, type StoredScope } from './compile-conference.ts';
import { showKeptPhotos } from './recap-photos.ts';

/** A day's or a conference's recap for all who have the address of its page. */
export interface WebRecap {
  conference: TrackedConference;
  /** Absent: of the whole conference. */
  day?: CalendarDate;
  /** The days whose digests are published, in order, when each came or changed last, and was last worded. */
  published: { date: CalendarDate; publishedAt: number; changedAt: number; composedAt?: number }[];
  /** The same as long as the recap is. */
  hash: string;
  /** Makes the recap, and tells which photo each of its files is. */
  compile(): Promise<{ recap: Recap; photos: ReadonlyMap<string, NotePhoto> }>;
}

/** Whoever has the address can read it, people of the workspace and others: nothing that was written for members alone. */
const WEB: Place = { readsWorkspace: true };

/**
 * What stands behind an address: what is published, as far as it may stand in the digest's channel and on the web.
 * Undefined where nobody may read it, nothing is published yet, or the address is wrong: nobody is told which.
 */
export async function findWebRecap(
  deps: BotDependencies,
  key: string,
  day?: CalendarDate,
): Promise<WebRecap | undefined> {
  const conference = await findByKey(deps, key);
  if (conference === undefined) return undefined;
  const whole = await readDigestState(deps, conference.id, 'all');
  const isWhole = whole !== undefined;
  const published = await readPublished(deps, conference);
  const dates = new Set(published.map(({ date }) => date));
  const isShown = (date: CalendarDate) => isWhole || dates.has(date);
  if (day === undefined ? !isWhole && dates.size === 0 : !dates.has(day)) return undefined;
  const scope = day ?? 'all';
  const stored = await readScope(deps, conference, scope, await placeOfDigest(deps, conference, scope));
  const shown: StoredScope = {
    ...stored,
    notes: stored.notes.filter((note) => canBeShownIn(note, WEB) && (day !== undefined || isShown(note.day))),
    decisions: decisionsFor(stored.decisions, scope, stored.notes, WEB),
    talks: stored.talks.filter((talk) => day !== undefined || isShown(dayOfTalk(talk, conference.timezone))),
  };
  const kept = await showKeptPhotos(deps, shown.notes);
  const { name, timezone, from, to } = conference;
  return {
    conference,
    ...omitUndefined({ day }),
    published,
    hash: contentHash({
      ...{ name, timezone, from, to, shown, kept: kept.hash, published },
      // The same notes may be in better words by now.
      composedAt: whole?.composedAt,
    }),
    async compile() {
      const { recap } = await compileScope(deps, conference, scope, shown, { canWait: true });
      return { recap: kept.show(recap), photos: kept.byFile };
    },
  };
}

async function findByKey({ database }: BotDependencies, key: string): Promise<TrackedConference | undefined> {
  const read = parseWebKey(key);
  const conference = read && (await database.conferences.find(read.conferenceId));
  const known = conference?.webToken;
  return known !== undefined && isSameSecret(read!.webToken, known) ? conference : undefined;
}

async function readPublished(deps: BotDependencies, conference: TrackedConference): Promise<WebRecap['published']> {
  const published: WebRecap['published'] = [];
  for (const date of conferenceDays(conference)) {
    const state = await readDigestState(deps, conference.id, date);
    if (state === undefined) continue;
    const { publishedAt, updatedAt = publishedAt, composedAt } = state;
    published.push({
      date,
      publishedAt,
      changedAt: updatedAt,
      ...omitUndefined({ composedAt }),
    });
  }
  return published;
}
