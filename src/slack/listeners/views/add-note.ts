import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { publishHome } from '#slack/listeners/publish-home.ts';
import { deliver, logUnexpectedError } from '#slack/listeners/send-reply.ts';
import { buildAddNoteModal, parseAddNoteModal } from '#slack/modals/add-note.ts';
import { answerNoted } from '#slack/replies/note.ts';
import type { SavedNote } from '#usecases/bot-results.ts';
import { fieldErrors } from './field-errors.ts';
import { readSentView, type ViewArgs } from './view-args.ts';

/** The form that takes a note was sent: stored, then closed, then answered. */
export async function onAddSent(args: ViewArgs, deps: ListenerDependencies): Promise<void> {
  const { ack, client } = args;
  const sent = readSentView(args);
  if (sent === undefined) return ack();
  const { actor, requestId } = sent;
  const read = parseAddNoteModal(sent.state, sent.privateMetadata);
  if ('errors' in read) return ack({ response_action: 'errors', errors: read.errors });
  let taken: SavedNote;
  try {
    const added = await deps.bot.addNote(actor, { ...read.note, requestId, way: 'form' });
    if ('choices' in added) {
      return ack({
        response_action: 'update',
        view: buildAddNoteModal(added.choices, sent.metadata, read.note.text),
      });
    }
    taken = added;
  } catch (error) {
    logUnexpectedError(deps, error);
    return ack({ response_action: 'errors', errors: fieldErrors(error, [], 'text') });
  }
  await ack();
  const tell = async () => {
    if (actor.channel !== undefined) return deliver(deps, { client, actor }, [answerNoted(taken)]);
    await publishHome(deps, client, actor).catch((error) => logUnexpectedError(deps, error));
  };
  deps.inFlight.track(tell());
}
