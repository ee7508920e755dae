import type { ConferenceId, TrackedConference } from '../domain/tracked-conference.ts';
import { approvalOf } from './approval.ts';
import type { Asker } from './asker.ts';
import type { Preview } from './bot-answers.ts';
import type { BotDependencies } from './bot-dependencies.ts';
import { chooseScope } from './choose-scope.ts';
import type { Scope } from './compile-tracked.ts';
import type { ComposedDigests } from './composed-digests.ts';
import { digestMessages } from './digest-messages.ts';
import { readDigestState } from './digest-state.ts';
import { readPreviewed } from './edit-form.ts';
import { requireConference } from './find-conference.ts';
import { publishDigest } from './publish-digest.ts';
import { requireOrganiser } from './rights.ts';

/** Shows an organiser just what will be posted. */
export async function preview(
  deps: BotDependencies,
  asker: Asker,
  day?: Scope,
  conferenceId?: ConferenceId,
): Promise<Preview> {
  const previewed = await readPreviewed(deps, asker, day, conferenceId, 'preview it');
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
    ...(use === undefined ? {} : { use }),
  };
}

/** Posts a day's digest, or the recap of all days, now; or brings the posted one up to date at once. */
export async function publish(
  deps: BotDependencies,
  composed: ComposedDigests,
  asker: Asker,
  day?: Scope,
  conferenceId?: ConferenceId,
): Promise<{ conference: TrackedConference; day: Scope; again: boolean }> {
  const conference = await requireConference(deps, asker, conferenceId);
  await requireOrganiser(deps, asker, conference, 'publish it');
  const scope = chooseScope(conference, deps.clock.now(), day);
  const again = (await readDigestState(deps, conference.id, scope)) !== undefined;
  await publishDigest(deps, composed, conference, scope, true);
  return { conference, day: scope, again };
}
