import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { Photo, RecapTalk } from '#domain/recap/recap.ts';
import type { Point, Question, Quote } from '#domain/recap/summary.ts';
import { agreementWords, speakersWithAffiliations } from '#render/view/phrases.ts';
import { plainLine, splitList } from '#render/view/plain-text.ts';
import type { SectionView } from '#render/view/recap-view.ts';
import { linkLabel, toSafeUrl } from '#render/view/safe-url.ts';
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
  sourceOf,
} from './nodes.ts';
import { workItem } from './reading-list.ts';

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
      ...renderSection(view, page),
    ),
  );
}

/** Everything noted of a talk or a hallway, without its heading. */
export function renderSection({ section, toRead, links, photos }: SectionView, page: PageContext): Element[] {
  const { points, quotes, questions, contributors, gist, disagreements = [] } = section;
  return [
    gist !== undefined && h('p.gist', { dir: 'auto' }, lineOf(gist.text), sourceMarks(gist.noteIds, page)),
    points.length > 0 && h('ul.points', onLines(...points.map((point) => renderPoint(point, page)))),
    ...quotes.map((quote) => renderQuote(quote, page)),
    photos.length > 0 && h('div.photos', onLines(...photos.map((photo) => renderPhoto(photo, page)))),
    ...questions.map((question) => renderQuestion(question, page)),
    disagreements.length > 0 &&
      labelled('Told differently', h('ul', onLines(...disagreements.map((one) => renderPoint(one, page))))),
    toRead.length > 0 &&
      labelled('To read', h('ul', onLines(...toRead.map((item) => workItem(item, page, () => undefined))))),
    links.length > 0 && labelled('Links', h('ul', onLines(...links.map((link) => renderLink(link, page))))),
    contributors.length > 0 && h('p.noted-by', 'Noted by ', namesOf(contributors), '.'),
  ].filter((part) => part !== false);
}

/** A point with the number of people who say so and the marks that lead to its notes. */
export function renderPoint(point: Point, page: PageContext, credit: ElementContent[] = []): Element {
  const agreement = agreementWords(point.agreement);
  const { lead, items } = splitList(point.text);
  return h(
    'li',
    { dir: 'auto' },
    lineOf(lead),
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
    address === undefined ? [] : [speakers.length === 0 ? '' : ' · ', externalLink(address, 'programme')],
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
  const address = sourceOf(file, page.place);
  // With its size the page keeps the photo's place free; without one it gets a frame of common shape.
  const shape = width === undefined || height === undefined ? { class: 'framed' } : { width, height };
  const image = h('img', { src: address, alt: plainLine(alt), loading: 'lazy', decoding: 'async', ...shape });
  return h(
    'figure',
    page.place.photosInside ? image : h('a', { href: address }, image),
    caption === undefined ? [] : h('figcaption', { dir: 'auto' }, linesOf(caption), sourceMarks([noteId], page)),
  );
}

function renderQuestion(question: Question, page: PageContext): Element {
  const { text, answer, noteIds } = question;
  const source = sourceMarks(noteIds, page);
  return h(
    'dl.question',
    h('div', h('dt', 'Asked'), h('dd', { dir: 'auto' }, lineOf(text))),
    answer === undefined
      ? h('div', h('dt', 'Answered'), h('dd.open', 'No answer was noted.', source))
      : h('div', h('dt', 'Answered'), h('dd', { dir: 'auto' }, lineOf(answer), source)),
  );
}

function renderLink({ url, title, noteIds }: SectionView['links'][number], page: PageContext): Element {
  const address = toSafeUrl(url)!;
  return h('li', labelledLink(address, linkLabel(address, title)), sourceMarks(noteIds, page));
}

function labelled(label: string, content: Element): Element {
  return h('div.aside', h('p.label', label), content);
}
