import { continueRequest } from '#slack/listeners/continue-request.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { parseValuePair } from '#slack/listeners/parse-actor.ts';
import { dropWaiting, findWaiting } from '#slack/listeners/pending-requests.ts';
import { staleActionError } from '#slack/listeners/stale-action.ts';
import { type ActionArgs, runAction } from './run-action.ts';

/** The person said which conference they mean: their request goes on. */
export function onChooseConference(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value }) => {
    const [waitingId, conferenceId] = parseValuePair(value) ?? [];
    if (waitingId === undefined || conferenceId === undefined) throw staleActionError();
    const request = await findWaiting(deps, actor, waitingId);
    if (request === undefined) throw staleActionError();
    const outcome = await continueRequest(deps, actor, request, conferenceId);
    await dropWaiting(deps, actor, waitingId);
    return outcome;
  });
}
