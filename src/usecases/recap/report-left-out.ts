import type { TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDays } from '#domain/conference/conference-day.ts';
import type { Refusal } from '#domain/evidence/check-evidence.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { type Finding, ok } from '#usecases/ports/doctor-finding.ts';

type Kept = Pick<BotDependencies, 'database'>;

/** The reasons in words, following a count. */
const REASONS: Record<Refusal, string> = {
  'no-note': 'without a source note',
  'unknown-note': "citing a note that doesn't exist",
  empty: 'without text',
  number: "with a number that isn't in the notes",
  link: "with a link that isn't in the notes",
  quote: "with a quote that isn't in the notes",
  name: "with a name that isn't in the notes",
  denial: "with a negation that isn't in the notes",
};

/** Before any conference's last day. */
const DISTANT_PAST = '0000-01-01';

/**
 * Reports per conference what the evidence check left out of its posted digests.
 */
export async function* reportLeftOut({ database }: Kept): AsyncGenerator<Finding> {
  for (const conference of await database.conferences.notOverBefore(DISTANT_PAST)) {
    const refused = await countRefused(conference, { database });
    if (refused !== undefined) yield ok('evidence', `“${conference.name}”: ${formatRefused(refused)}`);
  }
}

/** Returns undefined if nothing was posted. */
async function countRefused(conference: TrackedConference, kept: Kept): Promise<Map<Refusal, number> | undefined> {
  const scopes = [...conferenceDays(conference), 'all' as const];
  const states = await Promise.all(scopes.map((scope) => kept.database.digestStates.find(conference.id, scope)));
  const posted = states.filter((state) => state !== undefined);
  if (posted.length === 0) return undefined;
  const total = new Map<Refusal, number>();
  for (const { refused } of posted) {
    for (const [reason, count] of Object.entries(refused ?? {}) as [Refusal, number][])
      total.set(reason, (total.get(reason) ?? 0) + count);
  }
  return total;
}

function formatRefused(refused: ReadonlyMap<Refusal, number>): string {
  const all = [...refused.values()].reduce((sum, count) => sum + count, 0);
  if (all === 0) return 'nothing was left out of its digests';
  const reasons = [...refused].sort(([, a], [, b]) => b - a).map(([reason, count]) => `${count} ${REASONS[reason]}`);
  return `${all} ${all === 1 ? 'sentence was' : 'sentences were'} left out of its digests because no note supports ${all === 1 ? 'it' : 'them'}: ${reasons.join(', ')}`;
}
