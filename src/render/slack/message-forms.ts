import { renderDigest } from './digest.ts';
import { renderNote } from './note-message.ts';
import { renderRecap } from './recap.ts';
import { renderHallwayThread, renderTalkThread } from './thread-messages.ts';

/** The messages that the bot posts, each within Slack's limits: what the use cases ask of a renderer. */
export interface SlackMessageForms {
  digest: typeof renderDigest;
  recap: typeof renderRecap;
  talkThread: typeof renderTalkThread;
  hallwayThread: typeof renderHallwayThread;
  note: typeof renderNote;
}

export function createMessageForms(): SlackMessageForms {
  return {
    digest: renderDigest,
    recap: renderRecap,
    talkThread: renderTalkThread,
    hallwayThread: renderHallwayThread,
    note: renderNote,
  };
}
