import type { TrackedConference } from '#domain/conference/conference.ts';

/** A conference of two days in `C1` that is followed there. */
export function makeConference(conference: Partial<TrackedConference> = {}): TrackedConference {
  return {
    id: 'conf',
    teamId: 'T1',
    name: 'DevOpsDays',
    timezone: 'America/Toronto',
    from: '2016-05-26',
    to: '2016-05-27',
    channels: ['C1'],
    digestChannel: 'C1',
    digestAt: '18:30',
    organizers: ['U1'],
    listens: [],
    opensThreads: 'at-first-note',
    reaction: 'memo',
    createdAt: Date.UTC(2016, 4, 1),
    ...conference,
  };
}
