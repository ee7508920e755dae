import { answerAsked } from '../../answers/ask.ts';
import { answerError } from '../../answers/mistakes.ts';
import { readRecap } from '../../typed/recap.ts';
import { logFault, shown } from '../deliver.ts';
import type { ListenerDependencies } from '../dependencies.ts';
import { readEventAsker, textAt } from '../guards.ts';
import type { EventArgs } from './event-args.ts';

/** What is written to the app itself is a question to the notes. Nothing is shown before it is checked, so it comes at once. */
export async function onQuestion(
  { event, body, client, context }: EventArgs,
  deps: ListenerDependencies,
): Promise<void> {
  const asker = readEventAsker(body, event, context);
  const isPersons = textAt(event, 'bot_id') === '' && textAt(event, 'subtype') === '';
  if (asker?.channel === undefined || !isPersons || asker.userId === context.botUserId) return;
  const { channel, ...alone } = asker;
  const asked = readRecap(`ask ${textAt(event, 'text')}`);
  if (asked.kind !== 'ask') return;
  const message = await deps.bot
    .ask(alone, asked.question, asked.named)
    .then(answerAsked)
    .catch((error) => {
      logFault(deps, error);
      return answerError(error);
    });
  const threadTs = textAt(event, 'thread_ts');
  await client.chat.postMessage({
    channel,
    ...(threadTs !== '' && { thread_ts: threadTs }),
    unfurl_links: false,
    unfurl_media: false,
    ...shown(message),
  });
}
