import type { ConferenceId, TrackedConference } from '../domain/tracked-conference.ts';
import { AppError } from '../errors.ts';
import type { Asker, Preview } from './bot.ts';
import type { BotDependencies } from './bot-dependencies.ts';
import { compileScope, readScope, type Scope } from './compile-tracked.ts';
import { digestMessages } from './digest-messages.ts';
import { readDigestState } from './digest-state.ts';
import { requireConference } from './find-conference.ts';
import { type ComposedDigests, publishDigest } from './publish-digest.ts';
import { requireOrganiser } from './rights.ts';

/** Shows an organiser just what will be posted. */
export async function preview(deps: BotDependencies, asker: Asker, day?: Scope): Promise<Preview> {
  const conference = await requireConference(deps, asker);
  await requireOrganiser(deps, asker, conference, 'preview it');
  const scope = chooseScope(conference, deps.clock.now(), day);
  const place = await placeOfDigest(deps, conference, scope);
  if (place.channel !== undefined && !(await canRead(deps, asker, place.channel.id))) {
    throw new AppError(
      'refused',
      'It is posted in a private channel that you are not in, so it can’t be shown to you. Ask to be invited there.',
    );
  }
  const stored = await readScope(deps, conference, scope, place);
  const { recap, refused, use } = await compileScope(deps, conference, scope, stored);
  const parts = digestMessages(deps, conference, scope, recap, stored);
  const counts = Object.values(refused).reduce((sum, count) => sum + count, 0);
  return { conference, recap, parts, day: scope, refused: counts, ...(use === undefined ? {} : { use }) };
}

/** Posts a day's digest, or the recap of all days, now; or brings the posted one up to date at once. */
export async function publish(
  deps: BotDependencies,
  composed: ComposedDigests,
  asker: Asker,
  day?: Scope,
  conferenceId?: ConferenceId,
): Promise<{ conference: TrackedConference; day: Scope; again: boolean }> {
  const conference = await requireConference(deps, asker, conferenceId);
  await requireOrganiser(deps, asker, conference, 'publish it');
  const scope = chooseScope(conference, deps.clock.now(), day);
  const again = (await readDigestState(deps, conference.id, scope)) !== undefined;
  await publishDigest(deps, composed, conference, scope, true);
  return { conference, day: scope, again };
}

/** Sends a file of the whole conference to the person who asked, with what they may read where they asked. */
export async function exportFile(
  deps: BotDependencies,
  asker: Asker,
  format: ExportFormat,
): Promise<{ conference: TrackedConference; name: string }> {
  const conference = await requireConference(deps, asker);
  const stored = await readScope(deps, conference, 'all', await placeOfAsker(deps, asker));
  if (stored.notes.length === 0) {
    throw new AppError('refused', `Nothing has been noted of ${conference.name} yet, so there is no file.`);
  }
  const { recap } = await compileScope(deps, conference, 'all', stored);
  const { path, content } = await deps.renderFile(format, recap);
  const comment = `${conference.name}: ${path}, with all notes until now.`;
  await deps.workspace.sendFile(asker.teamId, asker.userId, { name: path, content, comment });
  return { conference, name: path };
}

/** Today during the conference, all of it afterwards, unless a day is asked for. */
function chooseScope(conference: TrackedConference, now: number, day: Scope | undefined): Scope {
  if (day === 'all') return day;
  const today = conferenceDay(now, conference.timezone);
  const asked: CalendarDate | undefined = day ?? (isWithin(conference, today) ? today : undefined);
  if (asked === undefined) {
    if (phaseOf(conference, now) === 'after') return 'all';
    throw new AppError(
      'refused',
      `${conference.name} begins on ${conference.from}: there is nothing to show yet.`,
    );
  }
  if (!isWithin(conference, asked)) {
    const { name, from, to } = conference;
    throw new AppError('wrong-usage', `${asked} is no day of ${name}: it goes from ${from} to ${to}.`);
  }
  if (asked > today)
    throw new AppError('refused', `${asked} is still to come: there is nothing to show yet.`);
  return asked;
}
