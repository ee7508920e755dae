import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { parseValuePair } from '#slack/listeners/parse-actor.ts';
import { staleActionError } from '#slack/listeners/stale-action.ts';
import { answerReadingList, answerRestored } from '#slack/replies/reading-list.ts';
import { type ActionArgs, runAction } from './run-action.ts';

/** Another page of the reading list. */
export function onReadingListPage(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value }) => {
    const [conferenceId, page] = parseValuePair(value) ?? [];
    if (conferenceId === undefined || page === undefined || !/^[1-9]\d{0,3}$/.test(page)) throw staleActionError();
    return { message: answerReadingList(await deps.bot.readingList(actor, Number(page), conferenceId)) };
  });
}

/** A work that was taken off is put back. */
export function onRestoreWork(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value }) => {
    const [conferenceId, workKey] = parseValuePair(value) ?? [];
    if (conferenceId === undefined || workKey === undefined) throw staleActionError();
    await deps.bot.restoreWork(actor, conferenceId, workKey);
    return { message: answerRestored() };
  });
}
