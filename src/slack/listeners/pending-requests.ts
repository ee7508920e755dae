import { randomUUID } from 'node:crypto';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { helpLines, type SlashCommand } from '#slack/commands/command-list.ts';
import { answerNoConference, askConference } from '#slack/replies/conference.ts';
import type { WhichConference } from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { SlackMessage } from '#usecases/ports/chat.ts';
import { waitingKeys } from '#usecases/privacy/cache-keys.ts';
import type { ListenerDependencies } from './payload.ts';

/** A request that waits until the person has said which conference they mean. */
export type PendingRequest =
  | { kind: 'command'; slash: SlashCommand; text: string; requestId: string; channelName: string }
  | { kind: 'message'; message: SlackMessage };

const LIFETIME_MS = 30 * 60_000;

type Needed = Pick<ListenerDependencies, 'keyValue'>;

/** Asks which conference is meant, and keeps the request until then. */
export async function askWhichConference(
  { keyValue }: Needed,
  actor: Actor,
  which: WhichConference,
  request: PendingRequest,
): Promise<OutgoingMessage> {
  const id = randomUUID();
  if (which.choices.length === 0) return answerNoConference(helpLines('none'));
  await keyValue.set(keyOf(actor, id), request, LIFETIME_MS);
  return askConference(which, id);
}

/** Finds a request by its id if it is the actor's own and hasn't waited too long. */
export async function findPendingRequest(
  { keyValue }: Needed,
  actor: Actor,
  id: string,
): Promise<PendingRequest | undefined> {
  return /^[0-9a-f-]{36}$/.test(id) ? keyValue.get<PendingRequest>(keyOf(actor, id)) : undefined;
}

export async function deletePendingRequest({ keyValue }: Needed, actor: Actor, id: string): Promise<void> {
  await keyValue.delete(keyOf(actor, id));
}

function keyOf({ teamId, userId }: Actor, id: string): string {
  return waitingKeys(teamId, userId) + id;
}
