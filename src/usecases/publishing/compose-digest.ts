import type { TrackedConference } from '#domain/conference/conference.ts';
import type { Audience } from '#domain/notes/audience.ts';
import {
  digestKey,
  type OutgoingMessage,
  type Publication,
  type PublicationKey,
  recapKey,
} from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import { audienceOfChannel } from '#usecases/conference/permissions.ts';
import { webUrlOf } from '#usecases/conference/web-access.ts';
import { nameEchoes } from '#usecases/notes/echo-typed-note.ts';
import { completeAudiences } from '#usecases/notes/save-message-note.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { DigestContent, MessagePart } from '#usecases/ports/slack.ts';
import type { DigestState } from '#usecases/ports/stores.ts';
import { currentSummaries, keepSummary, summaryKeys } from '#usecases/privacy/remove-stored-data.ts';
import {
  type CompiledScope,
  compileScope,
  loadScope,
  type Scope,
  type StoredScope,
} from '#usecases/recap/compile-conference.ts';
import type { CompileRecapOptions } from '#usecases/recap/compile-recap.ts';
import { listPhotos } from '#usecases/recap/recap-photos.ts';
import { findMovedNotes, type MovedNote } from './notify-moved-notes.ts';

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

/** A digest's messages, and what to do with them. */
export interface ComposedDigest extends Pick<CompiledScope, 'refused' | 'provisional' | 'waitsUntil' | 'isComplete'> {
  parts: MessagePart[];
  canvas?: OutgoingMessage;
  moved: MovedNote[];
}

type ComposeOptions = Pick<DigestState, 'publishedAt' | 'updatedAt'> &
  Pick<CompileRecapOptions, 'canWait' | 'fromCache' | 'onAnswer'> & { replyUrls: ReplyUrls };

/** Compiles a digest or recap and renders its messages. */
export async function composeMessages(
  deps: BotDependencies,
  conference: TrackedConference,
  {
    scope,
    stored,
    options: { publishedAt, updatedAt, replyUrls, ...options },
  }: { scope: Scope; stored: StoredScope; options: ComposeOptions },
): Promise<ComposedDigest> {
  const compiled = await compileScope(deps, { conference, scope, stored }, options);
  const { recap, refused, provisional, waitsUntil, isComplete } = compiled;
  savePhotos(deps, recap, stored);
  await nameEchoes(deps, conference, stored.notes);
  const lateNotes = stored.notes.filter(({ at }) => at > publishedAt).length;
  const updated = updatedAt === undefined ? undefined : { at: updatedAt, lateNotes };
  return {
    parts: renderDigestMessages(deps, conference, { scope, recap, stored, updated, replyUrls }),
    moved: findMovedNotes(stored.notes, recap),
    refused,
    provisional,
    isComplete,
    ...omitUndefined({ waitsUntil, canvas: scope === 'all' ? await deps.forms.canvas(recap) : undefined }),
  };
}

/** The prefix of the keys of a digest's messages. */
export function digestKeys(conference: TrackedConference, scope: Scope): string {
  return scope === 'all' ? recapKey(conference.id, '') : digestKey(conference.id, scope, '');
}

export function digestPartKey(conference: TrackedConference, scope: Scope, part: string): PublicationKey {
  return scope === 'all' ? recapKey(conference.id, part) : digestKey(conference.id, scope, part);
}

/** Returns who reads a digest or recap: the audience of the channel where it is posted, or will be. */
export async function audienceOfDigest(
  deps: Pick<BotDependencies, 'database' | 'workspace'>,
  conference: TrackedConference,
  { scope, posted }: { scope: Scope; posted?: readonly Publication[] | undefined },
): Promise<Audience> {
  const mainKey = digestPartKey(conference, scope, 'main');
  const known = posted ?? (await deps.database.publications.withPrefix(digestKeys(conference, scope)));
  return audienceOfChannel(deps, conference.teamId, channelOf(conference, mainKey, known));
}

/** Addresses of a digest's replies by their keys. */
export type ReplyUrls = ReadonlyMap<PublicationKey, string>;

