import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Preview } from '#usecases/bot-results.ts';
import { requireOrganizer } from '#usecases/conference/permissions.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import { chooseScope } from '#usecases/conference/resolve-scope.ts';
import { readPreviewed } from '#usecases/editing/edit-form.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Scope } from '#usecases/recap/compile-conference.ts';
import type { ComposedDigests } from '#usecases/recap/digest-cache.ts';
import { approvalOf } from './approval.ts';
import { digestMessages } from './digest-messages.ts';
import { readDigestState } from './digest-state.ts';
import { publishDigest } from './publish-digest.ts';

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
