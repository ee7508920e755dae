import { toSafeUrl } from '#domain/language/urls.ts';
import type { Photo, RecapTalk } from '#domain/recap/recap.ts';
import type { Point, Question, Quote, Remark } from '#domain/recap/summary.ts';
import { fitLines, fitRun, joinSomeNames } from '#render/slack/blocks/fit-list.ts';
import { SHARES, TEXT_LENGTHS } from '#render/slack/blocks/limits.ts';
import {
  bold,
  bullets,
  type Content,
  italic,
  joined,
  labelled,
  lineOf,
  linesOf,
  linkTo,
  mergeLists,
  type Paragraph,
  quote,
  section,
  sourceMarks,
} from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { ItemView, PointView } from '#render/view/point-view.ts';
import type { RecapView } from '#render/view/recap-view.ts';
import type { SectionView } from '#render/view/section-view.ts';
import { labelledLink } from './reading-list.ts';

/** A talk with everything noted of it, without its title. */
export function talkParagraphs(shown: SectionView, view: RecapView): Paragraph[] {
  return [[section(talkLine(shown.talk!, view))], ...sectionParagraphs(shown, view)];
}

/** Everything noted of a talk or a hallway, except the works to read, which the post lists. */
export function sectionParagraphs(shown: SectionView, view: RecapView): Paragraph[] {
  const {
    contributors,
    section: { questions },
  } = shown;
  const { t } = view;
  return [
    openingParts(shown, view),
    ...shown.groups.flatMap((group) => groupParagraphs(group, view)),
    leftOutParts(shown.leftOut, view),
    photoParts(shown.photos, view),
    labelled(
      t('questions'),
      questions.flatMap((question) => questionParts(question, view)),
    ),
    ...shown.remarks.map(({ label, remarks }) =>
      labelled(
        label,
        remarks.map((remark) => remarkPart(remark, view)),
      ),
    ),
    shown.unclear.map(({ lead, noteIds }) =>
      section(lineOf(lead, TEXT_LENGTHS.point, { italic: true }), sourceMarks(noteIds, view)),
    ),
    labelled(
      t('disagreements'),
      shown.disagreements.flatMap((point) => pointParts(point, view)),
    ),
    linkParts(shown.links, view),
    contributors.length === 0 ? [] : [section(t('noted-by', { names: joinSomeNames(contributors, t) }))],
  ]
    .filter(({ length }) => length > 0)
    .map(mergeLists);
}

/** The short form of a talk or a hallway: its opening, the points that matter most, and one quote. Never a table. */
export function briefParts(shown: SectionView, view: RecapView): Paragraph {
  return mergeLists([
    ...openingParts(shown, view),
    ...shown.brief.flatMap((point) => pointParts(point, view)),
    ...shown.section.quotes.slice(0, 1).map((first) => quotePart(first, view)),
  ]);
}

/** `Bridget Kromhout, Pivotal · 13:35 · Main hall · program` */
function talkLine(talk: RecapTalk, { clock, severalRooms, t }: RecapView): Content {
  const parts = [
    truncate(speakersWithAffiliations(talk.speakers), TEXT_LENGTHS.names),
    clock.time(Date.parse(talk.startsAt)),
    severalRooms ? truncate(plainLine(talk.room ?? ''), TEXT_LENGTHS.names) : '',
  ];
  const url = toSafeUrl(talk.url);
  return [parts.filter(Boolean).join(' · '), url === undefined ? '' : [' · ', linkTo(url, t('program'))]];
}

/** What a talk is about: a model's words or the notes' conclusion, and the program's words, else its headings. */
function openingParts({ inShort, program, topics }: SectionView, view: RecapView): Paragraph {
  const { t } = view;
  const line = ({ text, noteIds }: Pick<Point, 'text' | 'noteIds'>) => [
    lineOf(text, TEXT_LENGTHS.point),
    sourceMarks(noteIds, view),
  ];
  return [
    ...(inShort === undefined ? [] : [section(bold(t('label', { label: t('in-short') })), ' ', line(inShort))]),
    ...(program === undefined ? [] : [section(italic(t('from-program')), ' ', lineOf(program, TEXT_LENGTHS.point))]),
    ...(topics.length === 0
      ? []
      : [section(italic(t('in-this-talk')), ' ', truncate(topics.join(' · '), TEXT_LENGTHS.point))]),
  ];
}

/** Headings of the notes that nothing is shown of, each with a link to its first note. */
function leftOutParts(leftOut: SectionView['leftOut'], view: RecapView): Paragraph {
  const headings = leftOut.map(({ heading, noteIds }) => [
    truncate(heading, TEXT_LENGTHS.title),
    sourceMarks(noteIds.slice(0, 1), view),
  ]);
  const { t } = view;
  return fitRun({ t, label: t('also-in-notes'), lines: headings, max: SHARES.photos }).flat();
}

