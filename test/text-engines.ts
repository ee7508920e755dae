import type { Talk } from '#domain/conference/talk.ts';
import { checkPoint, checkQuote } from '#domain/evidence/check-evidence.ts';
import { checkRecommendation } from '#domain/evidence/check-recommendation.ts';
import { splitSentences } from '#domain/language/split-sentences.ts';
import type { Note } from '#domain/notes/note.ts';
import { createNotePlacer } from '#domain/placement/online-placer.ts';
import { smallTalkScore } from '#domain/placement/small-talk-score.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { findAddressee } from '#domain/talk-mentions/addressed-talk.ts';
import { parseOpener } from '#domain/talk-mentions/talk-announcement.ts';
import { createTalkIndex, findTalkMentions } from '#domain/talk-mentions/talk-mentions.ts';
import { renderBibtex } from '#render/exports/bibtex.ts';
import { renderCsl } from '#render/exports/csl.ts';
import { renderCsv } from '#render/exports/csv.ts';
import { renderHtml } from '#render/html/page.ts';
import { renderCanvas } from '#render/markdown/canvas.ts';
import { renderMarkdown } from '#render/markdown/markdown.ts';
import { renderDigest } from '#render/slack/digest/digest.ts';
import { renderRecap } from '#render/slack/digest/recap.ts';
import { makeNote } from '#test/fakes/make-note.ts';
import { recapOf } from '#test/render/hostile-recap.ts';
import { findWorks } from '#text/reading-list/find-works.ts';
import { searchNotes } from '#text/search/search-notes.ts';
import { readQuestions } from '#text/sentences/question-words.ts';
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

const RECAP = recapOf('Flow');
const [DAY] = RECAP.days;
const [RECAP_TALK] = DAY!.talks;

/** A recap in which a text is a note's. */
function recapOfNote(text: string): Recap {
  const [note] = RECAP.notes;
  return { ...RECAP, notes: [{ ...note!, text }] };
}

/** A recap in which a text is a talk's point. */
function recapOfPoint(text: string): Recap {
  const points = [{ ...RECAP_TALK!.points[0]!, text }];
  return { ...RECAP, days: [{ ...DAY!, talks: [{ ...RECAP_TALK!, points }] }] };
}

/** A recap in which a text is the comment of a recommendation. */
function recapOfWork(text: string): Recap {
  const [work] = RECAP.readingList;
  return { ...RECAP, readingList: [{ ...work!, recommendedBy: [{ ...work!.recommendedBy[0]!, comment: text }] }] };
}

/** A note that a summary's statement rests on, in other words than the note's. */
function evidenceOf(text: string) {
  const note = asMarkedNote(text);
  const context = { notes: new Map([[note.id, note]]), talk: TALK, section: [note] };
  return { context, noteIds: [note.id], noteId: note.id };
}

/** A model writes no longer ones: its answers are limited. */
const LONGEST_STATEMENT = 10_000;
const CONFERENCE = { id: 'conference', timezone: 'America/Toronto' };

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
  'addressed talk': (text) => findAddressee(text, TALKS, 0),
  'talk opener': (text) => parseOpener({ text }, TALK),
  'small talk': (text) => smallTalkScore({ text, spans: [] }),
  'a point of a note': (text) => {
    const { context, noteIds } = evidenceOf(text);
    return checkPoint({ text: 'The Engine weaves 12 patterns, said Ada Byron.', noteIds }, context);
  },
  'evidence for a point': (statement) => {
    const text = statement.slice(0, LONGEST_STATEMENT);
    const { context, noteIds } = evidenceOf('A note of other words.');
    return checkPoint({ text, noteIds }, context);
  },
  'evidence for a point like its note': (statement) => {
    const text = statement.slice(0, LONGEST_STATEMENT);
    const { context, noteIds } = evidenceOf(text);
    return checkPoint({ text: `${text} too`, noteIds }, context);
  },
  'evidence for a quote and a work': (text) => {
    const { context, noteId } = evidenceOf(text);
    const title = text.slice(1, 101);
    return [
      checkQuote({ text: `${text.slice(1)} too`, noteId }, context),
      checkRecommendation({ title, noteId }, context),
    ];
  },
  search: (text) => searchNotes([{ id: 'C1:1', author: 'Ann', text }], 'How does the Engine weave patterns?', 5),
  'search for a text': (text) => searchNotes([{ id: 'C1:1', author: 'Ann', text: 'The Engine weaves.' }], text, 5),
  'web page of a note': (text) => renderHtml(recapOfNote(text)),
  'web page of a point': (text) => renderHtml(recapOfPoint(text)),
  'Markdown of a point': (text) => renderMarkdown(recapOfPoint(text.slice(0, LONGEST_STATEMENT))),
  'canvas of a point': (text) => renderCanvas(recapOfPoint(text.slice(0, LONGEST_STATEMENT))),
  'digest of a point': (text) => renderDigest({ conference: CONFERENCE, recap: recapOfPoint(text), day: DAY!.date }),
  'recap of a point': (text) => renderRecap({ recap: recapOfPoint(text) }),
  'reading list files': (text) => [renderBibtex, renderCsl, renderCsv].map((render) => render(recapOfWork(text))),
  placement: (text) => createNotePlacer(TALKS, { timezone: 'America/Toronto' }).place(asNote(text)),
};
