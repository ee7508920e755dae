import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { LocalizedError } from '#errors.ts';
import { withTimeout } from '#shared/with-timeout.ts';
import { type CommandContext, type Reply, say, UsageError } from '#slack/commands/command.ts';
import { type ParsedCommand, parseCommand, readsDates, type SlashCommand } from '#slack/commands/command-list.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { answerError, sentence } from '#slack/replies/message-builders.ts';
import { daysOf, isWhichConference } from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { openForm } from './open-form.ts';
import { type ListenerDependencies, parseCommandActor, staleActionError, textAt } from './payload.ts';
import { askToTryAgain, askWhatWasMeant, askWhichConference } from './pending-requests.ts';
import { deliver, explainError, openModal, toSlackMessage, withinAckDeadline } from './send-reply.ts';

/** Slack may be slow to say which time zone a person is in. */
const TODAY_WITHIN_MS = 700;

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** Runs what was typed after `/recap` or `/readinglist`, and answers the person alone. */
export async function onCommand(
  slash: SlashCommand,
  { ack, body, client, context, respond }: CommandArgs,
  deps: ListenerDependencies,
): Promise<void> {
  const answer = (message: OutgoingMessage) => ack({ response_type: 'ephemeral', ...toSlackMessage(message) });
  const actor = parseCommandActor(body, context);
  if (actor === undefined) return answer(answerError(staleActionError()));
  const [text, triggerId] = [textAt(body, 'text'), textAt(body, 'trigger_id')];
  const parsed = await parseTyped(deps, actor, { slash, text });
  const channelName = textAt(body, 'channel_name');
  if (parsed instanceof UsageError) {
    return answer(
      await askWhatWasMeant(deps, actor, { usageError: parsed, typed: { requestId: triggerId, channelName } }),
    );
  }
  const { promise: stored, resolve: onStored } = Promise.withResolvers<void>();
  const commandContext = { deps, actor, requestId: triggerId, channelName, onStored };
  const working = runCommand(parsed, commandContext, { slash, text }).catch(async (error: unknown) => {
    if (parsed.command.storesNote !== true || !isSlackSilent(error)) return say(explainError(deps, error));
    const request = { slash, text, requestId: triggerId, channelName };
    // If what was typed can't be kept for a button, the person still gets an answer.
    const asking = askToTryAgain(deps, actor, { why: error.notice, request });
    return say(await asking.catch(() => explainError(deps, error)));
  });
  if (parsed.command.opensForm?.(parsed.request) === true) {
    await ack();
    const loading = working.then((reply) => ('view' in reply ? reply.view : reply.messages));
    const opening = openForm(client, triggerId, loading).catch((error: unknown) => [answerError(error)]);
    deps.inFlight.track(opening.then((left) => deliver(deps, { client, actor, respond }, { messages: left })));
    return;
  }
  const messages = working.then((reply) => toMessages(reply, client, triggerId));
  if (parsed.command.storesNote === true) await Promise.race([stored, messages]);
  const inTime = await withinAckDeadline(messages);
  const [first, ...others] = inTime ?? [sentence(t('working'))];
  await (first === undefined ? ack() : answer(first));
  const rest = inTime === undefined ? messages : Promise.resolve(others);
  deps.inFlight.track(rest.then((left) => deliver(deps, { client, actor, respond }, { messages: left })));
}

function isSlackSilent(error: unknown): error is LocalizedError {
  return error instanceof LocalizedError && error.code === 'unreachable';
}

/** Parses a command; "tomorrow" is meant in the time zone of the channel's conference, else in the person's own. */
export async function parseTyped(
  deps: ListenerDependencies,
  actor: Actor,
  { slash, text }: { slash: SlashCommand; text: string },
): Promise<ParsedCommand | UsageError> {
  const now = deps.clock.now();
  const days = readsDates(slash, text)
    ? await withTimeout(TODAY_WITHIN_MS, daysOf(deps, actor)).catch(() => undefined)
    : undefined;
  return parseCommand(slash, text, days ?? { today: toZonedIso(now, 'UTC').slice(0, 10), days: [] });
}

/** Opens the modal of a reply; returns the messages to show, none after a modal. */
async function toMessages(reply: Reply, client: WebClient, triggerId: string): Promise<OutgoingMessage[]> {
  if ('messages' in reply) return reply.messages;
  return openModal(client, triggerId, reply.view).then(
    () => [],
    (error: unknown) => [answerError(error)],
  );
}

/** Runs a command; asks which conference is meant if that isn't clear. @throws AppError */
export async function runCommand(
  { command, request }: ParsedCommand,
  context: CommandContext,
  typed: { slash: SlashCommand; text: string },
): Promise<Reply> {
  const result = await command.run(context, request);
  if (!isWhichConference(result)) return command.reply(result, request);
  const { deps, actor, requestId, channelName } = context;
  const waiting = { kind: 'command', ...typed, requestId, channelName } as const;
  return say(await askWhichConference(deps, actor, { which: result, request: waiting, isNote: command.storesNote }));
}
