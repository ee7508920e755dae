import type { PhrasingContent, RootContent } from 'mdast';
import type { NoteId } from '#domain/notes/note.ts';
import type { ReadingItem, Recommendation } from '#domain/reading-list/work.ts';
import type { Photo, RecapTalk } from '#domain/recap/recap.ts';
import type { Point, Question, Quote } from '#domain/recap/summary.ts';
import {
  agreementWords,
  joinNames,
  kindWord,
  recommendationLine,
  recommendationWords,
  speakersWithAffiliations,
} from '#render/view/phrases.ts';
import { plainLine, splitList } from '#render/view/plain-text.ts';
import type { RecapView, SectionView } from '#render/view/recap-view.ts';
import { linkLabel, photoAddress, toSafeUrl } from '#render/view/safe-url.ts';
import { blockQuote, bullets, emphasis, joined, lineOf, linesOf, link, paragraph, strong, text } from './nodes.ts';

/** Everything noted of a talk or a hallway, without its heading. */
export function renderSection({ section, toRead, links, photos }: SectionView, view: RecapView): RootContent[] {
  const { points, quotes, questions, contributors, gist, disagreements = [] } = section;
  return [
    ...(gist === undefined ? [] : [paragraph(...lineOf(gist.text), ...sourceLinks(gist.noteIds, view))]),
    ...(points.length === 0 ? [] : [bullets(points.map((point) => pointItem(point, view)))]),
    ...quotes.map((quote) => renderQuote(quote, view)),
    ...photos.flatMap(renderPhoto),
    ...questions.map((question) => renderQuestion(question, view)),
    ...(disagreements.length === 0
      ? []
      : [paragraph(strong('Told differently:')), bullets(disagreements.map((point) => pointItem(point, view)))]),
    ...renderToRead(toRead, view),
    ...renderLinks(links, view),
    ...(contributors.length === 0 ? [] : [paragraph(text(`Noted by ${contributors.map(plainLine).join(', ')}.`))]),
  ];
}

/** `Bridget Kromhout, Pivotal · 13:35 · Main hall` */
export function talkLine(talk: RecapTalk, { clock, severalRooms }: RecapView): PhrasingContent[] {
  const words = [
    speakersWithAffiliations(talk.speakers),
    clock.time(Date.parse(talk.startsAt)),
    severalRooms ? plainLine(talk.room ?? '') : '',
  ].filter((part) => part !== '');
  const address = toSafeUrl(talk.url);
  return [text(words.join(' · ')), ...(address === undefined ? [] : [text(' · '), link(address, [text('programme')])])];
}

/** A point, whom it is credited to, how many people say so, and links to its messages. */
export function pointItem(
  point: Point,
  view: RecapView,
  credit: PhrasingContent[] = [],
): { line: PhrasingContent[]; items: PhrasingContent[][] } {
  const agreement = agreementWords(point.agreement);
  const { lead, items } = splitList(point.text);
  const line = [
    ...lineOf(lead),
    ...credit,
    ...(agreement === undefined ? [] : [text(' '), emphasis(`(${agreement})`)]),
    ...sourceLinks(point.noteIds, view),
  ];
  return { line, items: items.map(lineOf) };
}

/** A work, its authors, and who recommended it in which words. */
export function workLine(
  { kind, title, authors, year, url, recommendedBy }: ReadingItem,
  view: RecapView,
  talkOf: (recommendation: Recommendation) => RecapTalk | undefined,
): PhrasingContent[] {
  const credits = recommendationWords(recommendedBy, talkOf).map(recommendationLine);
  const about = [joinNames(authors), year?.toString() ?? '', kindWord(kind) ?? ''];
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
  const label = linkLabel(address, title);
  return [link(address, [text(label.text)]), text(label.host === undefined ? '' : ` (${label.host})`)];
}

function sourceLinks(noteIds: readonly NoteId[], view: RecapView): PhrasingContent[] {
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
    paragraph({ type: 'image', url: photoAddress(file), alt: plainLine(alt) }),
    ...(caption === undefined || plainLine(caption) === '' ? [] : [paragraph(emphasis(caption))]),
  ];
}

function renderQuestion(question: Question, view: RecapView): RootContent {
  const { answer } = question;
  return paragraph(
    strong('Asked:'),
    text(' '),
    ...lineOf(question.text),
    text(' '),
    ...(answer === undefined ? [emphasis('(no answer noted)')] : [strong('Answered:'), text(' '), ...lineOf(answer)]),
    ...sourceLinks(question.noteIds, view),
  );
}

function renderToRead(items: ReadingItem[], view: RecapView): RootContent[] {
  if (items.length === 0) return [];
  const works = items.map((item) => workLine(item, view, () => undefined));
  return [paragraph(strong('To read:'), text(' '), ...joined(works, ' · '))];
}

function renderLinks(links: SectionView['links'], view: RecapView): RootContent[] {
  if (links.length === 0) return [];
  const shown = links.map(({ url, title, noteIds }): PhrasingContent[] => {
    const address = toSafeUrl(url)!;
    const label = linkLabel(address, title);
    return [
      link(address, [text(label.text)]),
      text(label.host === undefined ? '' : ` (${label.host})`),
      ...sourceLinks(noteIds, view),
    ];
  });
  return [paragraph(strong('Links:'), text(' '), ...joined(shown, ' · '))];
}
