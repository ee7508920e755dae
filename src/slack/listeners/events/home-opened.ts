import type { ListenerDependencies } from '../dependencies.ts';
import { readEventAsker, textAt } from '../guards.ts';
import { publishHome } from '../home.ts';
import type { EventArgs } from './event-args.ts';

/** Somebody opened the app's Home. */
export async function onHomeOpened(
  { event, body, client, context }: EventArgs,
  deps: ListenerDependencies,
): Promise<void> {
  const asker = readEventAsker(body, event, context);
  if (asker !== undefined && textAt(event, 'tab') === 'home') await publishHome(deps, client, asker);
}
