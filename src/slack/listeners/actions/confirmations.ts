import { readDate } from '#slack/commands-syntax/dates.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { parseValuePair } from '#slack/listeners/parse-actor.ts';
import { staleActionError } from '#slack/listeners/stale-action.ts';
import { answerDeleted } from '#slack/replies/conference.ts';
import { answerForgotten, SELF } from '#slack/replies/privacy.ts';
import { answerPublished } from '#slack/replies/publish.ts';
import { type ActionArgs, runAction } from './run-action.ts';

/** "Publish now" or "Update now" below a preview. */
export function onPublishNow(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value }) => {
    const [conferenceId, typed] = parseValuePair(value) ?? [];
    const day = typed === 'all' ? 'all' : readDate(typed ?? '');
    if (conferenceId === undefined || day === undefined) throw staleActionError();
    return { later: async () => answerPublished(await deps.bot.publish(actor, day, conferenceId)) };
  });
}

export function onConfirmDelete(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value }) => {
    if (value === '') throw staleActionError();
    return { message: answerDeleted(await deps.bot.deleteConference(actor, value)) };
  });
}

export function onConfirmForget(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value }) => ({
    message: answerForgotten(await deps.bot.forgetPerson(actor, value === SELF ? undefined : value)),
  }));
}

/** The question goes away, and nothing was done. */
export function onCancel(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async () => 'gone');
}
