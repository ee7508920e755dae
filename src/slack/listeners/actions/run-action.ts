import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { Outcome } from '#slack/listeners/continue-request.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { openForm } from '#slack/listeners/open-modals.ts';
import { parseInteractionActor, textAt } from '#slack/listeners/parse-actor.ts';
import { publishHome } from '#slack/listeners/publish-home.ts';
import { answering, deliver, logUnexpectedError, type Place, shown } from '#slack/listeners/send-reply.ts';
import { buildInfoModal } from '#slack/modals/inputs.ts';
import { answerError } from '#slack/replies/usage-errors.ts';
import type { Actor } from '#usecases/ports/actor.ts';

export type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** A button that was pressed, or a list from which something was chosen. */
export interface UsedAction {
  actor: Actor;
  /** A button's value, or the chosen option's. */
  value: string;
  blockId: string;
}

/** What comes of it: a message in the place of the one with the button, a dialog, that it goes away, or nothing to see. */
export type ActionOutcome =
  | Outcome
  /** Takes longer than Slack waits: done after the acknowledgement. */
  | { later: () => Promise<OutgoingMessage> }
  /** The same, shown below what stands there. */
  | { below: () => Promise<OutgoingMessage[]> }
  | 'gone'
  | undefined;

/** Reads a button once, does what it is for, acknowledges that, and shows the new state where the button was. */
export async function runAction(
  args: ActionArgs,
  deps: ListenerDependencies,
  act: (used: UsedAction) => Promise<ActionOutcome>,
): Promise<void> {
  const { ack, action, body, client, context, respond } = args;
  const actor = parseInteractionActor(body, context);
  if (actor === undefined) return ack();
  const isHome = textAt(body, 'view', 'type') === 'home';
  const triggerId = textAt(body, 'trigger_id');
  let outcome: ActionOutcome;
  let failure: OutgoingMessage | undefined;
  try {
    outcome = await act({
      actor,
      value: textAt(action, 'selected_option', 'value') || textAt(action, 'value'),
      blockId: textAt(action, 'block_id'),
    });
    if (typeof outcome === 'object' && 'view' in outcome) await openForm(client, triggerId, outcome.view);
  } catch (error) {
    logUnexpectedError(deps, error);
    failure = answerError(error);
    // Home has no place for a sentence of the moment.
    if (isHome)
      await openForm(client, triggerId, buildInfoModal(failure)).catch((cause) => logUnexpectedError(deps, cause));
  }
  await ack();
  const place = { client, actor, respond };
  const show = async () => {
    if (failure !== undefined) {
      if (!isHome) await deliver(deps, place, [failure]);
    } else if (isHome) {
      if (typeof outcome !== 'object' || !('view' in outcome)) await publishHome(deps, client, actor);
    } else {
      await showOutcome(deps, place, outcome);
    }
  };
  deps.inFlight.track(show().catch((error) => logUnexpectedError(deps, error)));
}

async function showOutcome(
  deps: ListenerDependencies,
  place: Place & Pick<ActionArgs, 'respond'>,
  outcome: ActionOutcome,
): Promise<void> {
  if (outcome === 'gone') {
    await place.respond({ delete_original: true });
    return;
  }
  if (outcome === undefined || 'view' in outcome) return;
  if ('below' in outcome) {
    const messages = await outcome.below().catch((error: unknown) => {
      logUnexpectedError(deps, error);
      return [answerError(error)];
    });
    return deliver(deps, place, messages);
  }
  const message = 'message' in outcome ? outcome.message : await answering(deps, outcome.later);
  try {
    await place.respond({ replace_original: true, ...shown(message) });
  } catch (error) {
    logUnexpectedError(deps, error);
    await deliver(deps, { client: place.client, actor: place.actor }, [message]);
  }
}
