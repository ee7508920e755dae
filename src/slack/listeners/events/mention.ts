import type { OutgoingMessage } from '../../../domain/publication.ts';
import { AppError } from '../../../errors.ts';
import { answerError } from '../../answers/mistakes.ts';
import { answerThreadTaken } from '../../answers/note.ts';
import { deliver } from '../deliver.ts';
import type { ListenerDependencies } from '../dependencies.ts';
import { goOn } from '../goes-on.ts';
import { readEventAsker, readMessageKey, textAt } from '../guards.ts';
import type { EventArgs } from './event-args.ts';
import { isPassing } from './passing.ts';

/** `@recap`: takes the thread in; outside of threads it shows what can be typed. */
export async function onMention(
  { event, body, client, context }: EventArgs,
  deps: ListenerDependencies,
): Promise<void> {
  const asker = readEventAsker(body, event, context);
  if (asker === undefined || textAt(event, 'bot_id') !== '') return;
  const threadTs = textAt(event, 'thread_ts');
  const root = readMessageKey(asker.teamId, asker.channel ?? '', threadTs);
  const answer = async (): Promise<OutgoingMessage> => {
    if (root !== undefined) return answerThreadTaken(await deps.bot.takeThread(asker, root));
    const outcome = await goOn(deps, asker, { kind: 'state' });
    if ('view' in outcome) throw new Error('a state is no dialog');
    return outcome.message;
  };
  const message = await answer().catch((error) => {
    if (!(error instanceof AppError) || isPassing(error)) throw error;
    return answerError(error);
  });
  await deliver(deps, { client, asker }, [message], root?.ts);
}
