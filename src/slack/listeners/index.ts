import type { App, ViewSubmitAction } from '@slack/bolt';
import { BLOCK_ACTIONS } from '#slack/listeners/actions/index.ts';
import { COMMANDS } from '#slack/listeners/commands/index.ts';
import { EVENTS } from '#slack/listeners/events/index.ts';
import { OPTIONS } from '#slack/listeners/options/index.ts';
import { SHORTCUTS } from '#slack/listeners/shortcuts/index.ts';
import { SENT_VIEWS } from '#slack/listeners/views/index.ts';
import type { ListenerDependencies } from './dependencies.ts';

/** What is listened to, by Slack's names: the manifest names the same. */
export const LISTENERS = {
  commands: Object.keys(COMMANDS),
  events: Object.keys(EVENTS),
  shortcuts: Object.keys(SHORTCUTS),
  actions: Object.keys(BLOCK_ACTIONS),
  views: Object.keys(SENT_VIEWS),
  options: Object.keys(OPTIONS),
} as const;

/** Has the app listen to all that people do in Slack. */
export function registerListeners(app: App, deps: ListenerDependencies): void {
  for (const [name, listen] of Object.entries(COMMANDS)) app.command(name, (args) => listen(args, deps));
  for (const [name, listen] of Object.entries(EVENTS)) app.event(name, (args) => listen(args, deps));
  for (const [name, listen] of Object.entries(SHORTCUTS)) {
    app.shortcut({ callback_id: name, type: 'message_action' }, (args) => listen(args, deps));
  }
  for (const [name, listen] of Object.entries(BLOCK_ACTIONS)) {
    app.action({ action_id: name, type: 'block_actions' }, (args) => listen(args, deps));
  }
  for (const [name, listen] of Object.entries(SENT_VIEWS)) {
    app.view<ViewSubmitAction>({ callback_id: name, type: 'view_submission' }, (args) => listen(args, deps));
  }
  for (const [name, listen] of Object.entries(OPTIONS)) {
    app.options<'block_suggestion'>({ action_id: name, type: 'block_suggestion' }, (args) => listen(args, deps));
  }
}