/** The points under one heading. Quotes that touch would read as one, so each begins a paragraph after another. */
function groupParagraphs({ heading, parts }: SectionView['groups'][number], view: RecapView): Paragraph[] {
  const paragraphs: Paragraph[] = [heading === '' ? [] : [section(bold(truncate(heading, TEXT_LENGTHS.title)))]];
  for (const part of parts) {
    // Photos are counted at the end of the section.
    if (part.kind === 'photos') continue;
    const last = paragraphs.at(-1)!;
    if (part.kind === 'points') last.push(...part.points.flatMap((point) => pointParts(point, view)));
    else if (part.kind === 'prose') paragraphs.push(proseParts(part.point, view));
    else if (last.at(-1)?.type === 'rich_text_quote') paragraphs.push([quotePart(part.quote, view)]);
    else last.push(quotePart(part.quote, view));
  }
  return paragraphs;
}

/** A paragraph, and below it its items; of a table its rows, each as a line. */
function proseParts(point: PointView, view: RecapView): Paragraph {
  const { lead, bold: start, text, items, isOrdered, agreement, remarks = [], noteIds } = point;
  const words =
    start === ''
      ? linesOf(lead, TEXT_LENGTHS.point)
      : [lineOf(start, TEXT_LENGTHS.point, { bold: true }), text === '' ? '' : ' ', linesOf(text, TEXT_LENGTHS.point)];
  const line = section(
    words,
    agreement === undefined ? '' : [' ', italic(`(${agreement})`)],
    sourceMarks(noteIds, view),
  );
  const lines = fitLines(itemLines(items, view), TEXT_LENGTHS.list, view.t);
  return [
    ...(lead === '' ? [] : [line]),
    ...(lines.length === 0 ? [] : [bullets(lines, 0, isOrdered ? 'ordered' : 'bullet')]),
    ...remarks.map((remark) => remarkPart(remark, view)),
  ];
}

function itemLines(items: readonly ItemView[], view: RecapView): Content[] {
  return items.map(({ label, text, noteIds }) => [
    label === undefined ? '' : [bold(label), ' '],
    lineOf(text, TEXT_LENGTHS.item),
    sourceMarks(noteIds, view),
  ]);
}

/** A point as an item of a list, how many people noted it, and links to its messages; below it the items of its list. */
function pointParts(
  { bold: start, text, items, isOrdered, agreement, remarks = [], noteIds }: PointView,
  view: RecapView,
): Paragraph {
  const lead = [lineOf(start, TEXT_LENGTHS.point, { bold: true }), linesOf(text, TEXT_LENGTHS.point)];
  const line = [
    joined(
      lead.filter(({ length }) => length > 0),
      ' ',
    ),
    agreement === undefined ? '' : [' ', italic(`(${agreement})`)],
    sourceMarks(noteIds, view),
  ];
  const shown = fitLines(itemLines(items, view), TEXT_LENGTHS.point, view.t);
  return [
    bullets([line]),
    ...(items.length === 0 ? [] : [bullets(shown, 1, isOrdered ? 'ordered' : 'bullet')]),
    ...remarks.map((remark) => remarkPart(remark, view, 1)),
  ];
}

function quotePart({ text, speaker, noteId }: Quote, view: RecapView): Paragraph[number] {
  const by = speaker === undefined ? '' : `\n— ${truncate(plainLine(speaker), TEXT_LENGTHS.names)}`;
  return quote(linesOf(text, TEXT_LENGTHS.quote), by, sourceMarks([noteId], view));
}

/** A question, and below it its answer if one was noted. */
function questionParts({ text, answer, askedBy, noteIds }: Question, view: RecapView): Paragraph {
  const by = askedBy === undefined ? '' : ` (${truncate(plainLine(askedBy), TEXT_LENGTHS.name)})`;
  const question = bullets([[lineOf(text, TEXT_LENGTHS.point), by, sourceMarks(noteIds, view)]]);
  return answer === undefined ? [question] : [question, bullets([lineOf(answer, TEXT_LENGTHS.point)], 1)];
}

function remarkPart({ text, by, noteIds }: Remark, view: RecapView, indent: 0 | 1 = 0): Paragraph[number] {
  const author = truncate(plainLine(by), TEXT_LENGTHS.name);
  return bullets([[lineOf(text, TEXT_LENGTHS.point), italic(` — ${author}`), sourceMarks(noteIds, view)]], indent);
}

/** Counts photos and names them by their captions; Slack shows the pictures with their messages. */
function photoParts(photos: readonly Photo[], view: RecapView): Paragraph {
  const named = photos
    .map(({ caption = '', noteId }) => {
      const mark = sourceMarks([noteId], view);
      return [
        ...italic(truncate(plainLine(caption), TEXT_LENGTHS.caption)),
        ...(caption === '' ? mark.slice(1) : mark),
      ];
    })
    .filter(({ length }) => length > 0);
  const { t } = view;
  const count = t('photos', { count: photos.length });
  if (named.length > 0) {
    return fitRun({ t, label: t('label', { label: count }), lines: named, max: SHARES.photos }).flat();
  }
  return photos.length === 0 ? [] : [section(bold(count))];
}

/** One link follows its label, several are a list below it. */
function linkParts(links: SectionView['links'], view: RecapView): Paragraph {
  const lines = links.map(({ url, title, noteIds }) => [
    labelledLink(toSafeUrl(url)!, title),
    sourceMarks(noteIds, view),
  ]);
  if (lines.length === 1) return [section(bold(view.t('label', { label: view.t('links') })), ' ', lines)];
  return labelled(view.t('links'), lines.length === 0 ? [] : [bullets(lines)]);
}
