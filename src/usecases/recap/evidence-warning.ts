import type { TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDays } from '#domain/conference/conference-day.ts';
import type { Refusal } from '#domain/evidence/check-evidence.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { type Finding, ok } from '#usecases/ports/doctor-finding.ts';
import { readDigestState } from '#usecases/publishing/digest-state.ts';

type Kept = Pick<BotDependencies, 'database' | 'keyValue'>;

/** How the reasons are told to a person, each with its count before it. */
const WORDS: Record<Refusal, string> = {
  'no-note': 'that named no note',
  'unknown-note': 'that named a note which is not there',
  empty: 'that said nothing',
  number: 'with a number of its own',
  link: 'with a link of its own',
  quote: 'with a quote that nobody wrote so',
  name: 'with a name of its own',
  denial: 'that denied what no note denies',
};

/** Before any conference's last day. */
const EVER = '0000-01-01';

/**
 * What the evidence left out of the digests and recaps as they stand, of each conference that was posted of; nothing
 * where none was.
 */
export async function* examineEvidence({ database, keyValue }: Kept): AsyncGenerator<Finding> {
  for (const conference of await database.conferences.notOverBefore(EVER)) {
    const refused = await readRefused(conference, { keyValue });
    if (refused !== undefined) yield ok('evidence', `“${conference.name}”: ${sayRefused(refused)}`);
  }
}

/** Undefined where nothing of the conference was posted. */
async function readRefused(
  conference: TrackedConference,
  kept: Pick<Kept, 'keyValue'>,
): Promise<Map<Refusal, number> | undefined> {
  const scopes = [...conferenceDays(conference), 'all' as const];
  const states = await Promise.all(scopes.map((scope) => readDigestState(kept, conference.id, scope)));
  const posted = states.filter((state) => state !== undefined);
  if (posted.length === 0) return undefined;
  const total = new Map<Refusal, number>();
  for (const { refused } of posted) {
    for (const [reason, count] of Object.entries(refused ?? {}) as [Refusal, number][])
      total.set(reason, (total.get(reason) ?? 0) + count);
  }
  return total;
}

function sayRefused(refused: ReadonlyMap<Refusal, number>): string {
  const all = [...refused.values()].reduce((sum, count) => sum + count, 0);
  if (all === 0) return 'nothing was left out of its digests for want of a note';
  const reasons = [...refused].sort(([, a], [, b]) => b - a).map(([reason, count]) => `${count} ${WORDS[reason]}`);
  return `${all} ${all === 1 ? 'sentence' : 'sentences'} left out of its digests, not in the notes: ${reasons.join(', ')}`;
}
