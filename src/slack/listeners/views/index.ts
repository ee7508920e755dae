import { VIEWS } from '#render/slack/blocks/action-ids.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { onAddSent } from './add-note.ts';
import { onSettingsSent, onStartSent } from './conference.ts';
import { onEditSent } from './edit-recap.ts';
import type { ViewArgs } from './view-args.ts';

export const SENT_VIEWS: Readonly<Record<string, (args: ViewArgs, deps: ListenerDependencies) => Promise<void>>> = {
  [VIEWS.start]: onStartSent,
  [VIEWS.settings]: onSettingsSent,
  [VIEWS.add]: onAddSent,
  [VIEWS.edit]: onEditSent,
};
