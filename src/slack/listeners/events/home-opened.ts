import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { parseEventActor, textAt } from '#slack/listeners/parse-actor.ts';
import { publishHome } from '#slack/listeners/publish-home.ts';
import type { EventArgs } from './event-args.ts';

/** Somebody opened the app's Home. */
export async function onHomeOpened(
  { event, body, client, context }: EventArgs,
  deps: ListenerDependencies,
): Promise<void> {
  const actor = parseEventActor(body, event, context);
  if (actor !== undefined && textAt(event, 'tab') === 'home') await publishHome(deps, client, actor);
}
