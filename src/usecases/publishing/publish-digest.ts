import type { TrackedConference } from '#domain/conference/conference.ts';
import {
  canvasKey,
  type OutgoingMessage,
  type Publication,
  type PublicationKey,
} from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { completeAudiences } from '#usecases/notes/save-message-note.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { MessagePart } from '#usecases/ports/slack.ts';
import type { DigestState, Stores } from '#usecases/ports/stores.ts';
import { type CompiledScope, loadScope, type Scope } from '#usecases/recap/compile-conference.ts';
import {
  audienceOfDigest,
  channelOf,
  composeMessages,
  digestKeys,
  digestPartKey,
  findPrepared,
  hashInput,
  type ReplyUrls,
} from './compose-digest.ts';
import { notifyMovedNotes } from './notify-moved-notes.ts';
import { withdrawPublication } from './talk-threads.ts';

/** Limits how often a posted digest is updated. */
const BETWEEN_UPDATES_MS = 60_000;

/** Limits how often changes are looked for, which loads everything that a digest is made from. */
const BETWEEN_READINGS_MS = 10_000;

/** The summarizer is asked again after 5, 10, 20 … minutes for two days: by then it has a new daily budget. */
const FIRST_RETRY_MS = 5 * 60_000;
const MAX_TRIES = 9;

/**
 * Composes a day's digest, or the recap of all days, and puts its messages into the outbox. Does nothing if nothing has
 * changed, or, unless `atOnce`, if the last update is less than a minute ago. Talks that the summarizer couldn't do in
 * time, or at all unless `asksModel`, have the built-in summary and are composed again later.
 */
export async function publishDigest(
  deps: BotDependencies,
  conference: TrackedConference,
  scope: Scope,
  { atOnce = false, asksModel = false } = {},
): Promise<void> {
  const { digestStates } = deps.database;
  const now = deps.clock.now();
  const checkedAt = Date.now();
  const before = await digestStates.find(conference.id, scope);
  // What the model writes is worth an update of its own, or frequent changes would keep it from being asked.
  const waitUntil = before === undefined || atOnce || asksModel ? now : earliestReading(before, now);
  if (waitUntil > now) return digestStates.save(conference.id, scope, { ...before!, retryAt: waitUntil });
  await completeAudiences(deps, conference.id);
  const posted = await deps.database.publications.withPrefix(digestKeys(conference, scope));
  const place = await audienceOfDigest(deps, conference, { scope, posted });
  const stored = await loadScope(deps, conference, { scope, place });
  const madeFrom = hashInput(conference, stored);
  // Links to typed notes and to the digest's own replies appear once those are posted, and the web address may change.
  // None of these counts as an update.
  const replyUrls = await findReplyUrls(deps, conference, { scope, posted });
  const links = { shownAt: stored.shownAt, web: conference.webToken, replies: [...replyUrls] };
  const shownHash = `${madeFrom} ${contentHash(links)}`;
  const { retryAt: _retry, refused: _refused, recomposeAt, tries = 0, ...known } = before ?? { publishedAt: now };
  const isSame = before?.shownHash === shownHash;
  if (isSame && (recomposeAt === undefined || now < recomposeAt)) {
    const current = { ...before, readAt: now, checkedAt };
    delete current.retryAt;
    return digestStates.save(conference.id, scope, current);
  }
  const isChanged = before !== undefined && before.madeFrom !== madeFrom;
  const lastUpdate = before?.updatedAt ?? before?.publishedAt;
  if (isChanged && !atOnce && !asksModel && isRecent(lastUpdate!, now)) {
    return digestStates.save(conference.id, scope, { ...before, retryAt: lastUpdate! + BETWEEN_UPDATES_MS });
  }
  const state: DigestState = { ...known, madeFrom, shownHash, ...(isChanged && { updatedAt: now }) };
  const isFirst = before === undefined && posted.length === 0;
  // The model may have been unreachable when the digest was prepared.
  const prepared = isFirst && !asksModel ? await findPrepared(deps, conference, { scope, stored }) : undefined;
  const options = { ...state, replyUrls, canWait: before !== undefined, fromCache: !asksModel };
  const composed = prepared ?? (await composeMessages(deps, conference, { scope, stored, options }));
  const { refused, parts, canvas, moved } = composed;
  const published: DigestState = {
    ...state,
    composedAt: now,
    readAt: now,
    checkedAt,
    ...(Object.keys(refused).length > 0 && { refused }),
    ...nextRecomposition(composed, { recomposeAt, tries: isSame ? tries + 1 : 0 }, { asksModel, now }),
  };
  const isLatest = await deps.database.runTransaction(async (stores) => {
    // Another process may have composed later input meanwhile.
    if (!(await stores.digestStates.saveUnlessLater(conference.id, scope, published))) return false;
    await enqueueParts(stores, conference, { scope, parts, canvas });
    await notifyMovedNotes(stores, deps, { conference, moved });
    return true;
  }, 'read committed');
  if (isLatest) deps.metrics?.refused(refused);
  deps.wake();
}

