import type { ModalView } from '@slack/types';
import type { ConferenceId } from '#domain/conference/conference.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { plain } from '#render/slack/blocks/build-blocks.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { isObject } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { t } from '#slack/messages/reply-messages.ts';
import type { Actor } from '#usecases/ports/slack.ts';

/** A modal's private metadata. It comes back from Slack, but is parsed as untrusted input. */
export interface ModalMetadata {
  /** Where the modal was opened; absent in App Home. */
  channel?: string;
  conferenceId?: ConferenceId;
  /** Hashes of what the form showed when it was opened, by field. */
  shown?: Record<string, string>;
  /** The key of a work on the reading list. */
  work?: string;
  /** The key of a note in a button: `encodeNoteKey`. */
  note?: string;
  /** The id under which the values of the previous form are stored while they wait for its review. */
  pendingForm?: string;
}

interface Modal {
  /** Its `callback_id`. */
  id: string;
  title: string;
  submit: string;
  /** Default: Cancel. */
  close?: string;
  metadata: string;
  blocks: ModalView['blocks'];
}

export function buildModal({ id, title, submit, close = t('form-cancel'), metadata, blocks }: Modal): ModalView {
  return {
    type: 'modal',
    callback_id: id,
    title: plain(title, LIMITS.view.title),
    submit: plain(submit, LIMITS.view.button),
    close: plain(close, LIMITS.view.button),
    private_metadata: metadata,
    blocks,
  };
}

/** Builds a modal that only says something, in places without messages such as App Home. */
export function buildInfoModal({ blocks }: OutgoingMessage, close = t('form-close')): ModalView {
  return {
    type: 'modal',
    title: plain('Conference Recap', LIMITS.view.title),
    close: plain(close, LIMITS.view.button),
    blocks: blocks as ModalView['blocks'],
  };
}

export function serializeMetadata(metadata: ModalMetadata): string {
  const written = JSON.stringify(metadata);
  return written.length <= LIMITS.view.privateMetadata ? written : '{}';
}

/** Returns nothing if it is not what {@link serializeMetadata} wrote. */
export function parseMetadata(written: unknown): ModalMetadata {
  if (typeof written !== 'string') return {};
  try {
    const { channel, conferenceId, work, note, pendingForm, shown } = JSON.parse(written) as Record<string, unknown>;
    const textOnly = (value: unknown) => (typeof value === 'string' ? value : undefined);
    return {
      ...omitUndefined({ channel: textOnly(channel), conferenceId: textOnly(conferenceId) }),
      ...omitUndefined({ work: textOnly(work), note: textOnly(note), pendingForm: textOnly(pendingForm) }),
      ...(isObject(shown) && { shown: shown as Record<string, string> }),
    };
  } catch {
    return {};
  }
}

/** Returns metadata that says where a modal is opened. */
export function openedIn({ channel }: Actor): ModalMetadata {
  return omitUndefined({ channel });
}
