import { VIEWS } from '../../../render/slack/actions.ts';
import type { ListenerDependencies } from '../dependencies.ts';
import { onAddSent } from './add.ts';
import { onSettingsSent, onStartSent } from './conference.ts';
import { onEditSent } from './edit.ts';
import type { ViewArgs } from './view-args.ts';

export const SENT_VIEWS: Readonly<
  Record<string, (args: ViewArgs, deps: ListenerDependencies) => Promise<void>>
> = {
  [VIEWS.start]: onStartSent,
  [VIEWS.settings]: onSettingsSent,
  [VIEWS.add]: onAddSent,
  [VIEWS.edit]: onEditSent,
};
