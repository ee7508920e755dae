import type { TakenNote } from '../../../usecases/bot-answers.ts';
import { answerNoted } from '../../answers/note.ts';
import { buildAddView, readAddView } from '../../views/add.ts';
import { deliver, logFault } from '../deliver.ts';
import type { ListenerDependencies } from '../dependencies.ts';
import { publishHome } from '../home.ts';
import { fieldErrors } from './field-errors.ts';
import { readSentView, type ViewArgs } from './view-args.ts';

/** The form that takes a note was sent: stored, then closed, then answered. */
export async function onAddSent(args: ViewArgs, deps: ListenerDependencies): Promise<void> {
  const { ack, client } = args;
  const sent = readSentView(args);
  if (sent === undefined) return ack();
  const { asker, requestId } = sent;
  const read = readAddView(sent.state, sent.privateMetadata);
  if ('errors' in read) return ack({ response_action: 'errors', errors: read.errors });
  let taken: TakenNote;
  try {
    const added = await deps.bot.addNote(asker, { ...read.note, requestId, way: 'form' });
    if ('choices' in added) {
      return ack({
        response_action: 'update',
        view: buildAddView(added.choices, sent.metadata, read.note.text),
      });
    }
    taken = added;
  } catch (error) {
    logFault(deps, error);
    return ack({ response_action: 'errors', errors: fieldErrors(error, [], 'text') });
  }
  await ack();
  const tell = async () => {
    if (asker.channel !== undefined) return deliver(deps, { client, asker }, [answerNoted(taken)]);
    await publishHome(deps, client, asker).catch((error) => logFault(deps, error));
  };
  deps.underWay.track(tell());
}
