import { runInBackground } from '#db/connection/run-transaction.ts';
import type { Job, JobWork } from '#jobs/jobs.ts';
import { readUnreadMessages } from '#usecases/notes/capture-message.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { removeExpiredConferences } from '#usecases/privacy/remove-stored-data.ts';
import { postChannel } from '#usecases/publishing/flush-outbox.ts';
import { composeDigest, createDueWorkFinder } from '#usecases/publishing/run-due-work.ts';

const CLEANUP_EVERY_MS = 30_000;
/** Slack repeats a request for an hour at most. */
const REQUESTS_KEPT_MS = 24 * 60 * 60_000;

/** Runs everything that is due now except posting, for the demo and tests; the bot's jobs run as they become due. */
export async function runDueWork(deps: BotDependencies): Promise<void> {
  const work = createJobWork(deps);
  const jobs = await work.findDue();
  for (const kind of ['read-messages', 'prepare-digest', 'ask-model', 'publish-digest', 'clean-up'] as const) {
    await Promise.all(jobs.filter((job) => job.kind === kind).map((job) => work.run(job)));
  }
}

/**
 * Creates the bot's background work: a job per digest, per channel with due posts and per workspace with unread
 * messages, and the cleanup.
 */
export function createJobWork(deps: BotDependencies): JobWork {
  const finder = createDueWorkFinder(deps);
  let cleanedUpAt = Number.NEGATIVE_INFINITY;

  function cleanup(): Job[] {
    const now = deps.clock.now();
    if (Math.abs(now - cleanedUpAt) < CLEANUP_EVERY_MS) return [];
    cleanedUpAt = now;
    return [{ kind: 'clean-up', key: '', teamId: '', data: {} }];
  }

  return {
    async findDue() {
      const digests = await runInBackground(() => finder.findDigests());
      const channels = await deps.database.publications.dueChannels(deps.clock.now());
      const unread = await deps.database.unreadMessages.dueTeams(deps.clock.now());
      return [
        ...digests.map(({ kind, conferenceId, teamId, scope }): Job => {
          return { kind, key: `${conferenceId} ${scope}`, teamId, data: { conferenceId, scope } };
        }),
        ...channels.map(({ teamId, channel }): Job => {
          return { kind: 'post', key: `${teamId} ${channel}`, teamId, data: { channel } };
        }),
        ...unread.map((teamId): Job => ({ kind: 'read-messages', key: teamId, teamId, data: {} })),
        ...cleanup(),
      ];
    },
    nextDueAt: () => finder.nextDueAt(),
    run: (job) => runInBackground(() => run(job)),
  };

  async function run({ kind, teamId, data }: Job): Promise<boolean> {
    switch (kind) {
      case 'prepare-digest':
      case 'ask-model':
      case 'publish-digest':
        await composeDigest(deps, { kind, conferenceId: data.conferenceId!, teamId, scope: data.scope! });
        return false;
      case 'post': {
        const { posted, isLeft } = await postChannel(deps, { teamId, channel: data.channel! });
        if (posted > 0) deps.log.info({ posted, team: teamId }, 'posted');
        return isLeft;
      }
      case 'read-messages':
        await readUnreadMessages(deps, teamId);
        return false;
      case 'clean-up':
        await removeExpiredConferences(deps);
        await deps.database.requests.removeBefore(deps.clock.now() - REQUESTS_KEPT_MS);
        await deps.photoSweep.run();
        return false;
    }
  }
}