/** A posted digest stays in its channel even if later digests go to another. */
export function channelOf(
  { digestChannel }: TrackedConference,
  mainKey: PublicationKey,
  posted: readonly Publication[],
): string {
  return posted.find(({ key }) => key === mainKey)?.channel ?? digestChannel;
}

/** Returns a hash of everything that a digest is made from, without what only links to it. */
export function hashInput(
  conference: TrackedConference,
  { notes, talks, removedWorks, decisions }: StoredScope,
): string {
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
    ...omitEmpty({ decisions }),
  });
}

/** Renders the messages of a day's digest, or of the recap of all days. */
export function renderDigestMessages(
  deps: Pick<BotDependencies, 'forms' | 'publicUrl'>,
  conference: TrackedConference,
  {
    scope,
    recap,
    stored: { notes },
    updated,
    replyUrls,
  }: {
    scope: Scope;
    recap: Recap;
    stored: Pick<StoredScope, 'notes'>;
    updated?: DigestContent['updated'];
    replyUrls?: ReplyUrls;
  },
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

/** A prepared digest that is younger isn't prepared again, although its notes may have changed. */
const BETWEEN_PREPARATIONS_MS = 10_000;
/** How long a prepared digest is kept, in case it is posted late. */
const PREPARED_MS = 10 * 60_000;

/** A digest that was composed ahead of its time. */
interface PreparedDigest {
  /** Of everything that it was made from. */
  fingerprint: string;
  preparedAt: number;
  composed: ComposedDigest;
}

/**
 * Composes a digest ahead of its time and keeps it, so that it can be posted at once if its notes are still the same
 * then. Has the model write what it contains, if `asksModel`; otherwise it takes what the model has written so far.
 */
export async function prepareDigest(
  deps: BotDependencies,
  conference: TrackedConference,
  { scope, asksModel }: { scope: Scope; asksModel: boolean },
): Promise<void> {
  const now = deps.clock.now();
  const key = preparedKey(conference, scope);
  const before = await deps.keyValue.get<PreparedDigest>(key);
  if (!asksModel && before !== undefined && Math.abs(now - before.preparedAt) < BETWEEN_PREPARATIONS_MS) return;
  const version = await currentSummaries(deps, conference.teamId);
  await completeAudiences(deps, conference.id);
  const stored = await loadScope(deps, conference, {
    scope,
    place: await audienceOfDigest(deps, conference, { scope, posted: [] }),
  });
  const fingerprint = fingerprintOf(deps, conference, stored);
  let dropped: Promise<void> | undefined;
  const composed = await composeMessages(deps, conference, {
    scope,
    stored,
    options: {
      publishedAt: now,
      replyUrls: new Map(),
      canWait: asksModel,
      fromCache: !asksModel,
      onAnswer() {
        // If the model doesn't finish in time, part of what it writes is better than what was prepared without it.
        dropped ??= deps.keyValue.delete(key).then(
          () => undefined,
          () => undefined,
        );
      },
    },
  });
  await dropped;
  if (!composed.isComplete) return;
  const value: PreparedDigest = { fingerprint, preparedAt: now, composed };
  await keepSummary(deps.keyValue, { teamId: conference.teamId, version, key, value, keptMs: PREPARED_MS });
}

/** Returns the digest that was prepared from the same notes, talks, settings and decisions for the same audience. */
export async function findPrepared(
  deps: BotDependencies,
  conference: TrackedConference,
  { scope, stored }: { scope: Scope; stored: StoredScope },
): Promise<ComposedDigest | undefined> {
  const found = await deps.keyValue.get<PreparedDigest>(preparedKey(conference, scope));
  return found?.fingerprint === fingerprintOf(deps, conference, stored) ? found.composed : undefined;
}

function preparedKey({ id, teamId }: TrackedConference, scope: Scope): string {
  return `${summaryKeys(teamId)}digest ${id} ${scope}`;
}

function fingerprintOf(deps: BotDependencies, conference: TrackedConference, stored: StoredScope): string {
  const { place, shownAt } = stored;
  return `${hashInput(conference, stored)} ${contentHash({ place, shownAt, web: conference.webToken, url: deps.publicUrl })}`;
}
