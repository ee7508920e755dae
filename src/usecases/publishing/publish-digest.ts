import type { TrackedConference } from '#domain/conference/conference.ts';
import type { Audience } from '#domain/notes/audience.ts';
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
import { audienceOfChannel } from '#usecases/conference/permissions.ts';
import { webUrlOf } from '#usecases/conference/web-access.ts';
import { nameEchoAuthors } from '#usecases/notes/echo-typed-note.ts';
import { completeAudiences } from '#usecases/notes/save-message-note.ts';
import type { DigestContent, MessagePart } from '#usecases/ports/chat.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { DigestState, Stores } from '#usecases/ports/stores.ts';
import type { SummarizeOptions } from '#usecases/ports/summarizer.ts';
import {
  type CompiledScope,
  compileScope,
  loadScope,
  type Scope,
  type StoredScope,
} from '#usecases/recap/compile-conference.ts';
import { listPhotos } from '#usecases/recap/recap-photos.ts';
import { withdrawPublication } from './talk-threads.ts';
import { tellMovedNotes } from './tell-moved-notes.ts';

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
  const stored = await loadScope(deps, conference, scope, await audienceOfDigest(deps, conference, scope));
  const madeFrom = hashInput(conference, stored);
  // Links to typed notes and to the digest's own replies appear once those are posted, and the web address may change.
  // None of these counts as an update.
  const replyUrls = await findReplyUrls(deps, conference, scope);
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
  const isShown = before !== undefined;
  const { parts, canvas, compiled } = await composeParts(
    deps,
    conference,
    scope,
    stored,
    { ...state, replyUrls },
    { canWait: isShown, fromCache: !asksModel },
  );
  const { refused } = compiled;
  const published: DigestState = {
    ...state,
    composedAt: now,
    readAt: now,
    checkedAt,
    ...(Object.keys(refused).length > 0 && { refused }),
    ...nextRecomposition(compiled, { recomposeAt, tries: isSame ? tries + 1 : 0 }, { asksModel, now }),
  };
  await nameEchoAuthors(deps, stored.notes);
  await deps.database.runTransaction(async (stores) => {
    const current = await stores.digestStates.find(conference.id, scope);
    // Another process has composed later input meanwhile, unless its clock was wrong.
    if (current?.checkedAt !== undefined && current.checkedAt > checkedAt && current.checkedAt <= Date.now()) return;
    await stores.digestStates.save(conference.id, scope, published);
    await enqueueParts(stores, conference, scope, parts, canvas);
    await tellMovedNotes(stores, deps, conference, stored.notes, compiled.recap);
  });
  deps.wake();
}

