import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { parseMessage } from '#slack/api/parse-message.ts';
import { continueRequest } from '#slack/listeners/continue-request.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { objectAt, parseInteractionActor, parseMessageKey } from '#slack/listeners/parse-actor.ts';
import { answering, deliver } from '#slack/listeners/send-reply.ts';
import { staleActionError } from '#slack/listeners/stale-action.ts';
import { answerRefused } from '#slack/replies/note.ts';

export type ShortcutArgs = SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs;

/** "Add to recap" on a message: stored, then acknowledged, then answered. */
export async function onAddToRecap(
  { ack, body, client, context, respond }: ShortcutArgs,
  deps: ListenerDependencies,
): Promise<void> {
  const actor = parseInteractionActor(body, context);
  if (actor?.channel === undefined) return ack();
  const { teamId, channel } = actor;
  const answer = await answering(deps, async () => {
    const message = parseMessage({ teamId, channel }, objectAt(body, 'message'));
    if (message === undefined || parseMessageKey(teamId, channel, message.ts) === undefined) {
      return answerRefused('Only what people write can be noted.');
    }
    const outcome = await continueRequest(deps, actor, { kind: 'take', message });
    if ('view' in outcome) throw staleActionError();
    return outcome.message;
  });
  await ack();
  deps.inFlight.track(deliver(deps, { client, actor, respond }, [answer]));
}
