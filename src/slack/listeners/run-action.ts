import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { buildInfoModal } from '#slack/modals/inputs.ts';
import { answerError } from '#slack/replies/message-builders.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { ListenerDependencies } from './dependencies.ts';
import { parseInteractionActor, textAt } from './payload.ts';
import { publishHome } from './publish-home.ts';
import { deliver, logUnexpectedError, openModal, toSlackMessage, withinAckDeadline } from './send-reply.ts';

export type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** A button, or a list from which something is chosen. */
export interface Button {
  /** @throws AppError */
  run(deps: ListenerDependencies, pressed: PressedButton): Promise<ButtonReply>;
}

interface PressedButton {
  actor: Actor;
  /** A button's value, or the chosen option's. */
  value: string;
  blockId: string;
}

/** What the person sees then. */
export type ButtonReply =
  /** In place of the message with the button. */
  | { kind: 'replace'; message: OutgoingMessage }
  | { kind: 'below'; messages: OutgoingMessage[] }
  | { kind: 'modal'; view: ModalView }
  /** The message with the button goes away. */
  | { kind: 'remove' };

/** Runs a button, acknowledges it, and shows the result where the button was; Home is shown as it is then. */
export async function runButton(button: Button, args: ActionArgs, deps: ListenerDependencies): Promise<void> {
  const { ack, action, body, client, context } = args;
  const actor = parseInteractionActor(body, context);
  if (actor === undefined) return ack();
  const isHome = textAt(body, 'view', 'type') === 'home';
  const triggerId = textAt(body, 'trigger_id');
  const pressed = {
    actor,
    value: textAt(action, 'selected_option', 'value') || textAt(action, 'value'),
    blockId: textAt(action, 'block_id'),
  };
  const run = async (): Promise<ButtonReply> => {
    try {
      const reply = await button.run(deps, pressed);
      if (reply.kind === 'modal') await openModal(client, triggerId, reply.view);
      return reply;
    } catch (error) {
      logUnexpectedError(deps, error);
      const message = answerError(error);
      if (!isHome) return { kind: 'below', messages: [message] };
      // Home has no place for a message.
      const view = buildInfoModal(message);
      await openModal(client, triggerId, view).catch((cause) => logUnexpectedError(deps, cause));
      return { kind: 'modal', view };
    }
  };
  const running = run();
  await withinAckDeadline(running);
  await ack();
  const shown = running.then(async (reply) => {
    if (!isHome) await showReply(reply, args, deps, actor);
    else if (reply.kind !== 'modal') await publishHome(deps, client, actor);
  });
  deps.inFlight.track(shown.catch((error) => logUnexpectedError(deps, error)));
}

async function showReply(
  reply: ButtonReply,
  { client, respond }: ActionArgs,
  deps: ListenerDependencies,
  actor: Actor,
): Promise<void> {
  switch (reply.kind) {
    case 'modal':
      return;
    case 'remove':
      await respond({ delete_original: true });
      return;
    case 'below':
      await deliver(deps, { client, actor, respond }, reply.messages);
      return;
    case 'replace':
      try {
        await respond({ replace_original: true, ...toSlackMessage(reply.message) });
      } catch (error) {
        logUnexpectedError(deps, error);
        await deliver(deps, { client, actor }, [reply.message]);
      }
  }
}
