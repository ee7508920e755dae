import type { MessageKey } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { isObject } from '#shared/json-guards.ts';
import { omitEmpty } from '#shared/omit-undefined.ts';
import { parseMessage } from '#slack/api/parse-message.ts';
import { UsageError } from '#slack/commands/command.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { answerError, sentence } from '#slack/replies/message-builders.ts';
import { answerHowToChange, answerThreadTaken } from '#slack/replies/notes.ts';
import { asksToAdd, isOnlyMention } from '#text/requests/bot-mention.ts';
import { callIntent, LIST_COMMAND, mentionIntent } from '#text/requests/question-intent.ts';
import { captureThread } from '#usecases/notes/capture-message.ts';
import { findLastNote } from '#usecases/notes/edit-note.ts';
import { messageDeleted, messageEdited, messagePosted } from '#usecases/notes/on-message-events.ts';
import { reactionAdded, reactionRemoved } from '#usecases/notes/on-reactions.ts';
import type { Actor, SlackMessage } from '#usecases/ports/slack.ts';
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
import { askNoteOrQuestion, askToSetUp } from './pending-requests.ts';
import { parseTyped, runCommand } from './run-command.ts';
import { deliver, explainError, logUnexpectedError, untilStored, withinAckDeadline } from './send-reply.ts';

/** A message was posted, edited or deleted in one of the app's channels. */
export async function onMessage({ event, body, context }: EventArgs, deps: ListenerDependencies): Promise<void> {
  const teamId = teamOf(body, context);
  const channel = textAt(event, 'channel');
  const subtype = textAt(event, 'subtype');
  if (subtype === 'message_deleted') return remove(textAt(event, 'deleted_ts'));
  if (subtype !== 'message_changed') {
    const message = parseMessage({ teamId, channel }, event, context.botUserId);
    if (!isPersons(message) || isForBot(message, textAt(event, 'text'), context.botUserId)) return;
    await untilStored(deps, (onStored) => messagePosted(deps, message, onStored));
    return;
  }
  const changed = objectAt(event, 'message');
  // A deleted message with replies stays as a tombstone.
  if (textAt(changed, 'subtype') === 'tombstone') return remove(textAt(changed, 'ts'));
  if (!isEdit(changed, objectAt(event, 'previous_message'))) return;
  const message = parseMessage({ teamId, channel }, changed, context.botUserId);
  if (!isPersons(message)) return;
  await messageEdited(deps, message, { isForBot: isForBot(message, textAt(changed, 'text'), context.botUserId) });

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
  if (given === undefined) return;
  const { actor, ...reacted } = given;
  const added = await reactionAdded(deps, actor, reacted);
  if (added === undefined || !('unsaved' in added)) return;
  const request = { kind: 'message', message: added.unsaved, way: 'reaction' } as const;
  const messages = [await askToSetUp(deps, actor, { request })];
  await deliver(deps, { client: args.client, actor }, { messages });
}

export async function onReactionRemoved(args: EventArgs, deps: ListenerDependencies): Promise<void> {
  const taken = readReaction(args);
  if (taken === undefined) return;
  const { actor, ...reacted } = taken;
  await reactionRemoved(deps, actor, reacted);
}

function readReaction({
  event,
  body,
  context,
}: EventArgs): { actor: Actor; reaction: string; key: MessageKey; eventTs?: string } | undefined {
  const actor = parseEventActor(body, event, context);
  const reaction = textAt(event, 'reaction');
  if (actor === undefined || reaction === '' || textAt(event, 'item', 'type') !== 'message') return undefined;
  const key = parseMessageKey(actor.teamId, textAt(event, 'item', 'channel'), textAt(event, 'item', 'ts'));
  return key === undefined ? undefined : { actor, reaction, key, ...omitEmpty({ eventTs: textAt(event, 'event_ts') }) };
}

/** Returns whether a message in a channel mentions the bot and is meant for it: then it is no note. */
function isForBot(message: SlackMessage, text: string, botUserId: string | undefined): boolean {
  return message.threadTs === undefined && text.includes(`<@${botUserId}`) && intentOfMention(message, text) !== 'note';
}

function intentOfMention({ source }: SlackMessage, text: string): ReturnType<typeof mentionIntent> {
  return asksToAdd(text) ? 'note' : mentionIntent(source);
}

/** Slack resends an event three times within about six minutes. */
const RESENT_WITHIN_MS = 60 * 60_000;

/**
 * `@recap`: in a thread it saves the thread. In a channel it answers what is clearly a question or request, asks about
 * what may be one, and saves anything else.
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
  const { promise: stored, resolve: onStored } = Promise.withResolvers<void>();
  const called = message === undefined || isOnlyMention(message);
  const intent = called ? callIntent(message?.source ?? '') : intentOfMention(message, textAt(event, 'text'));
  const answer = async (): Promise<OutgoingMessage> => {
    if (root !== undefined) return answerThreadTaken(await captureThread(deps, actor, root, onStored));
    if (intent === 'call') return sentence(t('how-to-save-messages'));
    if (intent === 'change') return answerHowToChange(await findLastNote(deps, actor));
    if (message !== undefined && (intent === 'note' || intent === 'unsure')) {
      if (parseMessageKey(teamId, channel, message.ts) === undefined) throw staleActionError();
      if (intent === 'unsure') return askNoteOrQuestion(deps, actor, message);
      return saveCapturedMessage(deps, actor, message, { way: 'mention', onStored });
    }
    const asked = message?.source.replace(/<@[A-Z0-9]+(?:\|[^>]*)?>/g, ' ').trim();
    const typed =
      intent === 'list-command'
        ? { slash: '/readinglist' as const, text: `${asked}`.replace(LIST_COMMAND, '') }
        : { slash: '/recap' as const, text: intent === 'help' ? 'help' : `ask ${asked}` };
    const parsed = await parseTyped(deps, actor, typed);
    if (parsed instanceof UsageError && message !== undefined) return askNoteOrQuestion(deps, actor, message);
    if (parsed instanceof UsageError) throw staleActionError();
    const command = { deps, actor, requestId: message?.ts ?? '', channelName: '', onStored };
    const reply = await runCommand(parsed, command, typed);
    return 'messages' in reply ? reply.messages[0]! : answerError(staleActionError());
  };
  let isAcknowledged = false;
  const reply = async () => {
    const message = await answer().catch((error: unknown) => {
      // Slack sends the event again, unless it was acknowledged.
      if (isRetryable(error) && !isAcknowledged) throw error;
      return explainError(deps, error);
    });
    // Slack may have sent the mention again. Another text is an edited message.
    const answered = `mention:${contentHash([teamId, channel, textAt(event, 'ts'), textAt(event, 'text')])}`;
    if (!(await deps.keyValue.count(answered, 1, { most: 1, ttlMs: RESENT_WITHIN_MS }))) return;
    await deliver(deps, { client, actor }, { messages: [message], threadTs: root?.ts });
  };
  // Slack resends a mention that isn't acknowledged within three seconds. What is to be saved is stored before.
  const replying = deps.inFlight.track(reply());
  const isToBeSaved = root !== undefined || intent === 'note' || intent === 'list-command';
  await Promise.race([stored, isToBeSaved ? replying : withinAckDeadline(replying)]);
  isAcknowledged = true;
  replying.catch((error) => logUnexpectedError(deps, error));
}
