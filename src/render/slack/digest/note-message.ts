import type { CapturedNote } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { NotedWork } from '#domain/reading-list/work.ts';
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
}

/** A note that was typed as a command, for the others to read. */
export function renderNote(
  note: Pick<CapturedNote, 'statedKind' | 'works' | 'captures' | 'photos'>,
  { author, text }: NoteWords,
): OutgoingMessage {
  const name = truncate(plainLine(author), CUTS.names) || 'Somebody';
  const said = linesOf(text, CUTS.note);
  const isRecommendation = note.captures.some(({ way }) => way === 'reading-list');
  const paragraph: Paragraph = isRecommendation
    ? (note.works ?? []).flatMap((work) => recommendationParts(name, work))
    : noteParts(name, said, note.statedKind);
  const photos = note.photos.length;
  return composeMessage([
    richText([...paragraph, ...(photos === 0 ? [] : [section(...words(countOf(photos, 'photo')))])]),
  ]);
}

function noteParts(name: string, said: ReturnType<typeof linesOf>, kind: CapturedNote['statedKind']): RichPart[] {
  if (said.length === 0) return [section(...bold(name))];
  if (kind === 'quote') return [section(...bold(name), ...words(' noted a quote')), quote(...said)];
  const lead = kind === 'question' ? ' noted a question: ' : ': ';
  return [section(...bold(name), ...words(lead), ...said)];
}

function recommendationParts(name: string, work: NotedWork): RichPart[] {
  const comment = linesOf(work.comment ?? '', CUTS.note);
  return [
    section(...bold(name), ...words(' recommends '), ...workTitle(work)),
    ...(comment.length === 0 ? [] : [quote(...comment)]),
  ];
}
