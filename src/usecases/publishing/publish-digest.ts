import type { TrackedConference } from '#domain/conference/conference.ts';
import type { Place } from '#domain/notes/audience.ts';
import {
  canvasKey,
  digestKey,
  type OutgoingMessage,
  type Publication,
  type PublicationKey,
  recapKey,
} from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { placeOfChannel } from '#usecases/conference/permissions.ts';
import { webUrlOf } from '#usecases/conference/web-access.ts';
import type { DigestContent, MessagePart } from '#usecases/ports/chat.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import {
  type CompiledScope,
  compileScope,
  readScope,
  type Scope,
  type StoredScope,
} from '#usecases/recap/compile-conference.ts';
import type { CompiledRecap } from '#usecases/recap/compile-recap.ts';
import { photosShown } from '#usecases/recap/recap-photos.ts';
import { type DigestState, readDigestState, writeDigestState } from './digest-state.ts';
import { withdrawPublication } from './talk-threads.ts';

/** A posted digest is not changed more often. */
const BETWEEN_UPDATES_MS = 60_000;

/** Whether anything has changed is not looked for more often: to look, all that a digest is made from is read. */
const BETWEEN_READINGS_MS = 10_000;

/**
 * Says what a day's digest, or the recap of all days, should look like in Slack now: composes it from what is
 * stored and wants its parts posted, those that are no more withdrawn. Where nothing has changed since, nothing is
 * done; what changed less than a minute after the last change waits for a later call, unless `atOnce`. What the
 * summarizer left to the built-in one is composed again later, and better in place.
 */
export async function publishDigest(
  deps: BotDependencies,
  composed: ComposedDigests,
  conference: TrackedConference,
  scope: Scope,
  atOnce = false,
): Promise<void> {
  const remembered = `${conference.id} ${scope}`;
  const last = composed.get(remembered);
  const now = deps.clock.now();
  if (last !== undefined && !atOnce) {
    if (isRecent(last.at, now) || Math.abs(now - last.readAt) < BETWEEN_READINGS_MS) return;
  }
  const stored = await readScope(deps, conference, scope, await placeOfDigest(deps, conference, scope));
  const madeFrom = hashOf(conference, stored);
  // Where typed notes stand in Slack is known only once they are posted: links follow, but they are no news, and the
  // address of the page on the web is none either.
  const hash = `${madeFrom} ${contentHash({ shownAt: stored.shownAt, web: conference.webToken })}`;
  if (last?.hash === hash && (last.again === undefined || now < last.again.at)) {
    last.readAt = now;
    return;
  }
  const before = await readDigestState(deps, conference.id, scope);
  const changed = before !== undefined && before.madeFrom !== madeFrom;
  if (changed && !atOnce && isRecent(before.updatedAt ?? before.publishedAt, now)) return;
  const { refused: _refused, composedAt: _at, ...known } = before ?? { publishedAt: now };
  const state = { ...known, madeFrom, ...(changed ? { updatedAt: now } : {}) } satisfies DigestState;
  const isShown = before !== undefined;
  const { parts, canvas, compiled } = await composeParts(deps, conference, scope, stored, state, isShown);
  const { refused } = compiled;
  await writeDigestState(deps, conference.id, scope, {
    ...state,
    composedAt: now,
    ...(Object.keys(refused).length > 0 ? { refused } : {}),
  });
  await wantParts(deps, conference, scope, parts, canvas);
  composed.set(remembered, {
    hash,
    at: now,
    readAt: now,
    ...againAfter(compiled, last?.again, last?.hash === hash, now),
  });
  deps.wake();
}

/** Where a digest or recap stands, or would be posted. */
export async function placeOfDigest(
  deps: Pick<BotDependencies, 'database' | 'workspace'>,
  conference: TrackedConference,
  scope: Scope,
): Promise<Place> {
  const mainKey = digestPartKey(conference, scope, 'main');
  const posted = await deps.database.publications.find(mainKey);
  const channel = channelOf(conference, mainKey, posted === undefined ? [] : [posted]);
  return placeOfChannel(deps, conference.teamId, channel);
}

/** What stands in one channel stays there when later digests go to another. */
function channelOf(
  { digestChannel }: TrackedConference,
  mainKey: PublicationKey,
  posted: readonly Publication[],
): string {
  return posted.find(({ key }) => key === mainKey)?.channel ?? digestChannel;
}

/** Was it less than a minute ago? A clock that was set back must not keep a digest as it is. */
function isRecent(instant: number, now: number): boolean {
  return Math.abs(now - instant) < BETWEEN_UPDATES_MS;
}

/** Photos that are shown are fetched, while the digest is posted; Slack may not have them for ever. */
function keepPhotosOf({ photos }: BotDependencies, recap: Recap, { notes }: StoredScope): void {
  const teamId = notes[0]?.teamId;
  const byFile = new Map(notes.flatMap((note) => note.photos.map((photo) => [photo.name, photo] as const)));
  if (teamId !== undefined) {
    photos.keepSoon(
      teamId,
      photosShown(recap, byFile).map(({ photo }) => photo),
    );
  }
}

