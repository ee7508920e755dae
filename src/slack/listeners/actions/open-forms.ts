import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { addForm, settingsForm, startForm } from '#slack/listeners/open-modals.ts';
import { answerNoConference } from '#slack/replies/help.ts';
import { type ActionArgs, runAction } from './run-action.ts';

/** "Add a note" of a conference, or of this place's. */
export function onOpenAddForm(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ asker, value }) => {
    const view = await addForm(deps.bot, asker, value === '' ? undefined : value);
    return 'choices' in view ? { message: answerNoConference() } : { view };
  });
}

export function onOpenSettings(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ asker, value }) => ({
    view: await settingsForm(deps.bot, asker, value),
  }));
}

export function onOpenStartForm(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ asker }) => ({ view: await startForm(deps.bot, asker) }));
}
