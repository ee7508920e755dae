import type { WebClient } from '@slack/web-api';
import { writeNotice } from '#errors.ts';
import { buildHomeView } from '#render/slack/home/home.ts';
import { mentionedIds } from '#text/slack-markup/escapes.ts';
import { parseSlackText } from '#text/slack-markup/parse-slack-text.ts';
import { type HomeState, viewHome } from '#usecases/home/view-home.ts';
import { withUnknown } from '#usecases/notes/resolve-notes.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { ListenerDependencies } from './payload.ts';

/** Updates a person's App Home. */
export async function publishHome(
  deps: ListenerDependencies,
  client: WebClient,
  { teamId, userId }: Actor,
): Promise<void> {
  const home = await viewHome(deps, { teamId, userId });
  const asked = await deps.workspace.namesFor(teamId, mentionsIn(home));
  const person = await deps.workspace.person(teamId, userId).catch(() => undefined);
  const names = withUnknown(asked, () => person?.language ?? 'en');
  const conferences = home.conferences.map(({ troubles, ...conference }) => ({
    ...conference,
    troubles: troubles.map((trouble) => writeNotice(trouble, person?.language)),
  }));
  const view = buildHomeView(
    { ...home, conferences },
    (note) => parseSlackText(note.source, names).text,
    person?.language,
  );
  await client.views.publish({ user_id: userId, view });
}

/** Returns the people and channels that the shown notes mention. */
function mentionsIn({ conferences }: HomeState): { users: Set<string>; channels: Set<string> } {
  const notes = conferences.flatMap(({ ownNotes, unplaced }) => [...ownNotes, ...unplaced]);
  const mentioned = notes.map(({ note }) => mentionedIds(note.source));
  return {
    users: new Set(mentioned.flatMap(({ users }) => users)),
    channels: new Set(mentioned.flatMap(({ channels }) => channels)),
  };
}
