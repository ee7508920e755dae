import type { SectionGroup, ShownPoint } from '#domain/recap/outline-section.ts';
import type { Photo, RecapTalk } from '#domain/recap/recap.ts';
import type { Question, Quote, Remark } from '#domain/recap/summary.ts';
import { fitRun, joinSomeNames } from '#render/slack/blocks/fit-list.ts';
import { CUTS, SHARES } from '#render/slack/blocks/limits.ts';
import {
  bold,
  bullets,
  type Inline,
  italic,
  joined,
  lineOf,
  linesOf,
  linkTo,
  type Paragraph,
  quote,
  section,
  sourceMarks,
  words,
} from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { agreementWords, countOf, speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { RecapView } from '#render/view/recap-view.ts';
import { toSafeUrl } from '#render/view/safe-url.ts';
import { notedByLine, type SectionView, splitPoint } from '#render/view/section-view.ts';
import { labelledLink } from './reading-list.ts';

/** Items of one list that a short recap shows. */
const MOST_BRIEF_ITEMS = 3;

/** A talk with everything noted of it, without its title. */
export function talkParagraphs(shown: SectionView, view: RecapView): Paragraph[] {
  return [[section(...talkLine(shown.talk!, view))], ...sectionParagraphs(shown, view)];
}

/** Everything noted of a talk or a hallway but the works to read, which the post lists. */
export function sectionParagraphs(shown: SectionView, view: RecapView): Paragraph[] {
  const { questions, contributors, disagreements = [] } = shown.section;
  const notedBy = notedByLine({
    ...shown.section,
    contributors: contributors.length === 0 ? [] : [joinSomeNames(contributors)],
  });
  return [
    openingParts(shown, view),
    ...shown.groups.flatMap((group) => groupParagraphs(group, view)),
    photoParts(shown.photos, view),
    labelled(
      'Questions',
      questions.flatMap((question) => questionParts(question, view)),
    ),
    ...shown.remarks.map(({ label, remarks }) =>
      labelled(label, [bullets(remarks.map((remark) => remarkLine(remark, view)))]),
    ),
    labelled(
      'Told differently',
      disagreements.flatMap((point) => pointParts(point, view)),
    ),
    linkParts(shown.links, view),
    notedBy === '' ? [] : [section(...words(notedBy))],
  ]
    .filter(({ length }) => length > 0)
    .map(mergeLists);
}

/** The short form of a talk or a hallway: its opening, the points that matter most, and one quote. */
export function briefParts(shown: SectionView, view: RecapView): Paragraph {
  const [first] = shown.section.quotes;
  return mergeLists([
    ...openingParts(shown, view),
    ...shown.brief.flatMap((point) => pointParts(point, view, MOST_BRIEF_ITEMS)),
    ...(first === undefined ? [] : [quotePart(first, view)]),
  ]);
}

/** `Bridget Kromhout, Pivotal · 13:35 · Main hall · programme` */
function talkLine(talk: RecapTalk, { clock, severalRooms }: RecapView): Inline[] {
  const parts = [
    truncate(speakersWithAffiliations(talk.speakers), CUTS.names),
    clock.time(Date.parse(talk.startsAt)),
    severalRooms ? truncate(plainLine(talk.room ?? ''), CUTS.names) : '',
  ].filter((part) => part !== '');
  const url = toSafeUrl(talk.url);
  return [...words(parts.join(' · ')), ...(url === undefined ? [] : [...words(' · '), ...linkTo(url, 'program')])];
}

/** What a talk is about: in a model's words, else in the program's. */
function openingParts({ section: { gist }, program }: SectionView, view: RecapView): Paragraph {
  if (gist !== undefined) return [section(...lineOf(gist.text, CUTS.point), ...sourceMarks(gist.noteIds, view))];
  if (program === undefined || plainLine(program) === '') return [];
  return [section(...italic('From the program: '), ...lineOf(program, CUTS.point))];
}

/** The points under one heading. Quotes that touch would read as one, so each begins a paragraph after another. */
function groupParagraphs({ heading = '', entries }: SectionGroup, view: RecapView): Paragraph[] {
  const title = truncate(plainLine(heading), CUTS.title);
  const paragraphs: Paragraph[] = [title === '' ? [] : [section(...bold(title))]];
  for (const entry of entries) {
    const last = paragraphs.at(-1)!;
    if (entry.kind === 'point') last.push(...pointParts(entry.point, view));
    else if (last.at(-1)?.type === 'rich_text_quote') paragraphs.push([quotePart(entry.quote, view)]);
    else last.push(quotePart(entry.quote, view));
  }
  return paragraphs;
}

/** A point as an item of a list, how many people noted it, and links to its messages; below it the items of its list. */
function pointParts(point: ShownPoint, view: RecapView, mostItems?: number): Paragraph {
  const parts = splitPoint(point, mostItems);
  const agreement = agreementWords(point.agreement);
  const after = [
    ...(agreement === undefined ? [] : [...words(' '), ...italic(`(${agreement})`)]),
    ...sourceMarks(point.noteIds, view),
  ];
  const lead = joined(
    [lineOf(parts.bold, CUTS.point, { bold: true }), linesOf(parts.text, CUTS.point)].filter(
      ({ length }) => length > 0,
    ),
    ' ',
  );
  if (parts.items.length === 0) return [bullets([[...lead, ...after]])];
  const each = Math.max(Math.floor(CUTS.point / parts.items.length), 20);
  const most = Math.ceil(CUTS.point / each);
  const items = parts.items.slice(0, most).map((item) => lineOf(item, each));
  if (parts.items.length > most) items.push(words('…'));
  if (lead.length > 0) return [bullets([[...lead, ...after]]), bullets(items, 1)];
  return [bullets([...items.slice(0, -1), [...items.at(-1)!, ...after]])];
}

/** Joins lists of the same depth that follow each other. */
function mergeLists(parts: Paragraph): Paragraph {
  const merged: Paragraph = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last?.type === 'rich_text_list' && part.type === 'rich_text_list' && last.indent === part.indent) {
      last.elements.push(...part.elements);
    } else merged.push(part);
  }
  return merged;
}

