import type { CapturedNote } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { composeMessage } from '#render/slack/blocks/build-blocks.ts';
import { CUTS } from '#render/slack/blocks/limits.ts';
import {
  bold,
  linesOf,
  type Paragraph,
  quote,
  type RichPart,
  richText,
  section,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { countOf } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { workTitle } from './reading-list.ts';

/** A note's words for showing. */
export interface NoteWords {
  /** A name: nobody is mentioned, so nobody is called. */
  author: string;
  /** Decoded, with its line breaks. */
  text: string;
  work?: ReadingItem;
}

/** A note that was typed as a command, for the others to read. */
export function renderNote(
  note: Pick<CapturedNote, 'statedKind' | 'work' | 'photos'>,
  { author, text, work }: NoteWords,
): OutgoingMessage {
  const name = truncate(plainLine(author), CUTS.names) || 'Somebody';
  const said = linesOf(text, CUTS.note);
  const paragraph: Paragraph =
    note.work === undefined ? noteParts(name, said, note.statedKind) : recommendationParts(name, note.work, work);
  const photos = note.photos.length;
  return composeMessage([
    richText([
      ...paragraph,
      ...(work === undefined || note.work !== undefined ? [] : [section(...bold('To read: '), ...workTitle(work))]),
      ...(photos === 0 ? [] : [section(...words(countOf(photos, 'photo')))]),
    ]),
  ]);
}

function noteParts(name: string, said: ReturnType<typeof linesOf>, kind: CapturedNote['statedKind']): RichPart[] {
  if (said.length === 0) return [section(...bold(name))];
  if (kind === 'quote') return [section(...bold(name), ...words(' noted a quote')), quote(...said)];
  const lead = kind === 'question' ? ' noted a question: ' : ': ';
  return [section(...bold(name), ...words(lead), ...said)];
}

/** The list's own entry has author, year and link where the book was found; the comment is this person's. */
function recommendationParts(
  name: string,
  given: NonNullable<CapturedNote['work']>,
  entry: ReadingItem = { ...given, recommendedBy: [] },
): RichPart[] {
  const comment = linesOf(given.comment ?? '', CUTS.note);
  return [
    section(...bold(name), ...words(' recommends '), ...workTitle(entry)),
    ...(comment.length === 0 ? [] : [quote(...comment)]),
  ];
}
