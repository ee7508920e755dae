import type { CalendarDate, ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { digestInstant, recapInstant } from '#domain/conference/digest-times.ts';
import type { Statement } from '#domain/editing/review-statements.ts';
import { type OutgoingMessage, reminderKey } from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { requireOrganizer } from '#usecases/conference/permissions.ts';
import { reloadConference, requireConference } from '#usecases/conference/resolve-conference.ts';
import { loadPreview } from '#usecases/editing/edit-form.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor, MessagePart } from '#usecases/ports/slack.ts';
import type { TokenUsage } from '#usecases/ports/summarizer.ts';
import { resolveScope, type Scope } from '#usecases/recap/compile-conference.ts';
import { renderDigestMessages } from './compose-digest.ts';
import { publishDigest } from './publish-digest.ts';

/** Whether a digest or recap that isn't posted yet needs an organizer's approval, and has it. */
export type Approval = 'automatic' | 'wanted' | 'given';

export interface Preview {
  conference: TrackedConference;
  recap: Recap;
  /** Exactly what will be posted. */
  parts: MessagePart[];
  /** Notes whose talk is uncertain; they are in none of the parts. */
  unsureNotes?: OutgoingMessage;
  day: CalendarDate | 'all';
  /** The number of sentences that were left out because no note supports them. */
  refused: number;
  /** The number of sentences left in the language of their notes because the translation couldn't be checked. */
  untranslated: number;
  /**
   * Statements whose notes have changed since an organizer hid or reworded them. They are shown as they are generated
   * now.
   */
  asksAgain: Statement[];
  isPosted: boolean;
  approval: Approval;
  /** When it will be posted; absent if that has passed. */
  dueAt?: number;
  /** The tokens that a language model used; absent if none is used. */
  use?: TokenUsage;
}

/** Returns exactly what will be posted. Organizers only. @throws AppError */
export async function preview(
  deps: BotDependencies,
  actor: Actor,
  day?: Scope,
  conferenceId?: ConferenceId,
): Promise<Preview> {
  const previewed = await loadPreview(deps, actor, { day, conferenceId, action: 'preview' });
  const { conference, scope, stored, compiled } = previewed;
  const { recap, refused, untranslated, use, asksAgain } = compiled;
  const parts = renderDigestMessages(deps, conference, { scope, recap, stored });
  const isPosted = (await deps.database.digestStates.find(conference.id, scope)) !== undefined;
  return {
    conference,
    recap,
    parts,
    ...omitUndefined({ unsureNotes: deps.forms.unsureNotes(recap) }),
    day: scope,
    refused: Object.values(refused).reduce((sum, count) => sum + count, 0),
    untranslated,
    asksAgain: asksAgain.map(({ statement }) => statement),
    isPosted,
    approval: isPosted ? 'automatic' : await getApproval(deps, conference, scope),
    ...omitUndefined({ dueAt: dueAfter(conference, scope, deps.clock.now()) }),
    ...omitUndefined({ use }),
  };
}

/** Returns when a digest or recap is due, or undefined if that has passed. */
function dueAfter(conference: TrackedConference, scope: Scope, now: number): number | undefined {
  const at = scope === 'all' ? recapInstant(conference) : digestInstant(conference, scope);
  return at === undefined || at <= now ? undefined : at;
}

/** Returns when the recap is due if it isn't yet, and isn't posted: publishing it now should be confirmed. */
export async function findEarlyRecap(
  deps: BotDependencies,
  actor: Actor,
  conferenceId?: ConferenceId,
): Promise<{ conference: TrackedConference; dueAt: number } | undefined> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'publish');
  const dueAt = recapInstant(conference);
  if (dueAt === undefined || dueAt <= deps.clock.now()) return undefined;
  const posted = await deps.database.digestStates.find(conference.id, 'all');
  return posted === undefined ? { conference, dueAt } : undefined;
}

/** Posts a day's digest, or the recap of all days, now, or updates it if it is posted already. @throws AppError */
export async function publish(
  deps: BotDependencies,
  actor: Actor,
  { day, conferenceId }: { day?: Scope | undefined; conferenceId?: ConferenceId | undefined } = {},
): Promise<{ conference: TrackedConference; day: Scope; again: boolean }> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'publish');
  const scope = resolveScope(conference, deps.clock.now(), day);
  const again = (await deps.database.digestStates.find(conference.id, scope)) !== undefined;
  await publishDigest(deps, conference, scope, { atOnce: true, asksModel: true });
  return { conference, day: scope, again };
}

export async function getApproval(
  { database }: Pick<BotDependencies, 'database'>,
  { id, approval }: Pick<TrackedConference, 'id' | 'approval'>,
  scope: Scope,
): Promise<Approval> {
  if (approval !== 'after-approval') return 'automatic';
  const decisions = await database.decisions.ofConference(id);
  const isGiven = decisions.some((decision) => decision.about === 'approval' && decision.scope === scope);
  return isGiven ? 'given' : 'wanted';
}

/** Approves a digest or recap. It is posted at its time, or now if that has passed. @throws AppError */
export async function approve(
  deps: BotDependencies,
  actor: Actor,
  day: Scope | undefined,
  conferenceId?: ConferenceId,
): Promise<Pick<Preview, 'conference' | 'day' | 'parts' | 'dueAt'>> {
  const { conference, scope, stored, compiled } = await loadPreview(deps, actor, {
    day,
    conferenceId,
    action: 'approve',
  });
  await deps.database.runTransaction(async (stores) => {
    const { id } = await reloadConference(stores, conference.id);
    await stores.decisions.save(id, { about: 'approval', scope, by: actor.userId });
  });
  const dueAt = dueAfter(conference, scope, deps.clock.now());
  const isPosted = (await deps.database.digestStates.find(conference.id, scope)) !== undefined;
  if (dueAt === undefined && !isPosted) {
    await publishDigest(deps, conference, scope, { atOnce: true, asksModel: true });
  }
  const parts = renderDigestMessages(deps, conference, { scope, recap: compiled.recap, stored });
  return { conference, day: scope, parts, ...omitUndefined({ dueAt }) };
}

/** Tells each organizer once, in their conversation with the app, that a digest waits for approval. */
export async function remindOrganizers(
  { database, forms, wake }: Pick<BotDependencies, 'database' | 'forms' | 'wake'>,
  conference: TrackedConference,
  scope: Scope,
): Promise<void> {
  const { id, teamId } = conference;
  const isNews = await database.runTransaction(async (stores) => {
    let news = false;
    for (const userId of conference.organizers) {
      const key = reminderKey(id, scope, userId);
      if ((await stores.publications.find(key)) !== undefined) continue;
      const wanted = forms.reminder(conference, scope);
      const wish = { key, teamId, conferenceId: id, channel: userId, wanted };
      await stores.publications.want({ ...wish, wantedHash: contentHash(wanted) });
      news = true;
    }
    return news;
  });
  if (isNews) wake();
}
