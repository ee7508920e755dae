import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { createNotePlacer } from '#domain/placement/online-placer.ts';
import { smallTalkScore } from '#domain/placement/small-talk-score.ts';
import { parseOpener } from '#domain/talk-mentions/talk-announcement.ts';
import { addressedTalk, createTalkIndex, findTalkMentions } from '#domain/talk-mentions/talk-mentions.ts';
import { makeNote } from '#test/fakes/make-note.ts';
import { findWorks } from '#text/reading-list/find-works.ts';
import { readQuestions } from '#text/sentences/question-words.ts';
import { splitSentences } from '#text/sentences/split-sentences.ts';
import { tidySentence } from '#text/sentences/tidy-sentence.ts';
import { parseSlackText } from '#text/slack-markup/parse-slack-text.ts';
import { parseRichTextBlocks } from '#text/slack-markup/rich-text-blocks.ts';
import { findQuestions } from '#text/summary/find-questions.ts';
import { findQuotes } from '#text/summary/quotes.ts';
import { summarizeExtractively } from '#text/summary/summarize-extractively.ts';

const NAMES = { user: () => undefined, channel: () => undefined };

const TALK: Talk = {
  id: 'engine',
  title: 'Notes on the Engine: a story',
  speakers: [{ name: 'Ada Byron', affiliation: 'Analytical' }],
  startsAt: '2016-05-26T10:00:00-04:00',
  endsAt: '2016-05-26T10:30:00-04:00',
};
const OTHER_TALK: Talk = { ...TALK, id: 'other', title: 'How to be here', speakers: [{ name: 'Jan de Vries' }] };
const TALKS = [TALK, OTHER_TALK];
const INDEX = createTalkIndex(TALKS);
const AT = Date.parse(TALK.startsAt) + 60_000;

const asNote = (text: string): Note => makeNote({ text, at: AT });
/** A note as it comes from Slack, with the spans of its markup. */
const asMarkedNote = (text: string): Note => makeNote({ ...parseSlackText(text, NAMES), at: AT });

/** What reads the text of a note before anything is shown. */
export const engines: Record<string, (text: string) => unknown> = {
  'Slack markup': (text) => parseSlackText(text, NAMES),
  'rich text blocks': (text) =>
    parseRichTextBlocks(
      [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }],
      NAMES,
    ),
  sentences: splitSentences,
  'tidy sentence': tidySentence,
  questions: readQuestions,
  'questions of notes': (text) => findQuestions([{ note: asNote(text), text }]),
  quotes: (text) => findQuotes(asMarkedNote(text), TALK),
  summary: (text) => summarizeExtractively({ talk: TALK, notes: [asMarkedNote(text)], maxPoints: 5 }),
  'hallway summary': (text) => summarizeExtractively({ talk: null, notes: [asMarkedNote(text)], maxPoints: 5 }),
  works: (text) => findWorks([asMarkedNote(text)], TALKS),
  'works of a list': (text) => findWorks([asNote('Books:'), asNote(text)], TALKS),
  'talk mentions': (text) => findTalkMentions({ text }, INDEX),
  'addressed talk': (text) => addressedTalk(text, TALKS),
  'talk opener': (text) => parseOpener({ text }, TALK),
  'small talk': (text) => smallTalkScore({ text, spans: [] }),
  placement: (text) => createNotePlacer(TALKS, { timezone: 'America/Toronto' }).place(asNote(text)),
};
