import type { PhrasingContent, RootContent } from 'mdast';
import { toSafeUrl } from '#domain/language/urls.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { Photo, RecapTalk } from '#domain/recap/recap.ts';
import type { Question, Quote, Remark } from '#domain/recap/summary.ts';
import { linkLabel, photoUrl } from '#render/view/links.ts';
import {
  joinNames,
  kindWord,
  recommendationLine,
  recommendationWords,
  speakersWithAffiliations,
} from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { ItemView, PointView } from '#render/view/point-view.ts';
import type { RecapView } from '#render/view/recap-view.ts';
import { notedByLine, type SectionView } from '#render/view/section-view.ts';
import type { SectionPart } from '#render/view/short-groups.ts';
import {
  blockQuote,
  boldLine,
  bullets,
  emphasis,
  heading,
  joined,
  type ListItemLines,
  lineOf,
  linesOf,
  link,
  paragraph,
  strong,
  tableOf,
  text,
} from './nodes.ts';

/** Everything noted of a talk or a hallway, without its heading. */
export function renderSection(view: SectionView, recap: RecapView): RootContent[] {
  const labelledList = (label: string, items: ListItemLines[]): RootContent[] =>
    items.length === 0 ? [] : [heading(4, label), bullets(items)];
  const { section, program, inShort, topics, leftOut, groups, unclear, disagreements, remarks, toRead, links } = view;
  const { questions } = section;
  const { t } = recap;
  const notedBy = notedByLine(view, t);
  return [
    ...(inShort === undefined
      ? []
      : [
          paragraph(
            emphasis(t('label', { label: t('in-short') })),
            text(' '),
            ...lineOf(inShort.text),
            ...sourceLinks(inShort.noteIds, recap),
          ),
        ]),
    ...(program === undefined ? [] : [paragraph(emphasis(t('from-program')), text(' '), ...lineOf(program))]),
    ...labelledRun(t('in-this-talk'), topics.length === 0 ? [] : [[text(topics.join(' · '))]]),
    ...groups.flatMap(({ heading: title, parts }) => [
      ...(title === '' ? [] : [heading(4, title)]),
      ...parts.flatMap((part) => renderPart(part, recap)),
    ]),
    ...labelledRun(
      t('also-in-notes'),
      leftOut.map(({ heading, noteIds }) => [text(heading), ...sourceLinks(noteIds.slice(0, 1), recap)]),
    ),
    ...view.otherPhotos.flatMap(renderPhoto),
    ...labelledList(
      t('questions'),
      questions.map((question) => questionItem(question, recap)),
    ),
    ...remarks.flatMap((list) =>
      labelledList(
        list.label,
        list.remarks.map((remark) => remarkItem(remark, recap)),
      ),
    ),
    ...unclear.map(({ lead, noteIds }) => paragraph(emphasis(lead), ...sourceLinks(noteIds, recap))),
    ...labelledList(
      t('disagreements'),
      disagreements.map((point) => pointItem(point, recap)),
    ),
    ...labelledRun(
      t('label', { label: t('to-read') }),
      toRead.map((item) => workLine(item, recap)),
    ),
    ...labelledRun(
      t('label', { label: t('links') }),
      links.map((one) => linkLine(one, recap)),
    ),
    ...(notedBy === '' ? [] : [paragraph(text(notedBy))]),
  ];
}

/** `Bridget Kromhout, Pivotal · 13:35 · Main hall` */
export function talkLine(talk: RecapTalk, { clock, severalRooms, t }: RecapView): PhrasingContent[] {
  const words = [
    speakersWithAffiliations(talk.speakers),
    clock.time(Date.parse(talk.startsAt)),
    severalRooms ? plainLine(talk.room ?? '') : '',
  ].filter((part) => part !== '');
  const url = toSafeUrl(talk.url);
  return [text(words.join(' · ')), ...(url === undefined ? [] : [text(' · '), link(url, [text(t('program'))])])];
}

function renderPart(part: SectionPart, view: RecapView): RootContent[] {
  if (part.kind === 'quote') return [renderQuote(part.quote, view)];
  if (part.kind === 'prose') return renderProse(part.point, view);
  if (part.kind === 'photos') return part.photos.flatMap(renderPhoto);
  return [bullets(part.points.map((point) => pointItem(point, view)))];
}

/** A paragraph, and below it its list, its steps or its table, and what note-takers thought of it. */
function renderProse(point: PointView, view: RecapView): RootContent[] {
  const { lead, items, isOrdered, table, remarks = [] } = point;
  const { line } = pointItem({ ...point, items: [], remarks: [] }, view);
  const lines = items.map((item) => ({ line: itemLine(item, view) }));
  const below =
    table === undefined
      ? lines.length === 0
        ? []
        : [{ ...bullets(lines), ordered: isOrdered }]
      : [
          tableOf([
            table.columns.map((column) => lineOf(column)),
            ...table.rows.map(({ cells, noteIds }) =>
              cells.map((cell, index) => [
                ...(index === 0 && cell !== '' ? [strong(cell)] : lineOf(cell)),
                ...(index === cells.length - 1 ? sourceLinks(noteIds, view) : []),
              ]),
            ),
          ]),
        ];
  const reactions = remarks.map((remark) => remarkItem(remark, view));
  return [
    ...(lead === '' ? [] : [paragraph(...line)]),
    ...below,
    ...(reactions.length === 0 ? [] : [bullets(reactions)]),
  ];
}

