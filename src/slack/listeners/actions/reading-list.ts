import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { readPair } from '#slack/listeners/parse-actor.ts';
import { outdated } from '#slack/listeners/stale-action.ts';
import { answerReadingList, answerRestored } from '#slack/replies/reading-list.ts';
import { type ActionArgs, runAction } from './run-action.ts';

/** Another page of the reading list. */
export function onReadingListPage(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value }) => {
    const [conferenceId, page] = readPair(value) ?? [];
    if (conferenceId === undefined || page === undefined || !/^[1-9]\d{0,3}$/.test(page)) throw outdated();
    return { message: answerReadingList(await deps.bot.readingList(actor, Number(page), conferenceId)) };
  });
}

/** A work that was taken off is put back. */
export function onRestoreWork(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value }) => {
    const [conferenceId, workKey] = readPair(value) ?? [];
    if (conferenceId === undefined || workKey === undefined) throw outdated();
    await deps.bot.restoreWork(actor, conferenceId, workKey);
    return { message: answerRestored() };
  });
}
