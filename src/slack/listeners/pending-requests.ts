import { randomUUID } from 'node:crypto';
import type { CaptureMethod } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { Notice } from '#errors.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import type { UsageError } from '#slack/commands/command.ts';
import { helpLines, type SlashCommand } from '#slack/commands/command-list.ts';
import { cleanTyped, plainTyped, splitFirstWord } from '#slack/commands/typed-text.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { answerKeptNote, answerNoConference, answerUnsavedNote, askConference } from '#slack/replies/conference.ts';
import { answerUsageError, typedValue } from '#slack/replies/message-builders.ts';
import type { ConferenceChoices } from '#usecases/conference/resolve-conference.ts';
import type { Actor, SlackMessage } from '#usecases/ports/slack.ts';
import { waitingKeys } from '#usecases/privacy/remove-stored-data.ts';
import type { ListenerDependencies } from './payload.ts';

/** A command as it was typed. */
export interface TypedCommand {
  slash: SlashCommand;
  text: string;
  /** The same if Slack sends the command again, or its button is pressed twice. */
  requestId: string;
  channelName: string;
}

/** How a person asked to save a message. */
export type MessageCapture = Extract<CaptureMethod, 'shortcut' | 'reaction' | 'mention'>;

/** A request that waits until the person has said which conference they mean, or presses a button. */
export type PendingRequest =
  | ({ kind: 'command' } & TypedCommand)
  | { kind: 'message'; message: SlackMessage; way: MessageCapture };

const LIFETIME_MS = 24 * 60 * 60_000;

type Needed = Pick<ListenerDependencies, 'keyValue'>;

/** Asks which conference is meant, and keeps the request until then. If there is none, see {@link askToSetUp}. */
export async function askWhichConference(
  deps: Needed,
  actor: Actor,
  {
    which,
    request,
    isNote = false,
  }: { which: ConferenceChoices; request: PendingRequest; isNote?: boolean | undefined },
): Promise<OutgoingMessage> {
  if (which.choices.length === 0) return askToSetUp(deps, actor, { request, isNote });
  return askConference(which, await keepRequest(deps, actor, request));
}

/** Says that no conference is set up. Words that weren't saved are shown with a button that saves them later. */
export async function askToSetUp(
  deps: Needed,
  actor: Actor,
  { request, isNote = false }: { request: PendingRequest; isNote?: boolean },
): Promise<OutgoingMessage> {
  const typed = request.kind === 'command' && isNote ? splitFirstWord(cleanTyped(request.text)).rest : '';
  const words = request.kind === 'message' ? request.message.source.trim() : typed;
  if (words === '') return answerNoConference(helpLines('none'));
  const value = request.kind === 'message' ? keepRequest(deps, actor, request) : encodeTyped(deps, actor, request);
  return answerKeptNote(plainTyped(words), await value);
}

/** Shows a note that couldn't be saved because Slack is slow, with a button that tries again. */
export async function askToTryAgain(
  deps: Needed,
  actor: Actor,
  { why, request }: { why: Notice; request: TypedCommand },
): Promise<OutgoingMessage> {
  const words = plainTyped(splitFirstWord(cleanTyped(request.text)).rest);
  return answerUnsavedNote(why, words, await encodeTyped(deps, actor, request));
}

/** Explains what was typed wrong, with a button for each command that may be meant. */
export async function askWhatWasMeant(
  deps: Needed,
  actor: Actor,
  {
    usageError: { suggestions, ...mistake },
    typed,
  }: { usageError: UsageError; typed: Omit<TypedCommand, 'slash' | 'text'> },
): Promise<OutgoingMessage> {
  const buttons = suggestions.map(async ({ typed: line, label }) => {
    const [, slash, text] = /^(\S+)\s*(.*)$/su.exec(line)!;
    return { label, value: await encodeTyped(deps, actor, { ...typed, slash: slash as SlashCommand, text: text! }) };
  });
  return answerUsageError(mistake, await Promise.all(buttons));
}

/** Asks whether a message that mentions the bot is a note or a question. As a note, it is saved with its photos. */
export async function askNoteOrQuestion(deps: Needed, actor: Actor, message: SlackMessage): Promise<OutgoingMessage> {
  const { source, ts: requestId } = message;
  const asked = { slash: '/recap', text: `ask ${source}`, requestId, channelName: '' } as const;
  return answerUsageError({ why: t('note-or-question'), form: '', lead: 'for-example' }, [
    { label: t('save-note'), value: await keepRequest(deps, actor, { kind: 'message', message, way: 'mention' }) },
    { label: t('answer-as-question'), value: await encodeTyped(deps, actor, asked) },
  ]);
}

/** Returns a button's value for a command: the command itself if that is short enough, so that the button stays valid. */
async function encodeTyped(deps: Needed, actor: Actor, typed: TypedCommand): Promise<string> {
  const value = typedValue(typed);
  return value.length <= LIMITS.button.value ? value : keepRequest(deps, actor, { kind: 'command', ...typed });
}

/** Returns the request that a button's value stands for; undefined if it stands for none, or the request has expired. */
export async function decodeTyped(deps: Needed, actor: Actor, value: string): Promise<PendingRequest | undefined> {
  if (!value.startsWith('[')) return findPendingRequest(deps, actor, value);
  try {
    const parts = JSON.parse(value) as unknown[];
    if (parts.length !== 4 || parts.some((part) => typeof part !== 'string')) return undefined;
    const [slash, text, requestId, channelName] = parts as [SlashCommand, string, string, string];
    return { kind: 'command', slash, text, requestId, channelName };
  } catch {
    return undefined;
  }
}

async function keepRequest({ keyValue }: Needed, actor: Actor, request: PendingRequest): Promise<string> {
  const id = randomUUID();
  await keyValue.set(keyOf(actor, id), request, LIFETIME_MS);
  return id;
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
