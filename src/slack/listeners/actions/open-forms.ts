import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { addForm, settingsForm, startForm } from '#slack/listeners/open-modals.ts';
import { answerNoConference } from '#slack/replies/help.ts';
import { type ActionArgs, runAction } from './run-action.ts';

/** "Add a note" of a conference, or of this place's. */
export function onOpenAddForm(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value }) => {
    const view = await addForm(deps.bot, actor, value === '' ? undefined : value);
    return 'choices' in view ? { message: answerNoConference() } : { view };
  });
}

export function onOpenSettings(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor, value }) => ({
    view: await settingsForm(deps.bot, actor, value),
  }));
}

export function onOpenStartForm(args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  return runAction(args, deps, async ({ actor }) => ({ view: await startForm(deps.bot, actor) }));
}
