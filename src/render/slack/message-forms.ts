import type { CapturedNote } from '../../domain/captured-note.ts';
import type { CalendarDate } from '../../domain/conference.ts';
import type { OutgoingMessage } from '../../domain/publication.ts';
import type { TrackedConference } from '../../domain/tracked-conference.ts';
import { type DigestWords, renderDigest } from './digest.ts';
import type { MessagePart } from './message-parts.ts';
import { type NoteWords, renderNote } from './note-message.ts';
import { type RecapWords, renderRecap } from './recap.ts';
import { renderHallwayThread, renderTalkThread, type TalkWords } from './thread-messages.ts';

/** The messages that the bot posts, each within Slack's limits: what the use cases ask of a renderer. */
export interface SlackMessageForms {
  digest(content: DigestWords): MessagePart[];
  recap(content: RecapWords): MessagePart[];
  talkThread(talk: TalkWords, conference: TrackedConference): OutgoingMessage;
  hallwayThread(day: CalendarDate, conference: TrackedConference): OutgoingMessage;
  note(note: CapturedNote, shown: NoteWords): OutgoingMessage;
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
