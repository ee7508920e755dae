import type { ConferenceSettings } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

/** What a conference is set to where a person leaves it open: this channel, the actor's zone, today; no name. */
export async function proposeConference(
  { workspace, clock }: Pick<BotDependencies, 'workspace' | 'clock'>,
  { teamId, userId, channel }: Actor,
): Promise<ConferenceSettings> {
  const timezone = (await workspace.person(teamId, userId))?.timezone ?? 'UTC';
  const today = toZonedIso(clock.now(), timezone).slice(0, 'yyyy-mm-dd'.length);
  return {
    name: '',
    from: today,
    to: today,
    timezone,
    channels: channel === undefined ? [] : [channel],
    digestChannel: channel ?? '',
    digestAt: '18:30',
    opensThreads: 'at-first-note',
    reaction: 'memo',
    organisers: [userId],
  };
}
