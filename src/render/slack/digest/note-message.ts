import { languageCode, type WritingStyle } from '#domain/conference/conference.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { type RecapMessages, recapMessages } from '#render/messages/recap-messages.ts';
import { composeMessage } from '#render/slack/blocks/build-blocks.ts';
import { TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
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
  conference: WritingStyle = {},
): OutgoingMessage {
  const t = recapMessages(languageCode(conference) ?? 'en');
  const name = bold(truncate(plainLine(author), TEXT_LENGTHS.names) || t('unknown-person'));
  const isRecommendation = captures.some(({ way }) => way === 'reading-list');
  const paragraph = isRecommendation
    ? works.flatMap((work) => [
        section(t.rich<Inline[]>('recommends', { author: name, work: workTitle(work, t) }).flat()),
        quote(linesOf(work.comment ?? '', TEXT_LENGTHS.note)),
      ])
    : noteParts({ name, said: linesOf(text, TEXT_LENGTHS.note), kind: statedKind, t });
  return composeMessage([
    richText([...paragraph, ...(photos.length === 0 ? [] : [section(t('photos', { count: photos.length }))])]),
  ]);
}

interface NoteParts {
  name: Inline[];
  said: Inline[];
  kind: CapturedNote['statedKind'];
  t: RecapMessages;
}

function noteParts({ name, said, kind, t }: NoteParts): Paragraph {
  if (said.length === 0) return [section(name)];
  if (kind === 'quote') return [section(t.rich<Inline[]>('noted-quote', { author: name }).flat()), quote(said)];
  if (kind === 'question') return [section(t.rich<Inline[]>('noted-question', { author: name, words: said }).flat())];
  return [section(t.rich<Inline[]>('label', { label: name }).flat(), ' ', said)];
}
