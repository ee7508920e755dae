import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { withTimeout } from '#shared/with-timeout.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { buildInfoModal } from '#slack/modals/build-modal.ts';
import { sentence } from '#slack/replies/message-builders.ts';
import { openModal } from './send-reply.ts';

/** A person doesn't notice this wait, and doesn't see a placeholder flash up. */
const SOON_MS = 400;

/**
 * Opens a form. If loading it takes longer, opens a placeholder, as the `triggerId` lives for three seconds, and replaces
 * it with the form when that is there. Returns the messages that are to be shown instead. @throws AppError
 */
export async function openForm(
  client: WebClient,
  triggerId: string,
  loading: Promise<ModalView | OutgoingMessage[]>,
): Promise<OutgoingMessage[]> {
  const soon = await withTimeout(SOON_MS, loading);
  if (Array.isArray(soon)) return soon;
  const placeholder = soon === undefined ? buildInfoModal(sentence(t('one-moment'))) : undefined;
  const viewId = await openModal(client, triggerId, soon ?? placeholder!);
  if (placeholder === undefined) return [];
  const loaded = await loading;
  const [message, ...others] = Array.isArray(loaded) ? loaded : [];
  const view = Array.isArray(loaded) ? buildInfoModal(message ?? sentence(t('form-nothing-to-show'))) : loaded;
  if (viewId !== undefined) await client.views.update({ view_id: viewId, view });
  return others;
}