/** Returns when a published digest may be read again, or `now`. A clock that was set back doesn't delay it further. */
function earliestReading({ composedAt, readAt }: DigestState, now: number): number {
  if (composedAt !== undefined && isRecent(composedAt, now)) return composedAt + BETWEEN_UPDATES_MS;
  if (readAt !== undefined && Math.abs(now - readAt) < BETWEEN_READINGS_MS) return readAt + BETWEEN_READINGS_MS;
  return now;
}

/** Returns when to compose again although nothing changes. */
function nextRecomposition(
  { provisional, waitsUntil }: Pick<CompiledScope, 'provisional' | 'waitsUntil'>,
  { recomposeAt = Number.POSITIVE_INFINITY, tries }: { recomposeAt: number | undefined; tries: number },
  { asksModel, now }: { asksModel: boolean; now: number },
): Pick<DigestState, 'recomposeAt' | 'tries'> {
  if (!asksModel && waitsUntil !== undefined) {
    return { recomposeAt: Math.min(recomposeAt, Math.max(waitsUntil, now + BETWEEN_UPDATES_MS)), tries: 0 };
  }
  if (provisional > 0 && tries < MAX_TRIES) return { recomposeAt: now + FIRST_RETRY_MS * 2 ** tries, tries };
  return waitsUntil === undefined ? {} : { recomposeAt: waitsUntil, tries: 0 };
}

/** Addresses of the replies in a digest's thread; none until all are posted, so that the post changes only once. */
async function findReplyUrls(
  { workspace }: Pick<BotDependencies, 'workspace'>,
  conference: TrackedConference,
  { scope, posted }: { scope: Scope; posted: readonly Publication[] },
): Promise<ReplyUrls> {
  const threadTs = posted.find(({ key }) => key === digestPartKey(conference, scope, 'main'))?.ts;
  const urls = new Map<PublicationKey, string>();
  if (threadTs === undefined || posted.some(({ ts }) => ts === undefined)) return urls;
  for (const { key, teamId, channel, ts, parentKey } of posted) {
    if (parentKey === undefined) continue;
    const url = await workspace.permalink({ teamId, channel, ts: ts! }, threadTs);
    if (url !== undefined) urls.set(key, url);
  }
  return urls;
}

/** Returns whether an instant was less than a minute ago; false if the clock was set back by more than that. */
function isRecent(instant: number, now: number): boolean {
  return Math.abs(now - instant) < BETWEEN_UPDATES_MS;
}

async function enqueueParts(
  { publications }: Pick<Stores, 'publications'>,
  conference: TrackedConference,
  { scope, parts, canvas }: { scope: Scope; parts: MessagePart[]; canvas?: OutgoingMessage | undefined },
): Promise<void> {
  const { id: conferenceId, teamId } = conference;
  const mainKey = digestPartKey(conference, scope, 'main');
  const posted = await publications.withPrefix(digestKeys(conference, scope));
  const channel = channelOf(conference, mainKey, posted);
  const want = (key: PublicationKey, wanted: OutgoingMessage, parentKey?: PublicationKey) =>
    publications.want({
      ...{ key, teamId, conferenceId, channel, wanted, wantedHash: contentHash(wanted) },
      ...omitUndefined({ parentKey }),
    });
  const keys = new Set<PublicationKey>();
  for (const { part, message } of parts) {
    const key = digestPartKey(conference, scope, part);
    keys.add(key);
    await want(key, message, key === mainKey ? undefined : mainKey);
  }
  if (canvas !== undefined) await want(canvasKey(conferenceId), canvas);
  for (const one of posted) if (!keys.has(one.key)) await withdrawPublication({ publications }, one);
}
