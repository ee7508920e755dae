import type { CapturedNote } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { composeMessage } from '#render/slack/blocks/build-blocks.ts';
import { CUTS } from '#render/slack/blocks/limits.ts';
import {
  bold,
  type Inline,
  linesOf,
  type Paragraph,
  quote,
  richText,
  section,
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
  { works = [], captures, photos, statedKind }: Pick<CapturedNote, 'statedKind' | 'works' | 'captures' | 'photos'>,
  { author, text }: NoteWords,
): OutgoingMessage {
  const name = bold(truncate(plainLine(author), CUTS.names) || 'Somebody');
  const isRecommendation = captures.some(({ way }) => way === 'reading-list');
  const paragraph = isRecommendation
    ? works.flatMap((work) => [
        section(name, ' recommends ', workTitle(work)),
        quote(linesOf(work.comment ?? '', CUTS.note)),
      ])
    : noteParts(name, linesOf(text, CUTS.note), statedKind);
  return composeMessage([
    richText([...paragraph, ...(photos.length === 0 ? [] : [section(countOf(photos.length, 'photo'))])]),
  ]);
}

function noteParts(name: Inline[], said: Inline[], kind: CapturedNote['statedKind']): Paragraph {
  if (said.length === 0) return [section(name)];
  if (kind === 'quote') return [section(name, ' noted a quote'), quote(said)];
  return [section(name, kind === 'question' ? ' noted a question: ' : ': ', said)];
}