/** Has the model summarize ahead of time what a digest is made from, so that it needn't be waited for. */
export async function prepareDigest(deps: BotDependencies, conference: TrackedConference, scope: Scope): Promise<void> {
  await completeAudiences(deps, conference.id);
  const stored = await loadScope(deps, conference, scope, await audienceOfDigest(deps, conference, scope));
  await compileScope(deps, conference, scope, stored, { canWait: true });
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

/** Returns who reads a digest or recap: the audience of the channel where it is posted, or will be. */
export async function audienceOfDigest(
  deps: Pick<BotDependencies, 'database' | 'workspace'>,
  conference: TrackedConference,
  scope: Scope,
): Promise<Audience> {
  const mainKey = digestPartKey(conference, scope, 'main');
  const posted = await deps.database.publications.find(mainKey);
  const channel = channelOf(conference, mainKey, posted === undefined ? [] : [posted]);
  return audienceOfChannel(deps, conference.teamId, channel);
}

/** Addresses of a digest's replies by their keys. */
type ReplyUrls = ReadonlyMap<PublicationKey, string>;

/** Addresses of the replies in a digest's thread; none until all are posted, so that the post changes only once. */
async function findReplyUrls(
  { database, workspace }: Pick<BotDependencies, 'database' | 'workspace'>,
  conference: TrackedConference,
  scope: Scope,
): Promise<ReplyUrls> {
  const posted = await database.publications.withPrefix(digestKeys(conference, scope));
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

/** A posted digest stays in its channel even if later digests go to another. */
function channelOf(
  { digestChannel }: TrackedConference,
  mainKey: PublicationKey,
  posted: readonly Publication[],
): string {
  return posted.find(({ key }) => key === mainKey)?.channel ?? digestChannel;
}

/** Returns whether an instant was less than a minute ago; false if the clock was set back by more than that. */
function isRecent(instant: number, now: number): boolean {
  return Math.abs(now - instant) < BETWEEN_UPDATES_MS;
}

/** Starts to save the recap's photos, because Slack may delete them. */
function savePhotos({ photos }: BotDependencies, recap: Recap, { notes }: StoredScope): void {
  const teamId = notes[0]?.teamId;
  const byFile = new Map(notes.flatMap((note) => note.photos.map((photo) => [photo.name, photo] as const)));
  if (teamId !== undefined) {
    photos.keepSoon(
      teamId,
      listPhotos(recap, byFile).map(({ photo }) => photo),
    );
  }
}

/** Compiles a digest or recap and renders its messages. */
async function composeParts(
  deps: BotDependencies,
  conference: TrackedConference,
  scope: Scope,
  stored: StoredScope,
  state: Pick<DigestState, 'publishedAt' | 'updatedAt'> & { replyUrls: ReplyUrls },
  options: Pick<SummarizeOptions, 'canWait' | 'fromCache'>,
): Promise<{ parts: MessagePart[]; canvas?: OutgoingMessage; compiled: CompiledScope }> {
  const compiled = await compileScope(deps, conference, scope, stored, options);
  const { recap } = compiled;
  savePhotos(deps, recap, stored);
  const updated =
    state.updatedAt === undefined
      ? undefined
      : { at: state.updatedAt, lateNotes: countSince(stored, state.publishedAt) };
  return {
    parts: renderDigestMessages(deps, conference, scope, recap, stored, { updated, replyUrls: state.replyUrls }),
    ...(scope === 'all' ? { canvas: await deps.forms.canvas(recap) } : {}),
    compiled,
  };
}

function countSince({ notes }: StoredScope, publishedAt: number): number {
  return notes.filter(({ at }) => at > publishedAt).length;
}

/** The prefix of the keys of a digest's messages. */
function digestKeys(conference: TrackedConference, scope: Scope): string {
  return scope === 'all' ? recapKey(conference.id, '') : digestKey(conference.id, scope, '');
}

function digestPartKey(conference: TrackedConference, scope: Scope, part: string): PublicationKey {
  return scope === 'all' ? recapKey(conference.id, part) : digestKey(conference.id, scope, part);
}

async function enqueueParts(
  { publications }: Pick<Stores, 'publications'>,
  conference: TrackedConference,
  scope: Scope,
  parts: MessagePart[],
  canvas?: OutgoingMessage,
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

function hashInput(conference: TrackedConference, { notes, talks, removedWorks, decisions }: StoredScope): string {
  const {
    listens: _listens,
    organizers: _organizers,
    endedAt: _endedAt,
    outdated: _outdated,
    webToken: _token,
    approval: _approval,
    ...shown
  } = conference;
  return contentHash({
    shown,
    notes,
    talks,
    removedWorks,
    // Without decisions the hash is the same as before decisions existed.
    ...(decisions.length === 0 ? {} : { decisions }),
  });
}

/** Renders the messages of a day's digest, or of the recap of all days. */
export function renderDigestMessages(
  deps: Pick<BotDependencies, 'forms' | 'publicUrl'>,
  conference: TrackedConference,
  scope: Scope,
  recap: Recap,
  { notes }: Pick<StoredScope, 'notes'>,
  { updated, replyUrls }: { updated?: DigestContent['updated']; replyUrls?: ReplyUrls } = {},
): MessagePart[] {
  const address = webUrlOf(deps, conference, scope === 'all' ? undefined : scope);
  const content = {
    conference,
    recap,
    pictures: new Map(notes.flatMap(({ photos }) => photos.map(({ name, id }) => [name, id] as const))),
    replyUrl: (part: string) => replyUrls?.get(digestPartKey(conference, scope, part)),
    ...omitUndefined({ updated, webUrl: address }),
  };
  return scope === 'all' ? deps.forms.recap(content) : deps.forms.digest({ ...content, day: scope });
}
