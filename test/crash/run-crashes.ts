import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalMessage } from '#demo/local-slack/control-api.ts';
import type { TrackedConference } from '#domain/conference/conference.ts';
import { digestInstant, dueDays } from '#domain/conference/digest-times.ts';
import type { Publication } from '#domain/publishing/publication.ts';
import { createRandom } from '../../eval/summaries/seeded-random.ts';
import { type CrashEnvironment, type CrashSettings, openEnvironment } from './environment.ts';
import { compareWithStore, type Ledger } from './ledger.ts';
import { createRandomFaults } from './random-faults.ts';
import { createWorkload } from './workload.ts';

export interface CrashRun extends CrashSettings {
  kills: number;
  seed: number;
  /** Whether calls to Slack fail at random, replicas freeze and the database restarts as well. */
  hasFaults: boolean;
}

/** What came of one run. Everything in `lost`, `twice`, `missed` and `unsettled` is a broken promise. */
export interface CrashCounts {
  kills: number;
  freezes: number;
  databaseRestarts: number;
  acknowledged: number;
  digestsDue: number;
  lost: string[];
  twice: string[];
  missed: string[];
  /** Publications that are not as wanted in the end, and digests that are not current. */
  unsettled: string[];
  /** How long after the last start something still changed, at most. */
  settledMs: number;
}

/** The share of kills that come while the bot is starting, and the latest moment for those. */
const AT_START = 0.3;
const LONGEST_START_MS = 900;
/** The latest moment for the others, after the bot has acknowledged something. */
const LONGEST_LIFE_MS = 1_300;
/** With faults it may not acknowledge anything for a while. */
const ACKNOWLEDGES_WITHIN_MS = 5_000;
/** When enough kills have happened, people continue until the bot has acknowledged so much. */
const FEWEST_ACKNOWLEDGED = 10;
/** In any day and an hour of the run's time a digest becomes due. */
const DIGEST_WITHIN_MS = 25 * 60 * 60_000;
/** Kills before the database has its schema. */
const FIRST_KILLS = 2;
/** A publication's lease and a dead replica's jobs end within this time. */
const TAKEOVER_MS = 14_000;
/** In the end time goes this much faster than the machine's: retries come soon, and hardly any new digest is due. */
const SETTLING_SPEED = 100;
/** What should be settled, at the latest, and how long nothing may change then. */
const SETTLED_WITHIN_MS = 90_000;
const QUIET_MS = 3_000;
/** A digest that became due a moment ago may not be posted yet. */
const HALF_AN_HOUR = 30 * 60_000;

