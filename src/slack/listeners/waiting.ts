import { randomUUID } from 'node:crypto';
import type { OutgoingMessage } from '../../domain/publication.ts';
import type { Asker, WhichConference } from '../../usecases/bot.ts';
import type { SlackMessage } from '../../usecases/slack-ports.ts';
import { askConference } from '../answers/choose-conference.ts';
import type { ListenerDependencies } from './dependencies.ts';

/** A request that waits until the person has said which conference they mean. */
export type WaitingRequest =
  | { kind: 'add'; text: string; requestId: string }
  | { kind: 'take'; message: SlackMessage }
  | { kind: 'state' | 'settings' | 'end' | 'delete' };

interface Kept {
  teamId: string;
  userId: string;
  request: WaitingRequest;
}

const WAITS_MS = 30 * 60_000;

type Needed = Pick<ListenerDependencies, 'keyValue'>;

/** Asks which conference is meant, and keeps the request until then. */
export async function askWhich(
  { keyValue }: Needed,
  { teamId, userId }: Asker,
  which: WhichConference,
  request: WaitingRequest,
): Promise<OutgoingMessage> {
  const id = randomUUID();
  const kept: Kept = { teamId, userId, request };
  if (which.choices.length > 0) await keyValue.set(keyOf(id), kept, WAITS_MS);
  return askConference(which, id);
}

/** The request of this id, where it is the asker's own and has not waited too long. */
export async function findWaiting(
  { keyValue }: Needed,
  { teamId, userId }: Asker,
  id: string,
): Promise<WaitingRequest | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
  const kept = await keyValue.get<Kept>(keyOf(id));
  return kept?.teamId === teamId && kept.userId === userId ? kept.request : undefined;
}

export async function dropWaiting({ keyValue }: Needed, id: string): Promise<void> {
  await keyValue.delete(keyOf(id));
}

function keyOf(id: string): string {
  return `waiting:${id}`;
}
