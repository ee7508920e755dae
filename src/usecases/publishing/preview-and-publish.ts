import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { dueDays, isRecapDue } from '#domain/conference/digest-times.ts';
import { reminderKey } from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Approval, Preview } from '#usecases/bot-results.ts';
import { requireOrganizer } from '#usecases/conference/permissions.ts';
import { reloadConference, requireConference } from '#usecases/conference/resolve-conference.ts';
import { readPreviewed } from '#usecases/editing/edit-form.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Scope } from '#usecases/recap/compile-conference.ts';
import { chooseScope } from '#usecases/recap/compile-conference.ts';
import { readDigestState } from './digest-state.ts';
import type { ComposedDigests } from './publish-digest.ts';
import { digestMessages, publishDigest } from './publish-digest.ts';

/** Shows an organiser just what will be posted. */
export async function preview(
  deps: BotDependencies,
  actor: Actor,
  day?: Scope,
  conferenceId?: ConferenceId,
): Promise<Preview> {
  const previewed = await readPreviewed(deps, actor, day, conferenceId, 'preview it');
  const { conference, scope, stored, compiled } = previewed;
  const { recap, refused, untranslated, use, asksAgain } = compiled;
  const parts = digestMessages(deps, conference, scope, recap, stored);
  const isPosted = (await readDigestState(deps, conference.id, scope)) !== undefined;
  return {
    conference,
    recap,
    parts,
    day: scope,
    refused: Object.values(refused).reduce((sum, count) => sum + count, 0),
    untranslated,
    asksAgain: asksAgain.map(({ statement }) => statement),
    isPosted,
    approval: isPosted ? 'automatic' : await approvalOf(deps, conference, scope),
    ...omitUndefined({ use }),
  };
}

/** Posts a day's digest, or the recap of all days, now; or brings the posted one up to date at once. */
export async function publish(
  deps: BotDependencies,
  composed: ComposedDigests,
  actor: Actor,
  day?: Scope,
  conferenceId?: ConferenceId,
): Promise<{ conference: TrackedConference; day: Scope; again: boolean }> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'publish it');
  const scope = chooseScope(conference, deps.clock.now(), day);
  const again = (await readDigestState(deps, conference.id, scope)) !== undefined;
  await publishDigest(deps, composed, conference, scope, true);
  return { conference, day: scope, again };
}

export async function approvalOf(
  { database }: Pick<BotDependencies, 'database'>,
  { id, approval }: Pick<TrackedConference, 'id' | 'approval'>,
  scope: Scope,
): Promise<Approval> {
  if (approval !== 'after-approval') return 'automatic';
  const decisions = await database.decisions.ofConference(id);
  const isGiven = decisions.some((decision) => decision.about === 'approval' && decision.scope === scope);
  return isGiven ? 'given' : 'wanted';
}

/**
 * Lets a digest or recap go out: at its time, or at once where that has come. Organisers alone.
 *
 * @throws AppError
 */
export async function approve(
  deps: BotDependencies,
  composed: ComposedDigests,
  actor: Actor,
  day: Scope | undefined,
  conferenceId?: ConferenceId,
): Promise<{ conference: TrackedConference; day: Scope; posts: boolean }> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'approve it');
  const now = deps.clock.now();
  const scope = chooseScope(conference, now, day);
  await deps.database.runTransaction(async (stores) => {
    const { id } = await reloadConference(stores, conference.id);
    await stores.decisions.save(id, { about: 'approval', scope, by: actor.userId });
  });
  const isPosted = (await readDigestState(deps, conference.id, scope)) !== undefined;
  const isDue = scope === 'all' ? isRecapDue(conference, now) : dueDays(conference, now).includes(scope);
  if (isDue && !isPosted) await publishDigest(deps, composed, conference, scope, true);
  return { conference, day: scope, posts: isDue || isPosted };
}

/** Tells each organiser once, in their conversation with the app, that something waits for them. */
export async function remindOrganisers(
  { database, forms, wake }: Pick<BotDependencies, 'database' | 'forms' | 'wake'>,
  conference: TrackedConference,
  scope: Scope,
): Promise<void> {
  const { id, teamId } = conference;
  const isNews = await database.runTransaction(async (stores) => {
    let news = false;
    for (const userId of conference.organisers) {
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
