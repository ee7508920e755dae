import { type CapturedNote, isTyped } from '../domain/captured-note.ts';
import type { CalendarDate, Conference } from '../domain/conference.ts';
import { windowOf } from '../domain/conference-day.ts';
import { type Note, noteId } from '../domain/note.ts';
import { noteKeys } from '../domain/publication.ts';
import type { RichText } from '../domain/rich-text.ts';
import type { WorkMention } from '../domain/work.ts';
import { isQuestion } from '../text/question-marks.ts';
import { mentionedIds } from '../text/slack-escapes.ts';
import { decodeSlackMarkup } from '../text/slack-markup.ts';
import type { BotDependencies } from './bot-dependencies.ts';

/** Who wrote a note when Slack doesn't know the person any more. */
const UNKNOWN_PERSON = 'Somebody';

/** Captured notes as the rest of the program reads them. */
export interface ReadNotes {
  notes: Note[];
  /** What was put on the reading list by hand. */
  works: WorkMention[];
}

/**
 * Makes notes of captured ones: names looked up, markup decoded, addresses of the messages added. Notes of days
 * outside the conference count for its first or last.
 */
export async function readCaptured(
  { workspace, database }: Pick<BotDependencies, 'workspace' | 'database'>,
  conference: Conference,
  captured: readonly CapturedNote[],
): Promise<ReadNotes> {
  const teamId = captured[0]?.teamId;
  if (teamId === undefined) return { notes: [], works: [] };
  const people = new Set(captured.map(({ authorId }) => authorId));
  const channels = new Set<string>();
  for (const { source } of captured) {
    const mentioned = mentionedIds(source);
    for (const id of mentioned.users) people.add(id);
    for (const id of mentioned.channels) channels.add(id);
  }
  const names = await workspace.namesFor(teamId, people, channels);
  const window = windowOf(conference);
  const notes: Note[] = [];
  for (const one of captured) {
    const permalink = await permalinkOf(one, { workspace, database });
    notes.push({
      id: noteId(one.channel, one.ts),
      channel: one.channel,
      ts: one.ts,
      at: Math.max(window.from, Math.min(window.to - 1, one.at)),
      ...(one.threadTs === undefined ? {} : { threadTs: one.threadTs }),
      authorId: one.authorId,
      author: names.user(one.authorId) ?? UNKNOWN_PERSON,
      ...asStated(decodeSlackMarkup(one.source, names), one),
      photos: one.photos,
      reactions: [],
      ...(one.placedBy === 'program' ? {} : { talkId: one.talkId }),
      ...(permalink === undefined ? {} : { permalink }),
    });
  }
  return { notes, works: captured.flatMap(mentionOf) };
}

/** The words of one note, decoded. */
export async function readWords(
  { workspace }: Pick<BotDependencies, 'workspace'>,
  note: CapturedNote,
): Promise<{ author: string; text: string }> {
  const { users, channels } = mentionedIds(note.source);
  const names = await workspace.namesFor(note.teamId, [note.authorId, ...users], channels);
  return {
    author: names.user(note.authorId) ?? UNKNOWN_PERSON,
    text: decodeSlackMarkup(note.source, names).text,
  };
}

/** What its author said that it is, in the form in which the text tells it elsewhere. */
function asStated(words: RichText, { statedKind }: CapturedNote): RichText {
  const { text, spans } = words;
  if (statedKind === 'quote') {
    return { text, spans: [{ kind: 'quote', start: 0, end: text.length }, ...spans] };
  }
  if (statedKind === 'question' && !isQuestion(text)) {
    const label = 'Q: ';
    return {
      text: label + text,
      spans: spans.map((span) => ({
        ...span,
        start: span.start + label.length,
        end: span.end + label.length,
      })),
    };
  }
  return words;
}

function mentionOf({ work, channel, ts }: CapturedNote): WorkMention[] {
  return work === undefined ? [] : [{ ...work, noteId: noteId(channel, ts), role: 'recommendation' }];
}

/** A typed note stands in Slack as the bot's own message in the talk's thread, where it was posted yet. */
async function permalinkOf(
  note: CapturedNote,
  { workspace, database }: Pick<BotDependencies, 'workspace' | 'database'>,
): Promise<string | undefined> {
  if (!isTyped(note)) return workspace.permalink(note, note.threadTs);
  const shown = await database.publications.withPrefix(noteKeys(note.channel, note.ts));
  const posted = shown.find(({ ts, wanted }) => ts !== undefined && wanted !== null);
  if (posted?.ts === undefined) return undefined;
  const parent =
    posted.parentKey === undefined ? undefined : await database.publications.find(posted.parentKey);
  return workspace.permalink({ teamId: note.teamId, channel: posted.channel, ts: posted.ts }, parent?.ts);
}

/** The day for which a note counts that was written on another: a talk's, or the nearest of the conference's. */
export function dayWithin({ from, to }: Pick<Conference, 'from' | 'to'>, day: CalendarDate): CalendarDate {
  return day < from ? from : day > to ? to : day;
}
