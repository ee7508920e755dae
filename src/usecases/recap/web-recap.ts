import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDays } from '#domain/conference/conference-day.ts';
import { isSameSecret, parseWebKey } from '#domain/conference/web-link.ts';
import { canBeShownIn, WORKSPACE } from '#domain/notes/audience.ts';
import type { NotePhoto } from '#domain/notes/note.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { dayOfTalk } from '#domain/recap/sections.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { audienceOfDigest } from '#usecases/publishing/compose-digest.ts';
import { compileScope, loadScope, type StoredScope, visibleDecisions } from './compile-conference.ts';
import { loadKeptPhotos } from './recap-photos.ts';

/** A day's or a conference's recap on its web page. */
export interface WebRecap {
  conference: TrackedConference;
  /** Absent for the whole conference. */
  day?: CalendarDate;
  /** The published days in order; `composedAt` is when the digest was last summarized. */
  published: { date: CalendarDate; publishedAt: number; changedAt: number; composedAt?: number }[];
  /** Changes with the recap. */
  hash: string;
  /** Compiles the recap without waiting for a language model; `photos` by file name. */
  compile(): Promise<{ recap: Recap; photos: ReadonlyMap<string, NotePhoto> }>;
}

/**
 * Finds the published recap behind an address, limited to what both the digest's channel and the web may show. Returns
 * undefined, without saying why, if the address is wrong, nothing is published yet, or the page is closed.
 */
export async function findWebRecap(
  deps: BotDependencies,
  key: string,
  day?: CalendarDate,
): Promise<WebRecap | undefined> {
  const conference = await findByKey(deps, key);
  if (conference === undefined) return undefined;
  const whole = await deps.database.digestStates.find(conference.id, 'all');
  const isWhole = whole !== undefined;
  const published = await loadPublished(deps, conference);
  const dates = new Set(published.map(({ date }) => date));
  const isShown = (date: CalendarDate) => isWhole || dates.has(date);
  if (day === undefined ? !isWhole && dates.size === 0 : !dates.has(day)) return undefined;
  const scope = day ?? 'all';
  const stored = await loadScope(deps, conference, {
    scope,
    place: await audienceOfDigest(deps, conference, { scope }),
  });
  const shown: StoredScope = {
    ...stored,
    // Anyone with the address can read the page, so it shows nothing that was written in private channels.
    place: WORKSPACE,
    notes: stored.notes.filter((note) => canBeShownIn(note, WORKSPACE) && (day !== undefined || isShown(note.day))),
    decisions: visibleDecisions(stored.decisions, scope, { notes: stored.notes, place: WORKSPACE }),
    talks: stored.talks.filter((talk) => day !== undefined || isShown(dayOfTalk(talk, conference.timezone))),
  };
  const kept = await loadKeptPhotos(deps, shown.notes);
  const { name, timezone, from, to } = conference;
  return {
    conference,
    ...omitUndefined({ day }),
    published,
    hash: contentHash({
      ...{ name, timezone, from, to, shown, kept: kept.hash, published },
      // The same notes may have a better summary by now.
      composedAt: whole?.composedAt,
    }),
    async compile() {
      const { recap } = await compileScope(
        deps,
        { conference, scope, stored: shown },
        { canWait: true, fromCache: true },
      );
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

async function loadPublished(deps: BotDependencies, conference: TrackedConference): Promise<WebRecap['published']> {
  const published: WebRecap['published'] = [];
  for (const date of conferenceDays(conference)) {
    const state = await deps.database.digestStates.find(conference.id, date);
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
