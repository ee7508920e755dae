import type { BotDependencies } from '#usecases/ports/dependencies.ts';

/** All that is stored of some workspaces, for comparing before and after. */
export async function storedState(
  { database }: Pick<BotDependencies, 'database'>,
  teamIds: string[] = ['T1', 'T2'],
): Promise<unknown> {
  return Promise.all(
    teamIds.map(async (teamId) => ({
      optOuts: await database.optOuts.ofTeam(teamId),
      conferences: await Promise.all(
        (await database.conferences.ofTeam(teamId)).map(async (conference) => ({
          conference,
          talks: await database.talks.ofConference(conference.id),
          notes: await database.notes.ofConference(conference.id),
          removedWorks: await database.removedWorks.ofConference(conference.id),
          decisions: await database.decisions.ofConference(conference.id),
          publications: (await database.publications.withPrefix('')).filter(
            ({ conferenceId }) => conferenceId === conference.id,
          ),
        })),
      ),
    })),
  );
}
