import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import type { ConferenceId } from '#domain/conference/conference.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { parseMessage } from '#slack/api/parse-message.ts';
import { answerNoted, answerRefused } from '#slack/replies/notes.ts';
import { isWhichConference } from '#usecases/conference/resolve-conference.ts';
import { captureMessage } from '#usecases/notes/capture-message.ts';
import type { Actor, SlackMessage } from '#usecases/ports/slack.ts';
import { type ListenerDependencies, objectAt, parseInteractionActor, parseMessageKey } from './payload.ts';
import { askWhichConference, type MessageCapture } from './pending-requests.ts';
import { deliver, explainError } from './send-reply.ts';

type ShortcutArgs = SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs;

/** "Add to recap" on a message: stored, then acknowledged, then answered. */
async function onAddToRecap(
  { ack, body, client, context, respond }: ShortcutArgs,
  deps: ListenerDependencies,
): Promise<void> {
  const actor = parseInteractionActor(body, context);
  if (actor?.channel === undefined) return ack();
  const { teamId, channel } = actor;
  const message = parseMessage({ teamId, channel }, objectAt(body, 'message'), context.botUserId);
  const { promise: stored, resolve: onStored } = Promise.withResolvers<void>();
  const isPersons = message !== undefined && parseMessageKey(teamId, channel, message.ts) !== undefined;
  const answer = isPersons
    ? saveCapturedMessage(deps, actor, message, { onStored }).catch((error) => explainError(deps, error))
    : Promise.resolve(answerRefused({ key: 'only-from-people' }));
  await Promise.race([stored, answer]);
  await ack();
  deps.inFlight.track(answer.then((message) => deliver(deps, { client, actor, respond }, { messages: [message] })));
}

/** Saves a message as a note, or asks which conference is meant. @throws AppError */
export async function saveCapturedMessage(
  deps: ListenerDependencies,
  actor: Actor,
  message: SlackMessage,
  {
    conferenceId,
    onStored,
    way = 'shortcut',
  }: { conferenceId?: ConferenceId | undefined; onStored?: () => void; way?: MessageCapture } = {},
): Promise<OutgoingMessage> {
  const captured = await captureMessage(deps, actor, { message, way, conferenceId, onStored });
  if (isWhichConference(captured))
    return askWhichConference(deps, actor, { which: captured, request: { kind: 'message', message, way } });
  return 'refused' in captured ? answerRefused(captured.refused) : answerNoted(captured);
}

export const SHORTCUTS: Readonly<Record<string, (args: ShortcutArgs, deps: ListenerDependencies) => Promise<void>>> = {
  add_to_recap: onAddToRecap,
};
