import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { objectAt, parseInteractionActor, textAt } from '#slack/listeners/parse-actor.ts';
import { type ModalMetadata, parseMetadata } from '#slack/modals/private-metadata.ts';
import type { Actor } from '#usecases/ports/actor.ts';

export type ViewArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** A dialog as it was sent. */
export interface SentView {
  actor: Actor;
  metadata: ModalMetadata;
  state: unknown;
  privateMetadata: unknown;
  /** The same when Slack sends the same dialog again. */
  requestId: string;
}

/** Undefined for what was sent by nobody. */
export function readSentView({ body, context }: Pick<ViewArgs, 'body' | 'context'>): SentView | undefined {
  const actor = parseInteractionActor(body, context);
  if (actor === undefined) return undefined;
  const view = objectAt(body, 'view');
  const metadata = parseMetadata(view.private_metadata);
  return {
    actor: { ...actor, ...omitUndefined({ channel: metadata.channel }) },
    metadata,
    state: view.state,
    privateMetadata: view.private_metadata,
    requestId: `${textAt(view, 'id')} ${textAt(view, 'hash')}`,
  };
}
