import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { talkOptions } from '#render/slack/blocks/talk-options.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { objectAt, parseInteractionActor, textAt } from '#slack/listeners/parse-actor.ts';
import { logUnexpectedError } from '#slack/listeners/send-reply.ts';
import { chosenConference } from '#slack/modals/add-note.ts';
import { parseMetadata } from '#slack/modals/private-metadata.ts';

export type OptionsArgs = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** What Slack's list of talks shows while a person types. It is empty where they can't be found: it may stay open. */
export async function onFindTalk({ ack, body, context }: OptionsArgs, deps: ListenerDependencies): Promise<void> {
  const view = objectAt(body, 'view');
  const actor = parseInteractionActor(body, context);
  if (actor === undefined) return ack({ options: [] });
  const { channel } = parseMetadata(view.private_metadata);
  const conferenceId = chosenConference(view.state, view.private_metadata);
  try {
    const talks = await deps.bot.chooseTalk(
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
