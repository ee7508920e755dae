import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { talkOptions } from '#render/slack/blocks/talk-options.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { chosenConference } from '#slack/modals/add-note.ts';
import { parseMetadata } from '#slack/modals/private-metadata.ts';
import { chooseTalk } from '#usecases/schedule/choose-talk.ts';
import type { ListenerDependencies } from './dependencies.ts';
import { objectAt, parseInteractionActor, textAt } from './payload.ts';
import { logUnexpectedError } from './send-reply.ts';

export type OptionsArgs = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** What Slack's list of talks shows while a person types. It is empty where they can't be found: it may stay open. */
async function onFindTalk({ ack, body, context }: OptionsArgs, deps: ListenerDependencies): Promise<void> {
  const view = objectAt(body, 'view');
  const actor = parseInteractionActor(body, context);
  if (actor === undefined) return ack({ options: [] });
  const { channel } = parseMetadata(view.private_metadata);
  const conferenceId = chosenConference(view.state, view.private_metadata);
  try {
    const talks = await chooseTalk(
      deps,
      { ...actor, ...omitUndefined({ channel }) },
      textAt(body, 'value').slice(0, 200),
      conferenceId,
    );
    await ack({ options: talkOptions(talks) });
  } catch (error) {
    logUnexpectedError(deps, error);
    await ack({ options: [] });
  }
}

export const OPTIONS: Readonly<Record<string, (args: OptionsArgs, deps: ListenerDependencies) => Promise<void>>> = {
  [ACTIONS.findTalk]: onFindTalk,
};
