import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { SectionGroup, ShownPoint } from '#domain/recap/outline-section.ts';
import type { Photo, RecapTalk } from '#domain/recap/recap.ts';
import type { Question, Quote, Remark } from '#domain/recap/summary.ts';
import { agreementWords, speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { linkLabel, photoAddress, toSafeUrl } from '#render/view/safe-url.ts';
import { type SectionView, splitPoint } from '#render/view/section-view.ts';
import {
  aside,
  externalLink,
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
export function renderTalk(view: SectionView, level: 3 | 4, page: PageContext): Element {
  const talk = view.talk!;
  const id = page.anchors.talk.get(talk.id)!;
  return h(
    'article.talk',
    { id, ariaLabelledBy: `${id}-title` },
    onLines(
      renderTimes(talk, page),
      h(`h${level}`, { id: `${id}-title`, dir: 'auto' }, plainLine(talk.title)),
      renderSpeakers(talk),
      ...renderSection(view, level === 3 ? 4 : 5, page),
    ),
  );
}

/** Everything noted of a talk or a hallway, without its heading; `level` is that of the headings within it. */
export function renderSection(view: SectionView, level: 4 | 5, page: PageContext): Element[] {
  const { section, program = '', groups, remarks, photos, toRead, links } = view;
  const { questions, contributors, gist, disagreements = [] } = section;
  return [
    gist !== undefined && h('p.gist', { dir: 'auto' }, lineOf(gist.text), sourceMarks(gist.noteIds, page)),
    plainLine(program) !== '' &&
      h('p.program', { dir: 'auto' }, h('span.label', 'From the program:'), ' ', lineOf(program)),
    ...groups.flatMap((group) => renderGroup(group, level, page)),
    photos.length > 0 && h('div.photos', onLines(...photos.map((photo) => renderPhoto(photo, page)))),
    questions.length > 0 &&
      labelled('Questions', h('div', onLines(...questions.map((question) => renderQuestion(question, page))))),
    ...remarks.map((list) =>
      labelled(list.label, h('ul', onLines(...list.remarks.map((remark) => renderRemark(remark, page))))),
    ),
    disagreements.length > 0 &&
      labelled('Told differently', h('ul', onLines(...disagreements.map((one) => renderPoint(one, page))))),
    toRead.length > 0 &&
      labelled(
        'To read',
        h(
          'ul',
          onLines(
            ...toRead.map((item) =>
              h(
                'li',
                workWords(item, page, () => undefined),
              ),
            ),
          ),
        ),
      ),
    links.length > 0 && labelled('Links', h('ul', onLines(...links.map((link) => renderLink(link, page))))),
    contributors.length > 0 && h('p.noted-by', 'Noted by ', namesOf(contributors), '.'),
  ].filter((part) => part !== false);
}

/** The points under one heading, each quote after the point that it supports. */
function renderGroup({ heading = '', entries }: SectionGroup, level: 4 | 5, page: PageContext): Element[] {
  const contents: Element[] = [];
  if (plainLine(heading) !== '') contents.push(h(`h${level}.topic`, { dir: 'auto' }, plainLine(heading)));
  let points: Element[] = [];
  const endList = () => {
    if (points.length > 0) contents.push(h('ul.points', onLines(...points)));
    points = [];
  };
  for (const entry of entries) {
    if (entry.kind === 'point') {
      points.push(...renderItems(entry.point, page));
      continue;
    }
    endList();
    contents.push(renderQuote(entry.quote, page));
  }
  endList();
  return contents;
}

/** A point, or the items of its list if it has no lead-in. */
function renderItems(point: ShownPoint, page: PageContext): Element[] {
  const { bold, text, items } = splitPoint(point);
  if (bold !== '' || text !== '' || items.length === 0) return [renderPoint(point, page)];
  const last = items.length - 1;
  return items.map((item, index) =>
    h('li', { dir: 'auto' }, lineOf(item), index < last ? [] : sourceMarks(point.noteIds, page)),
  );
}

/** A point with the number of people who noted it and the marks that lead to its notes. */
export function renderPoint(point: ShownPoint, page: PageContext, credit: ElementContent[] = []): Element {
  const agreement = agreementWords(point.agreement);
  // The style sheet sets a key point off, so only a label needs to be bold.
  const { bold, text, items } = splitPoint({ ...point, isKey: false });
  return h(
    point.isKey ? 'li.key' : 'li',
    { dir: 'auto' },
    bold === '' ? [] : [h('strong', bold), ' '],
    linesOf(text),
    credit,
    agreement === undefined ? [] : [' ', h('span.agreement', agreement)],
    sourceMarks(point.noteIds, page),
    items.length === 0 ? [] : h('ul.items', onLines(...items.map((item) => h('li', lineOf(item))))),
  );
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

function renderSpeakers({ speakers, url }: RecapTalk): Element | undefined {
  const address = toSafeUrl(url);
  if (speakers.length === 0 && address === undefined) return undefined;
  return h(
    'p.speakers',
    { dir: 'auto' },
    speakersWithAffiliations(speakers),
    address === undefined ? [] : [speakers.length === 0 ? '' : ' · ', externalLink(address, 'program')],
  );
}

function renderQuote({ text, speaker, noteId }: Quote, page: PageContext): Element {
  const source = sourceMarks([noteId], page);
  return h(
    'figure.quote',
    h('blockquote', h('p', { dir: 'auto' }, linesOf(text), speaker === undefined ? source : [])),
    speaker === undefined ? [] : h('figcaption', '— ', aside(speaker), source),
  );
}

function renderPhoto({ file, alt, caption, width, height, noteId }: Photo, page: PageContext): Element {
  const address = (page.place.photoSource ?? photoAddress)(file);
  // With its size the page keeps the photo's place free; without one it gets a frame of common shape.
  const shape = width === undefined || height === undefined ? { class: 'framed' } : { width, height };
  const image = h('img', { src: address, alt: plainLine(alt), loading: 'lazy', decoding: 'async', ...shape });
  return h(
    'figure',
    page.place.photosInside ? image : h('a', { href: address }, image),
    caption === undefined ? [] : h('figcaption', { dir: 'auto' }, linesOf(caption), sourceMarks([noteId], page)),
  );
}

function renderQuestion({ text, answer, askedBy, noteIds }: Question, page: PageContext): Element {
  const source = sourceMarks(noteIds, page);
  const by = askedBy === undefined ? [] : [' ', h('span.who', '(', aside(askedBy), ')')];
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
    h('span.credit', '—\u00a0', aside(by)),
    sourceMarks(noteIds, page),
  );
}

function renderLink({ url, title, noteIds }: SectionView['links'][number], page: PageContext): Element {
  const address = toSafeUrl(url)!;
  return h('li', labelledLink(address, linkLabel(address, title)), sourceMarks(noteIds, page));
}

function labelled(label: string, content: Element): Element {
  return h('div.aside', h('p.label', label), content);
}
