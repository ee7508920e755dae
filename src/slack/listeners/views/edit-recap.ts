import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { parseEditMetadata, parseEditModal } from '#slack/modals/edit-recap.ts';
import { answerPreview } from '#slack/replies/publish.ts';
import { finish } from './after-ack.ts';
import { readSentView, type ViewArgs } from './view-args.ts';

/** The form that edits a digest or recap was sent: kept, closed, and the preview is shown anew. */
export async function onEditSent(args: ViewArgs, deps: ListenerDependencies): Promise<void> {
  const sent = readSentView(args);
  const metadata = parseEditMetadata(sent?.privateMetadata);
  if (sent === undefined || metadata === undefined) return args.ack();
  const read = parseEditModal(sent.state, metadata);
  if ('errors' in read) return args.ack({ response_action: 'errors', errors: read.errors });
  const { conferenceId, day } = metadata;
  await finish(args, deps, sent, 'introduction', async () => {
    await deps.bot.editRecap(sent.actor, conferenceId, day, read.edits);
    return answerPreview(await deps.bot.preview(sent.actor, day, conferenceId));
  });
}
