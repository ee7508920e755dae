import { ACTIONS } from '../../../render/slack/actions.ts';
import type { ListenerDependencies } from '../dependencies.ts';
import { type OptionsArgs, onFindTalk } from './find-talk.ts';

export const OPTIONS: Readonly<
  Record<string, (args: OptionsArgs, deps: ListenerDependencies) => Promise<void>>
> = { [ACTIONS.findTalk]: onFindTalk };