/** The messages that a digest or recap consists of; `state` where it was published before. */
async function composeParts(
  deps: BotDependencies,
  conference: TrackedConference,
  scope: Scope,
  stored: StoredScope,
  state: Pick<DigestState, 'publishedAt' | 'updatedAt'>,
  isShown: boolean,
): Promise<{ parts: MessagePart[]; canvas?: OutgoingMessage; compiled: CompiledScope }> {
  const compiled = await compileScope(deps, conference, scope, stored, { canWait: isShown });
  const { recap } = compiled;
  keepPhotosOf(deps, recap, stored);
  const updated =
    state.updatedAt === undefined
      ? undefined
      : { at: state.updatedAt, lateNotes: countSince(stored, state.publishedAt) };
  return {
    parts: digestMessages(deps, conference, scope, recap, stored, updated),
    ...(scope === 'all' ? { canvas: await deps.forms.canvas(recap) } : {}),
    compiled,
  };
}

function countSince({ notes }: StoredScope, publishedAt: number): number {
  return notes.filter(({ at }) => at > publishedAt).length;
}

/** The keys of a digest's messages begin so. */
function digestKeys(conference: TrackedConference, scope: Scope): string {
  return scope === 'all' ? recapKey(conference.id, '') : digestKey(conference.id, scope, '');
}

function digestPartKey(conference: TrackedConference, scope: Scope, part: string): PublicationKey {
  return scope === 'all' ? recapKey(conference.id, part) : digestKey(conference.id, scope, part);
}

async function wantParts(
  { database }: BotDependencies,
  conference: TrackedConference,
  scope: Scope,
  parts: MessagePart[],
  canvas?: OutgoingMessage,
): Promise<void> {
  const { id, teamId } = conference;
  const mainKey = digestPartKey(conference, scope, 'main');
  await database.runTransaction(async (stores) => {
    const posted = await stores.publications.withPrefix(digestKeys(conference, scope));
    const channel = channelOf(conference, mainKey, posted);
    const wanted = new Set<PublicationKey>();
    for (const { part, message } of parts) {
      const key = digestPartKey(conference, scope, part);
      wanted.add(key);
      await stores.publications.want({
        key,
        teamId,
        conferenceId: id,
        channel,
        ...(key === mainKey ? {} : { parentKey: mainKey }),
        wanted: message,
        wantedHash: contentHash(message),
      });
    }
    if (canvas !== undefined) {
      await stores.publications.want({
        key: canvasKey(id),
        teamId,
        conferenceId: id,
        channel,
        wanted: canvas,
        wantedHash: contentHash(canvas),
      });
    }
    for (const one of posted) if (!wanted.has(one.key)) await withdrawPublication(stores, one);
  });
}

function hashOf(conference: TrackedConference, { notes, talks, removedWorks, decisions }: StoredScope): string {
  const {
    listens: _listens,
    organisers: _organisers,
    endedAt: _endedAt,
    anew: _anew,
    webToken: _token,
    approval: _approval,
    ...shown
  } = conference;
  return contentHash({
    shown,
    notes,
    talks,
    removedWorks,
    // Where there are none the hash is that of a digest which was posted before there could be any.
    ...(decisions.length === 0 ? {} : { decisions }),
  });
}

/** The messages of a day's digest, or of the recap of all days, with what stands beside them. */
export function digestMessages(
  deps: Pick<BotDependencies, 'forms' | 'publicUrl'>,
  conference: TrackedConference,
  scope: Scope,
  recap: Recap,
  { notes }: Pick<StoredScope, 'notes'>,
  updated?: DigestContent['updated'],
): MessagePart[] {
  const address = webUrlOf(deps, conference, scope === 'all' ? undefined : scope);
  const content = {
    conference,
    recap,
    pictures: new Map(notes.flatMap(({ photos }) => photos.map(({ name, id }) => [name, id] as const))),
    ...omitUndefined({ updated, webUrl: address }),
  };
  return scope === 'all' ? deps.forms.recap(content) : deps.forms.digest({ ...content, day: scope });
}

/** What was composed last and when, so that what has not changed is not composed again at each tick. */
export type ComposedDigests = Map<string, Composed>;

interface Composed {
  hash: string;
  at: number;
  /** When it was last found to be as it should. */
  readAt: number;
  /**
   * Where the summarizer couldn't make all of it in time, or waits for more to word: when it is asked again, and how
   * often it was in vain.
   */
  again?: { at: number; tries: number };
}

/** Asked again after 5, 10, 20 … minutes, for two days: by then a day's budget is a new one. */
const FIRST_AGAIN_MS = 5 * 60_000;
const MOST_TRIES = 9;

/** When what was composed is composed again though nothing changes; `before` is how it was the last time. */
function againAfter(
  { provisional, waitsUntil }: Pick<CompiledRecap, 'provisional' | 'waitsUntil'>,
  before: Composed['again'],
  isSame: boolean,
  now: number,
): Pick<Composed, 'again'> {
  const tries = isSame ? (before?.tries ?? 0) + 1 : 0;
  if (provisional > 0 && tries < MOST_TRIES) {
    return { again: { at: now + FIRST_AGAIN_MS * 2 ** tries, tries } };
  }
  return waitsUntil === undefined ? {} : { again: { at: waitsUntil, tries: 0 } };
}
