import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { renderDigest } from './digest.ts';
import { renderNote } from './note-message.ts';
import { renderRecap } from './recap.ts';
import { renderReminder } from './reminder.ts';
import { renderHallwayThread, renderTalkThread } from './thread-messages.ts';

/** The messages that the bot posts, each within Slack's limits: what the use cases ask of a renderer. */
export interface SlackMessageForms {
  digest: typeof renderDigest;
  recap: typeof renderRecap;
  canvas(recap: Recap): Promise<OutgoingMessage>;
  talkThread: typeof renderTalkThread;
  hallwayThread: typeof renderHallwayThread;
  reminder: typeof renderReminder;
  note: typeof renderNote;
}

export function createMessageForms(): SlackMessageForms {
  return {
    digest: renderDigest,
    recap: renderRecap,
    // Loaded with the first: the bot starts without Markdown.
    canvas: async (recap) => (await import('#render/markdown/canvas.ts')).renderCanvas(recap),
    talkThread: renderTalkThread,
    hallwayThread: renderHallwayThread,
    reminder: renderReminder,
    note: renderNote,
  };
}
