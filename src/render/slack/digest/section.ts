import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { Photo, RecapTalk } from '#domain/recap/recap.ts';
import type { Point, Question, Quote } from '#domain/recap/summary.ts';
import { nameSome } from '#render/slack/blocks/fit-list.ts';
import { CUTS } from '#render/slack/blocks/limits.ts';
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
import { plainLine, splitList } from '#render/view/plain-text.ts';
import type { RecapView, SectionView } from '#render/view/recap-view.ts';
import { toSafeUrl } from '#render/view/safe-url.ts';
import { labelledLink, workLine } from './reading-list.ts';

/** A talk with all that was noted of it, without its title. */
export function talkParagraphs(shown: SectionView, view: RecapView): Paragraph[] {
  return [[section(...talkLine(shown.talk!, view))], ...sectionParagraphs(shown, view)];
}

/** Everything noted of a talk or a hallway. */
export function sectionParagraphs(shown: SectionView, view: RecapView): Paragraph[] {
  const { points, quotes, questions, contributors, gist, disagreements = [] } = shown.section;
  const paragraphs: Paragraph[] = [
    gist === undefined ? [] : [section(...lineOf(gist.text, CUTS.point), ...sourceMarks(gist.noteIds, view))],
    points.flatMap((point) => pointParts(point, view)),
    // Each apart: quotes that touch would read as one.
    ...quotes.map((said) => [quotePart(said, view)]),
    photoParts(shown.photos, view),
    questions.map((question) => section(...questionLine(question, view))),
    disagreements.length === 0
      ? []
      : [section(...bold('Told differently:')), ...disagreements.flatMap((point) => pointParts(point, view))],
    toReadParts(shown.toRead, view),
    linkParts(shown.links, view),
    contributors.length === 0 ? [] : [section(...words(`Noted by ${nameSome(contributors)}.`))],
  ];
  return paragraphs.filter(({ length }) => length > 0).map(mergeLists);
}

/** `Bridget Kromhout, Pivotal · 13:35 · Main hall · programme` */
function talkLine(talk: RecapTalk, { clock, severalRooms }: RecapView): Inline[] {
  const parts = [
    truncate(speakersWithAffiliations(talk.speakers), CUTS.names),
    clock.time(Date.parse(talk.startsAt)),
    severalRooms ? truncate(plainLine(talk.room ?? ''), CUTS.names) : '',
  ].filter((part) => part !== '');
  const address = toSafeUrl(talk.url);
  return [
    ...words(parts.join(' · ')),
    ...(address === undefined ? [] : [...words(' · '), ...linkTo(address, 'programme')]),
  ];
}

/** A point as an item of a list, how many people say so, and marks of its messages; below it what it lists itself. */
export function pointParts({ text, agreement, noteIds }: Point, view: RecapView): Paragraph {
  const { lead, items } = splitList(text);
  const said = agreementWords(agreement);
  const line = [
    ...lineOf(lead, CUTS.point),
    ...(said === undefined ? [] : [...words(' '), ...italic(`(${said})`)]),
    ...sourceMarks(noteIds, view),
  ];
  if (items.length === 0) return [bullets([line])];
  const { length } = items;
  const each = Math.max(Math.floor(CUTS.point / length), 20);
  const inner = items.slice(0, Math.ceil(CUTS.point / each)).map((item) => lineOf(item, each));
  return [bullets([line]), bullets(inner.length < length ? [...inner, words('…')] : inner, 1)];
}

/** Lists of the same depth that follow each other as one. */
export function mergeLists(parts: Paragraph): Paragraph {
  const merged: Paragraph = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (last?.type === 'rich_text_list' && part.type === 'rich_text_list' && last.indent === part.indent) {
      last.elements.push(...part.elements);
    } else merged.push(part);
  }
  return merged;
}

export function quotePart({ text, speaker, noteId }: Quote, view: RecapView): Paragraph[number] {
  const by = speaker === undefined ? [] : words(`\n— ${truncate(plainLine(speaker), CUTS.names)}`);
  return quote(...linesOf(text, CUTS.quote), ...by, ...sourceMarks([noteId], view));
}

function questionLine({ text, answer, noteIds }: Question, view: RecapView): Inline[] {
  return [
    ...bold('Asked: '),
    ...lineOf(text, CUTS.point),
    ...words(' '),
    ...(answer === undefined ? italic('(no answer noted)') : [...bold('Answered: '), ...lineOf(answer, CUTS.point)]),
    ...sourceMarks(noteIds, view),
  ];
}

/** Pictures are counted, and named by their captions; they stand with their messages. */
function photoParts(photos: readonly Photo[], view: RecapView): Paragraph {
  if (photos.length === 0) return [];
  const named = photos.map(({ caption, noteId }) =>
    joined(
      [italic(truncate(plainLine(caption ?? ''), CUTS.caption)), sourceMarks([noteId], view).slice(1)].filter(
        ({ length }) => length > 0,
      ),
      ' ',
    ),
  );
  const shown = named.filter(({ length }) => length > 0);
  const count = countOf(photos.length, 'photo');
  if (shown.length === 0) return [section(...bold(count))];
  return [section(...bold(`${count}:`), ...words(' '), ...joined(shown, ' · '))];
}

function toReadParts(items: readonly ReadingItem[], view: RecapView): Paragraph {
  const lines = items.map((item) => workLine(item, view, () => undefined));
  return labelledLines('To read:', lines);
}

function linkParts(links: SectionView['links'], view: RecapView): Paragraph {
  const lines = links.map(({ url, title, noteIds }) => [
    ...labelledLink(toSafeUrl(url)!, title),
    ...sourceMarks(noteIds, view),
  ]);
  return labelledLines('Links:', lines);
}

/** One after its label, several as a list below it. */
function labelledLines(label: string, lines: readonly Inline[][]): Paragraph {
  if (lines.length === 0) return [];
  if (lines.length === 1) return [section(...bold(label), ...words(' '), ...lines[0]!)];
  return [section(...bold(label)), bullets(lines)];
}
