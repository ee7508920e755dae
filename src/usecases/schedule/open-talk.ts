import type { TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDay, phaseOf, toZonedIso } from '#domain/conference/conference-day.ts';
import type { Speaker } from '#domain/conference/talk.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import { LocalizedError } from '#errors.ts';
import { excerpt } from '#schedule/plain-text.ts';
import { cleanLine } from '#shared/clean-characters.ts';
import { omitEmpty } from '#shared/omit-undefined.ts';
import { reloadConference, requireConference } from '#usecases/conference/resolve-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { StoredTalk } from '#usecases/ports/stores.ts';
import { ensureTalkThread } from '#usecases/publishing/talk-threads.ts';
import type { TalkChoice } from './talk-choices.ts';
import { toChoice } from './talk-choices.ts';

const LONGEST_TITLE = 200;
const LONGEST_NAME = 100;
const MOST_SPEAKERS = 10;
const DEFAULT_DURATION_MS = 45 * 60 * 1000;

/**
 * Adds a talk that starts now and opens its thread. If today already has that talk, only its thread is opened.
 *
 * @throws AppError `refused` for an invalid title or name, and outside the conference's days
 */
export async function openTalk(
  deps: Pick<BotDependencies, 'database' | 'clock' | 'workspace' | 'forms' | 'newId' | 'wake' | 'placers'>,
  actor: Actor,
  wish: { title: string; speakers: Speaker[] },
): Promise<{ conference: TrackedConference; talk: TalkChoice; again: boolean }> {
  const { id: conferenceId } = await requireConference(deps, actor);
  const title = readTitle(wish.title);
  const speakers = readSpeakers(wish.speakers);
  const id = deps.newId();
  const now = deps.clock.now();
  const opened = await deps.database.runTransaction(async (stores) => {
    const conference = await reloadConference(stores, conferenceId);
    requireRunning(conference, now);
    const { timezone } = conference;
    const today = conferenceDay(now, timezone);
    const known = (await stores.talks.ofConference(conferenceId)).find(
      (talk) => conferenceDay(Date.parse(talk.startsAt), timezone) === today && isSameTalk(talk, { title, speakers }),
    );
    const talk: StoredTalk = known ?? {
      id,
      title,
      speakers,
      startsAt: toZonedIso(now, timezone),
      endsAt: toZonedIso(now + DEFAULT_DURATION_MS, timezone),
      byHand: true,
    };
    if (known === undefined) await stores.talks.save(conferenceId, [talk]);
    await ensureTalkThread(stores, deps, { conference, talk });
    return { conference, talk: toChoice(talk), again: known !== undefined };
  });
  deps.placers.forget(conferenceId);
  deps.wake();
  return opened;
}

function readTitle(written: string): string {
  const title = cleanLine(written);
  if (title === '') {
    throw new LocalizedError('refused', 'talk-title-missing');
  }
  if (title.length <= LONGEST_TITLE) return title;
  throw new LocalizedError('refused', 'too-long', { count: title.length, most: LONGEST_TITLE });
}

function readSpeakers(written: Speaker[]): Speaker[] {
  const speakers = written.flatMap(({ name: writtenName, affiliation: writtenAffiliation }) => {
    const name = cleanLine(writtenName);
    const affiliation = cleanLine(writtenAffiliation ?? '');
    return name === '' ? [] : [{ name, ...omitEmpty({ affiliation }) }];
  });
  if (speakers.length > MOST_SPEAKERS) {
    throw new LocalizedError('refused', 'too-many-speakers', { most: MOST_SPEAKERS });
  }
  const long = speakers
    .flatMap(({ name, affiliation = '' }) => [name, affiliation])
    .find((name) => name.length > LONGEST_NAME);
  if (long === undefined) return speakers;
  throw new LocalizedError('refused', 'name-too-long', { name: excerpt(long, 80), most: LONGEST_NAME });
}

function requireRunning(conference: TrackedConference, now: number): void {
  const { name, from } = conference;
  const phase = phaseOf(conference, now);
  if (phase === 'before') {
    throw new LocalizedError('refused', 'talk-before-conference', { conference: name, from: Date.parse(from) });
  }
  if (phase === 'after') {
    throw new LocalizedError('refused', 'talk-after-conference', { conference: name });
  }
}

type Announced = Pick<StoredTalk, 'title' | 'speakers'>;

/** Compares titles and speakers: "Keynote" by one speaker and "Keynote" by another are two talks. */
function isSameTalk(one: Announced, other: Announced): boolean {
  if (normalizeName(one.title) !== normalizeName(other.title)) return false;
  const names = new Set(one.speakers.map(({ name }) => normalizeName(name)));
  const isUnknown = names.size === 0 || other.speakers.length === 0;
  return isUnknown || other.speakers.some(({ name }) => names.has(normalizeName(name)));
}

/** Normalizes a title or name for comparison; one without words stays as it is. */
export function normalizeName(text: string): string {
  const words = tokenize(fold(text)).map((word) => word.text);
  return words.join(' ') || text;
}
