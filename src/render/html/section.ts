import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { toSafeUrl } from '#domain/language/urls.ts';
import type { Photo, RecapTalk } from '#domain/recap/recap.ts';
import type { Question, Quote, Remark } from '#domain/recap/summary.ts';
import { photoUrl } from '#render/view/links.ts';
import { speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import type { ItemView, PointView } from '#render/view/point-view.ts';
import type { SectionView } from '#render/view/section-view.ts';
import {
  externalLink,
  isolatedText,
  joined,
  labelledLink,
  lineOf,
  linesOf,
  namesOf,
  onLines,
  type PageContext,
  sourceMarks,
} from './nodes.ts';
import { workWords } from './reading-list.ts';

/** A talk that was noted, with its heading. */
export function renderTalk(view: SectionView, page: PageContext): Element {
  const talk = view.talk!;
  const id = page.anchors.talk.get(talk.id)!;
  return h(
    'article.talk',
    { id, ariaLabelledBy: `${id}-title` },
    onLines(
      renderTimes(talk, page),
      h('h3', { id: `${id}-title`, dir: 'auto' }, plainLine(talk.title)),
      renderSpeakers(talk, page),
      ...renderSection(view, page),
    ),
  );
}

/** Everything noted of a talk or a hallway, without its heading. */
export function renderSection(view: SectionView, page: PageContext): (Element | false)[] {
  const { section, program, inShort, topics, leftOut, groups, unclear, disagreements, remarks, toRead, links } = view;
  const { contributors, otherPhotos } = view;
  const { questions } = section;
  const { t } = page.view;
  return [
    inShort !== undefined &&
      h(
        'p.opening',
        { dir: 'auto' },
        h('strong', t('label', { label: t('in-short') })),
        ' ',
        h('bdi', lineOf(inShort.text)),
        sourceMarks(inShort.noteIds, page),
      ),
    program !== undefined && h('p.program', h('span.label', t('from-program')), ' ', h('bdi', lineOf(program))),
    topics.length > 0 && h('p.program', h('span.label', t('in-this-talk')), ' ', h('bdi', topics.join(' · '))),
    ...groups.flatMap(({ heading, parts }) => [
      heading !== '' && h('h4.topic', { dir: 'auto' }, heading),
      ...parts.flatMap((part): Element[] => {
        if (part.kind === 'quote') return [renderQuote(part.quote, page)];
        if (part.kind === 'prose') return renderProse(part.point, page);
        if (part.kind === 'photos') return [renderPhotos(part.photos, page)];
        return [h('ul.points', onLines(...part.points.map((point) => renderPoint(point, page))))];
      }),
    ]),
    leftOut.length > 0 &&
      h(
        'p.program',
        { dir: 'auto' },
        h('span.label', t('also-in-notes')),
        ' ',
        joined(
          leftOut.map(({ heading, noteIds }) => [h('bdi', heading), ...sourceMarks(noteIds.slice(0, 1), page)]),
          ' · ',
        ),
      ),
    otherPhotos.length > 0 && renderPhotos(otherPhotos, page),
    labelled(
      t('questions'),
      'div',
      questions.map((question) => renderQuestion(question, page)),
    ),
    ...remarks.map((list) =>
      labelled(
        list.label,
        'ul',
        list.remarks.map((remark) => renderRemark(remark, page)),
      ),
    ),
    ...unclear.map(({ lead, noteIds }) =>
      h('p.program', { dir: 'auto' }, h('em', lineOf(lead)), sourceMarks(noteIds, page)),
    ),
    labelled(
      t('disagreements'),
      'ul',
      disagreements.map((point) => renderPoint(point, page)),
    ),
    labelled(
      t('to-read'),
      'ul',
      toRead.map((item) => h('li', workWords(item, page))),
    ),
    labelled(
      t('links'),
      'ul',
      links.map(({ url, title, noteIds }) => h('li', labelledLink(toSafeUrl(url)!, title), sourceMarks(noteIds, page))),
    ),
    contributors.length > 0 && h('p.noted-by', t.rich('noted-by', { names: namesOf(contributors) })),
  ];
}

function labelled(label: string, list: 'ul' | 'div', items: Element[]): Element | false {
  return items.length > 0 && h('div.aside', h('p.label', label), h(list, onLines(...items)));
}

/** A point with the number of people who noted it, and the marks that link to its notes. */
export function renderPoint(
  { lead, bold, text, items, isOrdered, isKey, agreement, remarks = [], noteIds }: PointView,
  page: PageContext,
  credit: ElementContent[] = [],
): Element {
  return h(
    isKey ? 'li.key' : 'li',
    { dir: 'auto' },
    // The style sheet sets a key point off.
    bold === '' || isKey ? linesOf(lead) : [h('strong', lineOf(bold)), ' ', ...linesOf(text)],
    credit,
    agreement === undefined ? [] : [' ', h('span.agreement', agreement)],
    sourceMarks(noteIds, page),
    items.length === 0 ? [] : renderItems(items, isOrdered, page),
    remarks.length === 0 ? [] : renderRemarks(remarks, page),
  );
}

/** What note-takers thought of a point, below it. */
function renderRemarks(remarks: readonly Remark[], page: PageContext): Element {
  return h('ul.items', onLines(...remarks.map((remark) => renderRemark(remark, page))));
}

function renderItems(items: readonly ItemView[], isOrdered: boolean, page: PageContext): Element {
  const lines = items.map(({ label, text, noteIds }) => {
    const start = label === undefined ? [] : [h('strong', label), ' '];
    return h('li', { dir: 'auto' }, start, lineOf(text), sourceMarks(noteIds, page));
  });
  return h(isOrdered ? 'ol.items' : 'ul.items', onLines(...lines));
}

/** A paragraph, and below it its list, its steps or its table, and what note-takers thought of it. */
function renderProse(point: PointView, page: PageContext): Element[] {
  const { lead, bold, text, items, isOrdered, agreement, remarks = [], noteIds, table } = point;
  const marks = [agreement === undefined ? [] : [' ', h('span.agreement', agreement)], sourceMarks(noteIds, page)];
  const list = items.length === 0 ? [] : [renderItems(items, isOrdered, page)];
  const below = [
    ...(table === undefined ? list : [renderTable(table, page)]),
    ...(remarks.length === 0 ? [] : [renderRemarks(remarks, page)]),
  ];
  if (lead === '') return below;
  const words = bold === '' ? linesOf(lead) : [h('strong', lineOf(bold)), ' ', ...linesOf(text)];
  return [h('p.prose', { dir: 'auto' }, words, ...marks), ...below];
}

/** On a narrow screen each row is a block, in which each cell shows the name of its column. */
function renderTable({ columns, rows }: NonNullable<PointView['table']>, page: PageContext): Element {
  const lines = rows.map(({ cells, noteIds }) =>
    h(
      'tr',
      cells.map((cell, index) => {
        const marks = index === cells.length - 1 ? sourceMarks(noteIds, page) : [];
        if (index === 0) return h('th', { scope: 'row', dir: 'auto' }, lineOf(cell), marks);
        return h('td', { dir: 'auto', dataColumn: columns[index] ?? '' }, lineOf(cell), marks);
      }),
    ),
  );
  const head = h(
    'thead',
    h(
      'tr',
      columns.map((column) => h('th', { scope: 'col', dir: 'auto' }, plainLine(column))),
    ),
  );
  return h('table.facts', onLines(head, h('tbody', onLines(...lines))));
}

function renderTimes({ startsAt, endsAt, room }: RecapTalk, { view }: PageContext): Element {
  const [from, to] = [startsAt, endsAt].map((instant) => view.clock.time(Date.parse(instant)));
  return h(
    'p.when',
    h('time', { dateTime: startsAt }, from),
    startsAt === endsAt ? [] : ['–', h('time', { dateTime: endsAt }, to)],
    view.severalRooms && room !== undefined ? [' ', h('bdi.room', plainLine(room))] : [],
  );
}

function renderSpeakers({ speakers, url }: RecapTalk, { view: { t } }: PageContext): Element | undefined {
  const address = toSafeUrl(url);
  if (speakers.length === 0 && address === undefined) return undefined;
  return h(
    'p.speakers',
    { dir: 'auto' },
    speakersWithAffiliations(speakers),
    address === undefined ? [] : [speakers.length === 0 ? '' : ' · ', externalLink(address, t('program'))],
  );
}

function renderQuote({ text, speaker, noteId }: Quote, page: PageContext): Element {
  const source = sourceMarks([noteId], page);
  return h(
    'figure.quote',
    h('blockquote', h('p', { dir: 'auto' }, linesOf(text), speaker === undefined ? source : [])),
    speaker === undefined ? [] : h('figcaption', '— ', isolatedText(speaker), source),
  );
}

function renderPhotos(photos: readonly Photo[], page: PageContext): Element {
  return h('div.photos', onLines(...photos.map((photo) => renderPhoto(photo, page))));
}

function renderPhoto({ file, alt, caption, width, height, noteId }: Photo, page: PageContext): Element {
  const address = (page.place.photoSource ?? photoUrl)(file);
  // With its size, the page reserves the photo's space; without it, the photo gets a frame with a common aspect ratio.
  const shape = width === undefined || height === undefined ? { class: 'framed' } : { width, height };
  const image = h('img', { src: address, alt: plainLine(alt ?? ''), loading: 'lazy', decoding: 'async', ...shape });
  return h(
    'figure',
    page.place.photosInside ? image : h('a', { href: address }, image),
    caption === undefined ? [] : h('figcaption', { dir: 'auto' }, linesOf(caption), sourceMarks([noteId], page)),
  );
}

function renderQuestion({ text, answer, askedBy, noteIds }: Question, page: PageContext): Element {
  const source = sourceMarks(noteIds, page);
  const by = askedBy === undefined ? [] : [' ', h('span.who', '(', isolatedText(askedBy), ')')];
  return h(
    'dl.question',
    h('dt', { dir: 'auto' }, lineOf(text), by, answer === undefined ? source : []),
    answer === undefined ? [] : h('dd', { dir: 'auto' }, lineOf(answer), source),
  );
}

function renderRemark({ text, by, noteIds }: Remark, page: PageContext): Element {
  return h(
    'li',
    { dir: 'auto' },
    lineOf(text),
    ' ',
    h('span.credit', '—\u00a0', isolatedText(by)),
    sourceMarks(noteIds, page),
  );
}
