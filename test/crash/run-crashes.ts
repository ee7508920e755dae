import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningBot } from '#app/start-bot.ts';
import type { LocalMessage } from '#demo/local-slack/control-api.ts';
import { digestInstant, dueDays } from '#domain/conference/digest-times.ts';
import type { Publication } from '#domain/publishing/publication.ts';
import { createRandom } from '../../eval/summaries/seeded-random.ts';
import { type CrashSettings, openPlace } from './crashed-place.ts';
import { compareWithStore } from './ledger.ts';
import { createStorm } from './storm.ts';

/** What came of one run. All that is in `lost`, `twice`, `missed` and `unsettled` is a broken promise. */
export interface CrashCounts {
  kills: number;
  /** Of them while it was starting. */
  killsAtStart: number;
  acknowledged: number;
  digestsDue: number;
  lost: string[];
  twice: string[];
  missed: string[];
  /** Rows of the outbox that stay in the middle, and digests that are not current. */
  unsettled: string[];
}

/** Of the deaths so many come while the bot is starting, at latest after so many milliseconds. */
const AT_START = 0.3;
const LONGEST_START_MS = 900;
/** The others come at latest so many milliseconds after it is ready. */
const LONGEST_LIFE_MS = 1_300;
/** Kills before the store has its schema. */
const FIRST_KILLS = 2;
const FIVE_MINUTES = 5 * 60_000;

/** Kills the bot again and again while notes pour in and digests come due, and looks each time what is left. */
export async function runCrashes(settings: CrashSettings & { kills: number; seed: number }): Promise<CrashCounts> {
  const random = createRandom(settings.seed);
  await using place = await openPlace(settings);
  const storm = createStorm(place.sender, random);
  const counts: CrashCounts = {
    kills: 0,
    killsAtStart: 0,
    acknowledged: 0,
    digestsDue: 0,
    lost: [],
    twice: [],
    missed: [],
    unsettled: [],
  };

  /** Kills the bot at some instant of its start, or while notes pour in. */
  async function killSometime(isAtStart: boolean): Promise<void> {
    const life = place.startBotProcess();
    if (!isAtStart) await life.ready;
    const raging = isAtStart ? undefined : storm.rage(life.ended);
    await Promise.race([sleep(random() * (isAtStart ? LONGEST_START_MS : LONGEST_LIFE_MS)), life.ended]);
    if (!life.isAlive()) throw new Error(`The bot ended by itself: ${life.output()}`);
    await life.kill();
    await raging;
    await place.afterDeath();
    counts.kills += 1;
    if (isAtStart) counts.killsAtStart += 1;
  }

  async function compare(when: string): Promise<void> {
    const { lost, twice } = compareWithStore(storm.ledger, await place.storedNotes());
    const keys = (await place.standing()).map(({ blocks }) => blocks![0].block_id as string);
    const doubled = keys.filter((key, index) => keys.indexOf(key) !== index);
    counts.lost.push(...lost.map((what) => `${what}, ${when}`));
    counts.twice.push(...[...twice, ...doubled].map((what) => `${what}, ${when}`));
  }

  for (let kill = 0; kill < FIRST_KILLS; kill += 1) await killSometime(true);
  await place.setUp();
  while (counts.kills < settings.kills) {
    await killSometime(random() < AT_START);
    await compare(`after kill ${counts.kills}`);
  }

  place.slowDown();
  const running = await place.startHere();
  try {
    await storm.sendTheRest();
    await settle(running);
  } finally {
    await running.stop();
  }
  await compare('at the end');
  const settled = await place.standing();
  const { conference, now, publications } = await place.outbox();
  const due = dueDays(conference, now).filter((day) => digestInstant(conference, day) > conference.createdAt);
  counts.digestsDue = due.length;
  for (const day of due) {
    const key = `digest:${conference.id}:${day}:main`;
    if (!settled.some(({ blocks }) => blocks![0].block_id === key)) counts.missed.push(day);
  }
  counts.unsettled.push(...publications.filter(isInTheMiddle).map(({ key }) => key));

  // A bot that has just started composes everything anew: what it then changes was not current.
  const again = await place.startHere();
  await settle(again);
  await again.stop();
  counts.unsettled.push(...differences(settled, await place.standing()));

  const { commands, messages } = storm.ledger;
  counts.acknowledged = [...commands.values(), ...messages.values()].filter(
    ({ isAcknowledged }) => isAcknowledged,
  ).length;
  return counts;

  /** Until all that was wanted stands, and digests that changed a moment ago have been changed again. */
  async function settle({ work }: RunningBot): Promise<void> {
    for (let round = 0; round < 6; round += 1) {
      place.skip(FIVE_MINUTES);
      await work.runDueWork();
      for (let quiet = 0; quiet < 2; ) quiet = (await work.flushOutbox()).posted === 0 ? quiet + 1 : 0;
    }
  }
}

function isInTheMiddle({ startedAt, failure, wanted, wantedHash, postedHash, ts }: Publication): boolean {
  if (startedAt !== undefined || failure !== undefined) return true;
  return wanted === null ? ts !== undefined : ts === undefined || postedHash !== wantedHash;
}

function differences(before: readonly LocalMessage[], after: readonly LocalMessage[]): string[] {
  const keyOf = ({ blocks, ts }: LocalMessage) => `${blocks![0].block_id} at ${ts}`;
  const contents = new Map(before.map((message) => [keyOf(message), JSON.stringify(message.blocks)]));
  const changed = after.filter((message) => contents.get(keyOf(message)) !== JSON.stringify(message.blocks));
  const gone = before.filter((message) => !after.some((one) => keyOf(one) === keyOf(message)));
  return [
    ...changed.map((message) => `${keyOf(message)} was not current`),
    ...gone.map((message) => `${keyOf(message)} should not stand there`),
  ];
}
