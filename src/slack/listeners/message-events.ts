import type { MessageKey } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { isObject } from '#shared/json-guards.ts';
import { parseMessage } from '#slack/api/parse-message.ts';
import { UsageError } from '#slack/commands/command.ts';
import { answerError } from '#slack/replies/message-builders.ts';
import { answerThreadTaken, withAnswerButton } from '#slack/replies/notes.ts';
import { isOnlyMention } from '#text/requests/bot-mention.ts';
import { mentionIntent } from '#text/requests/question-intent.ts';
import { captureThread, reactionAdded, reactionRemoved } from '#usecases/notes/capture-message.ts';
import { messageDeleted, messageEdited, messagePosted } from '#usecases/notes/on-message-events.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import { saveCapturedMessage } from './add-to-recap.ts';
import type { EventArgs, ListenerDependencies } from './payload.ts';
import {
  isRetryable,
  objectAt,
  parseEventActor,
  parseMessageKey,
  staleActionError,
  teamOf,
  textAt,
} from './payload.ts';
import { parseTyped, runCommand } from './run-command.ts';
import { deliver, logUnexpectedError, untilStored, withinAckDeadline } from './send-reply.ts';

/** A message was posted, edited or deleted in one of the app's channels. */
export async function onMessage({ event, body, context }: EventArgs, deps: ListenerDependencies): Promise<void> {
  const teamId = teamOf(body, context);
  const channel = textAt(event, 'channel');
  const subtype = textAt(event, 'subtype');
  if (subtype === 'message_deleted') return remove(textAt(event, 'deleted_ts'));
  if (subtype !== 'message_changed') {
    const message = parseMessage({ teamId, channel }, event, context.botUserId);
    if (isPersons(message)) await untilStored(deps, (onStored) => messagePosted(deps, message, onStored));
    return;
  }
  const changed = objectAt(event, 'message');
  // A deleted message with replies stays as a tombstone.
  if (textAt(changed, 'subtype') === 'tombstone') return remove(textAt(changed, 'ts'));
  if (!isEdit(changed, objectAt(event, 'previous_message'))) return;
  const message = parseMessage({ teamId, channel }, changed, context.botUserId);
  if (isPersons(message)) await messageEdited(deps, message);

  async function remove(ts: string): Promise<void> {
    const key = parseMessageKey(teamId, channel, ts);
    if (key !== undefined) await messageDeleted(deps, key);
  }

  function isPersons(read: ReturnType<typeof parseMessage>): read is NonNullable<typeof read> {
    return (
      read !== undefined &&
      read.authorId !== context.botUserId &&
      parseMessageKey(read.teamId, read.channel, read.ts) !== undefined
    );
  }
}

/** Returns whether the author changed it: Slack reports link previews and new replies in the same way. */
function isEdit(message: Record<string, unknown>, before: Record<string, unknown>): boolean {
  return (
    textAt(message, 'text') !== textAt(before, 'text') ||
    textAt(message, 'edited', 'ts') !== textAt(before, 'edited', 'ts') ||
    filesOf(message) !== filesOf(before)
  );
}

function filesOf({ files }: Record<string, unknown>): string {
  return Array.isArray(files) ? files.map((file) => (isObject(file) ? textAt(file, 'id') : '')).join(' ') : '';
}

export async function onReactionAdded(args: EventArgs, deps: ListenerDependencies): Promise<void> {
  const given = readReaction(args);
  if (given !== undefined) await reactionAdded(deps, given.actor, { reaction: given.reaction, key: given.key });
}

export async function onReactionRemoved(args: EventArgs, deps: ListenerDependencies): Promise<void> {
  const taken = readReaction(args);
  if (taken !== undefined) await reactionRemoved(deps, taken.actor, { reaction: taken.reaction, key: taken.key });
}

function readReaction({
  event,
  body,
  context,
}: EventArgs): { actor: Actor; reaction: string; key: MessageKey } | undefined {
  const actor = parseEventActor(body, event, context);
  const reaction = textAt(event, 'reaction');
  if (actor === undefined || reaction === '' || textAt(event, 'item', 'type') !== 'message') return undefined;
  const key = parseMessageKey(actor.teamId, textAt(event, 'item', 'channel'), textAt(event, 'item', 'ts'));
  return key === undefined ? undefined : { actor, reaction, key };
}

/**
 * `@recap`: in a thread it saves the thread. In a channel it answers a clear request for the digest, the reading list or
 * help, and saves anything else; what may be a question, it also offers to answer.
 */
export async function onMention(
  { event, body, client, context }: EventArgs,
  deps: ListenerDependencies,
): Promise<void> {
  const actor = parseEventActor(body, event, context);
  if (actor === undefined || textAt(event, 'bot_id') !== '') return;
  const { teamId, channel = '' } = actor;
  const root = parseMessageKey(teamId, channel, textAt(event, 'thread_ts'));
  const said = { ...(isObject(event) && event), type: 'message' };
  const message = parseMessage({ teamId, channel }, said, context.botUserId);
  const answer = async (): Promise<OutgoingMessage> => {
    if (root !== undefined) return answerThreadTaken(await captureThread(deps, actor, root));
    const intent = message === undefined || isOnlyMention(message) ? 'help' : mentionIntent(message.source);
    if (message !== undefined && (intent === 'note' || intent === 'offer')) {
      if (parseMessageKey(teamId, channel, message.ts) === undefined) throw staleActionError();
      const saved = await saveCapturedMessage(deps, actor, message, { way: 'mention' });
      return intent === 'offer' ? withAnswerButton(saved, message.source) : saved;
    }
    const text = intent === 'help' ? 'help' : `ask ${message?.source}`;
    const parsed = await parseTyped(deps, actor, { slash: '/recap', text });
    if (parsed instanceof UsageError) throw staleActionError();
    const command = { deps, actor, requestId: '', channelName: '' };
    const reply = await runCommand(parsed, command, { slash: '/recap', text });
    return 'messages' in reply ? reply.messages[0]! : answerError(staleActionError());
  };
  const reply = async () => {
    const message = await answer().catch((error: unknown) => {
      if (isRetryable(error)) throw error;
      return answerError(error);
    });
    await deliver(deps, { client, actor }, { messages: [message], threadTs: root?.ts });
  };
  // Slack resends a mention that isn't acknowledged within three seconds, and it would be answered twice.
  const replying = deps.inFlight.track(reply());
  await withinAckDeadline(replying);
  replying.catch((error) => logUnexpectedError(deps, error));
}
