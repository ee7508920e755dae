import { randomUUID } from 'node:crypto';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { askConference } from '#slack/replies/choose-conference.ts';
import type { WhichConference } from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { SlackMessage } from '#usecases/ports/chat.ts';
import { waitingKeys } from '#usecases/privacy/cache-keys.ts';
import type { ListenerDependencies } from './dependencies.ts';

/** A request that waits until the person has said which conference they mean. */
export type WaitingRequest =
  | { kind: 'add'; text: string; requestId: string }
  | { kind: 'take'; message: SlackMessage }
  | { kind: 'state' | 'settings' | 'end' | 'delete' };

const WAITS_MS = 30 * 60_000;

type Needed = Pick<ListenerDependencies, 'keyValue'>;

/** Asks which conference is meant, and keeps the request until then. */
export async function askWhich(
  { keyValue }: Needed,
  actor: Actor,
  which: WhichConference,
  request: WaitingRequest,
): Promise<OutgoingMessage> {
  const id = randomUUID();
  if (which.choices.length > 0) await keyValue.set(keyOf(actor, id), request, WAITS_MS);
  return askConference(which, id);
}

/** The request of this id, where it is the actor's own and has not waited too long. */
export async function findWaiting({ keyValue }: Needed, actor: Actor, id: string): Promise<WaitingRequest | undefined> {
  return /^[0-9a-f-]{36}$/.test(id) ? keyValue.get<WaitingRequest>(keyOf(actor, id)) : undefined;
}

export async function dropWaiting({ keyValue }: Needed, actor: Actor, id: string): Promise<void> {
  await keyValue.delete(keyOf(actor, id));
}

function keyOf({ teamId, userId }: Actor, id: string): string {
  return waitingKeys(teamId, userId) + id;
}
