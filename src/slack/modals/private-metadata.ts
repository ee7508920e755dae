import type { ConferenceId } from '#domain/conference/conference.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import type { Actor } from '#usecases/ports/actor.ts';

/** What a dialog carries along unseen. It comes back from Slack, but is read as if anybody had written it. */
export interface ModalMetadata {
  /** Where the dialog was opened; absent in App Home. */
  channel?: string;
  conferenceId?: ConferenceId;
  /** The key of a work on the reading list. */
  work?: string;
}

export function serializeMetadata(metadata: ModalMetadata): string {
  const written = JSON.stringify(metadata);
  return written.length <= LIMITS.view.privateMetadata ? written : '{}';
}

/** Nothing of it where it is not what {@link serializeMetadata} wrote. */
export function parseMetadata(written: unknown): ModalMetadata {
  if (typeof written !== 'string') return {};
  try {
    const { channel, conferenceId, work } = JSON.parse(written) as Record<string, unknown>;
    return {
      ...(typeof channel === 'string' && { channel }),
      ...(typeof conferenceId === 'string' && { conferenceId }),
      ...(typeof work === 'string' && { work }),
    };
  } catch {
    return {};
  }
}

/** Carries along where a modal is opened. */
export function openedIn({ channel }: Actor): ModalMetadata {
  return channel === undefined ? {} : { channel };
}
