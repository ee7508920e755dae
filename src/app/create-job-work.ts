import type { Job, JobWork } from '#jobs/jobs.ts';
import { readUnreadMessages } from '#usecases/notes/capture-message.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { removeExpiredConferences } from '#usecases/privacy/remove-stored-data.ts';
import { postChannel } from '#usecases/publishing/flush-outbox.ts';
import { composeDigest, createDueWorkFinder, type DigestJob } from '#usecases/publishing/run-due-work.ts';

const CLEANUP_EVERY_MS = 30_000;
const JOB_OF = { prepare: 'preparation', 'ask-model': 'wording', publish: 'digest' } as const;
const STEPS = Object.keys(JOB_OF) as DigestJob['step'][];

/** Runs everything that is due now except posting, for the demo and tests; the bot's jobs run as they become due. */
export async function runDueWork(deps: BotDependencies): Promise<void> {
  const work = createJobWork(deps);
  const jobs = await work.findDue();
  for (const kind of ['reading', 'preparation', 'wording', 'digest', 'cleanup'] as const) {
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
    return [{ kind: 'cleanup', key: 'cleanup', teamId: '', data: {} }];
  }

  return {
    async findDue() {
      const digests = await finder.findDigests();
      const channels = await deps.database.publications.dueChannels(deps.clock.now());
      const unread = await deps.database.unreadMessages.dueTeams(deps.clock.now());
      return [
        ...digests.map(({ conferenceId, teamId, scope, step }): Job => {
          return { kind: JOB_OF[step], key: `${conferenceId} ${scope}`, teamId, data: { conferenceId, scope } };
        }),
        ...channels.map(({ teamId, channel }): Job => {
          return { kind: 'channel', key: `${teamId} ${channel}`, teamId, data: { channel } };
        }),
        ...unread.map((teamId): Job => ({ kind: 'reading', key: teamId, teamId, data: {} })),
        ...cleanup(),
      ];
    },
    nextDueAt: () => finder.nextDueAt(),
    async run({ kind, teamId, data }) {
      switch (kind) {
        case 'preparation':
        case 'wording':
        case 'digest': {
          const step = STEPS.find((one) => JOB_OF[one] === kind)!;
          await composeDigest(deps, { conferenceId: data.conferenceId!, teamId, scope: data.scope!, step });
          return false;
        }
        case 'channel': {
          const { posted, isLeft } = await postChannel(deps, { teamId, channel: data.channel! });
          if (posted > 0) deps.log.info({ posted, team: teamId }, 'posted');
          return isLeft;
        }
        case 'reading':
          await readUnreadMessages(deps, teamId);
          return false;
        case 'cleanup':
          await removeExpiredConferences(deps);
          await deps.photoSweep.run();
          return false;
      }
    },
  };
}
