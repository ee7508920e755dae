import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { onAddToRecap, type ShortcutArgs } from './add-to-recap.ts';

export const SHORTCUTS: Readonly<Record<string, (args: ShortcutArgs, deps: ListenerDependencies) => Promise<void>>> = {
  add_to_recap: onAddToRecap,
};