function quotePart({ text, speaker, noteId }: Quote, view: RecapView): Paragraph[number] {
  const by = speaker === undefined ? [] : words(`\n— ${truncate(plainLine(speaker), CUTS.names)}`);
  return quote(...linesOf(text, CUTS.quote), ...by, ...sourceMarks([noteId], view));
}

/** A question, and below it its answer if one was noted. */
function questionParts({ text, answer, askedBy, noteIds }: Question, view: RecapView): Paragraph {
  const by = askedBy === undefined ? [] : words(` (${truncate(plainLine(askedBy), CUTS.name)})`);
  const question = bullets([[...lineOf(text, CUTS.point), ...by, ...sourceMarks(noteIds, view)]]);
  return answer === undefined ? [question] : [question, bullets([lineOf(answer, CUTS.point)], 1)];
}

function remarkLine({ text, by, noteIds }: Remark, view: RecapView): Inline[] {
  return [
    ...lineOf(text, CUTS.point),
    ...italic(` — ${truncate(plainLine(by), CUTS.name)}`),
    ...sourceMarks(noteIds, view),
  ];
}

/** Counts photos and names them by their captions; Slack shows the pictures with their messages. */
function photoParts(photos: readonly Photo[], view: RecapView): Paragraph {
  const named = photos
    .map(({ caption = '', noteId }) => {
      const mark = sourceMarks([noteId], view);
      return [...italic(truncate(plainLine(caption), CUTS.caption)), ...(caption === '' ? mark.slice(1) : mark)];
    })
    .filter(({ length }) => length > 0);
  const count = countOf(photos.length, 'photo');
  if (named.length > 0) return fitRun(`${count}:`, named, SHARES.photos).flat();
  return photos.length === 0 ? [] : [section(...bold(count))];
}

/** One link follows its label, several are a list below it. */
function linkParts(links: SectionView['links'], view: RecapView): Paragraph {
  const lines = links.map(({ url, title, noteIds }) => [
    ...labelledLink(toSafeUrl(url)!, title),
    ...sourceMarks(noteIds, view),
  ]);
  if (lines.length === 1) return [section(...bold('Links:'), ...words(' '), ...lines[0]!)];
  return labelled('Links', lines.length === 0 ? [] : [bullets(lines)]);
}

function labelled(label: string, parts: Paragraph): Paragraph {
  return parts.length === 0 ? [] : [section(...bold(label)), ...parts];
}
