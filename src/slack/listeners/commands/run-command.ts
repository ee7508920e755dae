import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { withinAckDeadline } from '#slack/listeners/ack-deadline.ts';
import type { Outcome } from '#slack/listeners/continue-request.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { openForm } from '#slack/listeners/open-modals.ts';
import { parseCommandActor, textAt } from '#slack/listeners/parse-actor.ts';
import { answering, deliver, logUnexpectedError, shown } from '#slack/listeners/send-reply.ts';
import { staleActionError } from '#slack/listeners/stale-action.ts';
import { answerError, sentence } from '#slack/replies/usage-errors.ts';
import type { Actor } from '#usecases/ports/actor.ts';

export type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** A command as it was typed. */
export interface TypedCommand {
  actor: Actor;
  text: string;
  /** The name of the channel, without `#`. */
  channelName: string;
  /** The same when Slack sends the same command again. */
  requestId: string;
}

/** How a command is answered. */
export type Reply =
  /** Quick: done first, then acknowledged with its outcome, in one round trip. */
  | { now: () => Promise<Outcome> }
  /** May take longer than Slack waits: then it is acknowledged first. */
  | { later: () => Promise<OutgoingMessage[]> };

/** Reads a command once, does what `decide` says, and answers the person alone. */
export async function runCommand(
  { ack, body, client, context, respond }: CommandArgs,
  deps: ListenerDependencies,
  decide: (command: TypedCommand) => Reply,
): Promise<void> {
  const answer = (message: OutgoingMessage) => ack({ response_type: 'ephemeral', ...shown(message) });
  const actor = parseCommandActor(body, context);
  if (actor === undefined) return answer(answerError(staleActionError()));
  const triggerId = textAt(body, 'trigger_id');
  const reply = decide({
    actor,
    text: textAt(body, 'text'),
    channelName: textAt(body, 'channel_name'),
    requestId: triggerId,
  });
  if ('later' in reply) {
    const working = reply.later().catch((error) => {
      logUnexpectedError(deps, error);
      return [answerError(error)];
    });
    const [first, ...others] = (await withinAckDeadline(working)) ?? [];
    await answer(first ?? sentence('Working on it …'));
    const rest = first === undefined ? working : Promise.resolve(others);
    deps.inFlight.track(rest.then((messages) => deliver(deps, { client, actor, respond }, messages)));
    return;
  }
  let isForm = false;
  const message = await answering(deps, async () => {
    const outcome = await reply.now();
    if ('message' in outcome) return outcome.message;
    await openForm(client, triggerId, outcome.view);
    isForm = true;
    return { text: '', blocks: [] };
  });
  await (isForm ? ack() : answer(message));
}
