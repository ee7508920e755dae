import type { RichTextBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import {
  bullets,
  type Inline,
  italic,
  linkTo,
  richText,
  SOURCE_MARK,
  section,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { AskedSource } from '#usecases/ports/answerer.ts';
import type { AskedAnswer } from '#usecases/recap/ask-notes.ts';
import { displayName } from './conference-text.ts';
import { answer, line, outside } from './message-builders.ts';

/** Of a note as much as tells whether it is worth opening. */
const LONGEST_NOTE = 400;
const LONGEST_TITLE = 80;
export const LONGEST_ANSWER = 2_500;

/** `/recap ask`: in sentences where a model answers, else the notes that fit best; each leads to its message. */
export function answerAsked(asked: AskedAnswer): OutgoingMessage {
  const { conference, question, text, sources } = asked;
  if (sources.length === 0) {
    return answer(
      line('The notes of ', italic(displayName(conference)), ' don’t tell: ', outside(question, LONGEST_TITLE)),
      line('Ask with other words, or look with /recap talks at what was noted.'),
    );
  }
  const intro = text === undefined ? words('These notes tell most about it:') : outside(text, LONGEST_ANSWER);
  return answer(richText([section(...intro)]), sourcesBelow(asked));
}

/** What an answer rests on, as it stands below its words. */
export function sourcesBelow({ text, sources }: AskedAnswer): RichTextBlock {
  return richText([bullets(sources.map((source) => sourceInlines(source, text === undefined)))]);
}

/** The note itself where nothing else answers, else only whose it is and where it leads. */
function sourceInlines({ note, talk }: AskedSource, inFull: boolean): Inline[] {
  const said = inFull ? outside(note.text, LONGEST_NOTE) : [];
  const title =
    talk === undefined ? [] : [...words(', in '), ...italic(truncate(plainLine(talk.title), LONGEST_TITLE))];
  const mark = note.permalink === undefined ? [] : [...words(' '), ...linkTo(note.permalink, SOURCE_MARK)];
  return [...said, ...words(inFull ? ' — ' : ''), ...outside(note.author, LONGEST_TITLE), ...title, ...mark];
}
