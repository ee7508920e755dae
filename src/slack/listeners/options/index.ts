import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { type OptionsArgs, onFindTalk } from './talk-options.ts';

export const OPTIONS: Readonly<Record<string, (args: OptionsArgs, deps: ListenerDependencies) => Promise<void>>> = {
  [ACTIONS.findTalk]: onFindTalk,
};