function itemLine({ label, text: words, noteIds }: ItemView, view: RecapView): PhrasingContent[] {
  const start = label === undefined ? [] : [strong(label), text(words === '' ? '' : ' ')];
  return [...start, ...lineOf(words), ...sourceLinks(noteIds, view)];
}

/**
 * A point, whom it is credited to, how many people noted it, links to its messages, and what note-takers thought of it.
 * In bold is what matters most, and what a line is about.
 */
export function pointItem(point: PointView, view: RecapView, credit: PhrasingContent[] = []): ListItemLines {
  const { bold, text: words, items, isOrdered, agreement, remarks = [] } = point;
  const line = [
    ...joined(
      [bold === '' ? [] : [boldLine(bold)], linesOf(words)].filter(({ length }) => length > 0),
      ' ',
    ),
    ...credit,
    ...(agreement === undefined ? [] : [text(' '), emphasis(`(${agreement})`)]),
    ...sourceLinks(point.noteIds, view),
  ];
  const below = [...items.map((item) => itemLine(item, view)), ...remarks.map((one) => remarkItem(one, view).line)];
  return { line, items: below, isOrdered };
}

/** A work, its authors, and who recommended it with what words. */
export function workLine(
  { kind, title, authors, year, url, recommendedBy }: ReadingItem,
  view: RecapView,
  talkById?: RecapView['talkById'],
): PhrasingContent[] {
  const { t } = view;
  const credits = recommendationWords(recommendedBy, t, talkById).map((words) => recommendationLine(words, t));
  const about = [joinNames(authors, t.language), year?.toString() ?? '', kindWord(kind, t) ?? ''];
  return [
    ...titleOf({ kind, title, url }),
    text(about.map((part) => (part === '' ? '' : `, ${part}`)).join('')),
    text(credits.length === 0 ? '' : ` (${credits.join('; ')})`),
    ...sourceLinks(
      recommendedBy.map(({ noteId }) => noteId),
      view,
    ),
  ];
}

function titleOf({
  kind,
  title,
  url,
}: Pick<ReadingItem, 'kind' | 'title'> & { url: string | undefined }): PhrasingContent[] {
  const address = toSafeUrl(url);
  if (address === undefined) return kind === 'book' ? [emphasis(title)] : lineOf(title);
  if (kind === 'book') return [link(address, [{ type: 'emphasis', children: [text(plainLine(title))] }])];
  return labelledLink(address, title);
}

/** A link followed by the host that it leads to. */
function labelledLink(address: string, title?: string): PhrasingContent[] {
  const label = linkLabel(address, title);
  return [link(address, [text(label.text)]), text(label.host === undefined ? '' : ` (${label.host})`)];
}

export function sourceLinks(noteIds: readonly NoteId[], view: RecapView): PhrasingContent[] {
  const permalinks = view.sourcesOf(noteIds).flatMap(({ permalink }) => permalink ?? []);
  return [...new Set(permalinks)].flatMap((permalink) => [text(' '), link(permalink, [text('↗')])]);
}

function renderQuote({ text: words, speaker, noteId }: Quote, view: RecapView): RootContent {
  const source = sourceLinks([noteId], view);
  if (speaker === undefined) return blockQuote(paragraph(...linesOf(words), ...source));
  return blockQuote(paragraph(...linesOf(words)), paragraph(text(`— ${plainLine(speaker)}`), ...source));
}

function renderPhoto({ file, alt, caption }: Photo): RootContent[] {
  return [
    paragraph({ type: 'image', url: photoUrl(file), alt: plainLine(alt ?? '') }),
    ...(caption === undefined || plainLine(caption) === '' ? [] : [paragraph(emphasis(caption))]),
  ];
}

function questionItem({ text: question, answer, askedBy, noteIds }: Question, view: RecapView): ListItemLines {
  const by = askedBy === undefined ? [] : [text(` (${plainLine(askedBy)})`)];
  return {
    line: [...lineOf(question), ...by, ...sourceLinks(noteIds, view)],
    items: answer === undefined ? [] : [lineOf(answer)],
  };
}

function remarkItem({ text: words, by, noteIds }: Remark, view: RecapView): ListItemLines {
  return { line: [...lineOf(words), text(' — '), emphasis(by), ...sourceLinks(noteIds, view)] };
}

function linkLine({ url, title, noteIds }: SectionView['links'][number], view: RecapView): PhrasingContent[] {
  return [...labelledLink(toSafeUrl(url)!, title), ...sourceLinks(noteIds, view)];
}

function labelledRun(label: string, runs: PhrasingContent[][]): RootContent[] {
  return runs.length === 0 ? [] : [paragraph(emphasis(label), text(' '), ...joined(runs, ' · '))];
}
