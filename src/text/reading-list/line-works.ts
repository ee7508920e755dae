import type { LineBefore } from '#text/book-links/book-page-title.ts';
import { findIsbns } from '#text/book-links/isbn-mentions.ts';
import { readBareLinks } from '#text/book-links/line-links.ts';
import type { LineContext } from './book-score.ts';
import { type LineReading, type LineWork, readLine } from './line-parser.ts';
import { readMarked } from './marked-titles.ts';
import type { NoteLine } from './note-lines.ts';
import { findMarkedTitles } from './title-marks.ts';
import { readItem, readRuns } from './unmarked-titles.ts';
import { readComment } from './work-comments.ts';

/** Finds the works that one line names, in the order in which they stand. */
export function findLineWorks(line: NoteLine, before: LineBefore, context: LineContext): LineWork[] {
  const marks = findMarkedTitles(line);
  const reading = readLine(line, marks, context);
  for (const marked of marks) readMarked(reading, marked);
  readRuns(reading);
  readItem(reading);
  readBareLinks(reading, before);
  readLooseIsbn(reading);
  reading.works.sort((a, b) => a.start - b.start);
  return reading.works.map((work, index) => addComment(work, reading, reading.works[index + 1]?.start));
}

/** An ISBN that no title claimed names a book by itself. */
function readLooseIsbn({ text, works }: LineReading): void {
  for (const { written, isbn13, start, end } of findIsbns(text)) {
    const isKnown = works.some((work) => work.isbn13 === isbn13) || /https?:\S*$/i.test(text.slice(0, start));
    if (!isKnown) works.push({ kind: 'book', title: `ISBN ${written}`, authors: [], isbn13, start, end });
  }
}

function addComment(work: LineWork, { line }: LineReading, next: number | undefined): LineWork {
  if (work.comment !== undefined) return work;
  const comment = readComment(line.text, work.end, next ?? line.text.length);
  return comment === undefined ? work : { ...work, comment };
}