/** Kills the bot again and again while people write and digests become due, and then checks what is stored and posted. */
export async function runCrashes(settings: CrashRun): Promise<CrashCounts> {
  const { replicas, hasFaults } = settings;
  const random = createRandom(settings.seed);
  await using environment = await openEnvironment(settings);
  const workload = createWorkload(environment.sender, random);
  const counts: CrashCounts = {
    ...{ kills: 0, freezes: 0, databaseRestarts: 0, acknowledged: 0, digestsDue: 0, settledMs: 0 },
    ...{ lost: [], twice: [], missed: [], unsettled: [] },
  };

  async function kill(replica: number): Promise<void> {
    const process = environment.processes[replica]!;
    if (!process.isAlive()) throw new Error(`The bot ended by itself: ${process.output()}`);
    await environment.kill(replica);
    counts.kills += 1;
  }

  async function startAll(): Promise<void> {
    await Promise.all(Array.from({ length: replicas }, (_, replica) => environment.start(replica).ready));
  }

  /** Kills a replica that is at work and starts it again, sometimes more than once. */
  async function killSometime(replica: number): Promise<void> {
    const before = countAcknowledged(workload.ledger);
    const deadline = Date.now() + ACKNOWLEDGES_WITHIN_MS;
    while (countAcknowledged(workload.ledger) === before && Date.now() < deadline) await sleep(20);
    await sleep(random() * LONGEST_LIFE_MS);
    await kill(replica);
    while (counts.kills < settings.kills && random() < AT_START) {
      environment.start(replica);
      await sleep(random() * LONGEST_START_MS);
      await kill(replica);
    }
    await environment.start(replica).ready;
  }

  /** Freezes a replica for so long that the others take its work over, or not quite. */
  async function freeze(replica: number): Promise<void> {
    const process = environment.processes[replica]!;
    process.freeze();
    counts.freezes += 1;
    await sleep(random() * 1.3 * TAKEOVER_MS);
    process.thaw();
  }

  async function disturb(): Promise<void> {
    const dice = random();
    const replica = Math.floor(random() * replicas);
    if (hasFaults && dice < 0.06 && replicas > 1) return freeze(replica);
    if (hasFaults && dice < 0.12 && settings.database === 'postgres') {
      counts.databaseRestarts += 1;
      return environment.restartDatabase();
    }
    return killSometime(replica);
  }

  for (let first = 0; first < FIRST_KILLS; first += 1) {
    environment.start(0);
    await sleep(random() * LONGEST_START_MS);
    await kill(0);
  }
  await startAll();
  await workload.startConference();
  const stop = new AbortController();
  const begun = environment.now();
  const isEnough = () =>
    countAcknowledged(workload.ledger) >= FEWEST_ACKNOWLEDGED && environment.now() - begun > DIGEST_WITHIN_MS;
  const writing = workload.writeUntil(stop.signal);
  if (hasFaults) environment.proxy.failBy(createRandomFaults(random));
  try {
    while (counts.kills < settings.kills) await disturb();
    // Killing it more would mostly start it again, which takes seconds.
    while (!isEnough()) await sleep(100);
  } finally {
    // Also if the bot has ended by itself: people who write on would keep the process alive forever.
    environment.proxy.failBy(undefined);
    stop.abort();
    await writing;
  }
  await workload.sendTheRest();

  /** Starts all replicas again, and waits until a dead one's jobs have been taken over as well. */
  async function restartAndSettle(): Promise<void> {
    await Promise.all(environment.processes.map((_, replica) => environment.kill(replica)));
    await startAll();
    const begun = Date.now();
    if (replicas > 1) await sleep(TAKEOVER_MS);
    counts.settledMs = Math.max(counts.settledMs, (await settle(environment)) - begun);
  }

  environment.setSpeed(SETTLING_SPEED);
  await restartAndSettle();
  const settled = await environment.posted();
  const { lost, twice } = compareWithStore(workload.ledger, await environment.storedNotes());
  const keys = settled.map(({ blocks }) => blocks![0].block_id as string);
  counts.lost.push(...lost);
  counts.twice.push(...twice, ...keys.filter((key, index) => keys.indexOf(key) !== index));
  const { conference, publications } = await environment.outbox();
  counts.digestsDue = daysDue(conference, environment.now()).length;
  counts.missed.push(...missedDays(conference, environment.now(), keys));
  counts.unsettled.push(...publications.filter(isUnfinished).map(({ key }) => key));

  // A bot that has just started composes everything again: what it changes was not current.
  await restartAndSettle();
  counts.unsettled.push(...differences(settled, await environment.posted()));

  counts.acknowledged = countAcknowledged(workload.ledger);
  return counts;
}

function countAcknowledged({ commands, messages }: Ledger): number {
  return [...commands.values(), ...messages.values()].filter(({ isAcknowledged }) => isAcknowledged).length;
}

/**
 * Waits until everything that is wanted is posted, and nothing has changed for a while, or until that takes too long.
 * Returns when the last change was seen.
 */
async function settle({ outbox, posted, now: clock }: CrashEnvironment): Promise<number> {
  const deadline = Date.now() + SETTLED_WITHIN_MS;
  let last = '';
  let quietSince = Date.now();
  while (Date.now() < deadline && Date.now() - quietSince < QUIET_MS) {
    const { conference, publications } = await outbox();
    const messages = await posted();
    const now = JSON.stringify(messages);
    // On a busy machine it takes a while until a bot that has just started has composed a digest.
    const missed = missedDays(
      conference,
      clock(),
      messages.map(({ blocks }) => blocks![0].block_id),
    );
    if (now !== last || publications.some(isUnfinished) || missed.length > 0) quietSince = Date.now();
    last = now;
    await sleep(200);
  }
  return quietSince;
}

/** The days whose digests have been due for half an hour. */
function daysDue(conference: TrackedConference, now: number): string[] {
  return dueDays(conference, now - HALF_AN_HOUR).filter((day) => digestInstant(conference, day) > conference.createdAt);
}

function missedDays(conference: TrackedConference, now: number, keys: readonly string[]): string[] {
  return daysDue(conference, now).filter((day) => !keys.includes(`digest:${conference.id}:${day}:main`));
}

function isUnfinished({ startedAt, failure, wanted, wantedHash, postedHash, ts }: Publication): boolean {
  if (startedAt !== undefined || failure !== undefined) return true;
  return wanted === null ? ts !== undefined : ts === undefined || postedHash !== wantedHash;
}

/** What changed between two looks at the channel, except for messages that became due in between. */
function differences(before: readonly LocalMessage[], after: readonly LocalMessage[]): string[] {
  const keyOf = ({ blocks, ts }: LocalMessage) => `${blocks![0].block_id} at ${ts}`;
  const contents = new Map(after.map((message) => [keyOf(message), JSON.stringify(message.blocks)]));
  return before.flatMap((message) => {
    const current = contents.get(keyOf(message));
    if (current === undefined) return [`${keyOf(message)} should not be there`];
    return current === JSON.stringify(message.blocks) ? [] : [`${keyOf(message)} was not current`];
  });
}
