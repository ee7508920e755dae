import GithubSlugger from 'github-slugger';
import type { PhrasingContent, RootContent } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import type { Recap } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import { dayRange, longDay } from '#render/view/dates.ts';
import { coverageLine, creditOf, joinNames } from '#render/view/phrases.ts';
import {
  type DayView,
  dayTitle,
  hallwayTitle,
  type RecapView,
  TITLE_LISTS,
  viewRecap,
} from '#render/view/recap-view.ts';
import { viewPoint } from '#render/view/section-view.ts';
import { bullets, emphasis, heading, joined, linesOf, link, paragraph, strong, text } from './nodes.ts';
import { pointItem, renderSection, talkLine, workLine } from './section.ts';

/** The recap as a blog post in GitHub-flavored Markdown, with a table of contents. */
export function renderMarkdown(recap: Recap): string {
  const view = viewRecap(recap);
  const title = heading(1, view.recap.conference.name);
  const body = renderBody(view);
  return writeMarkdown([title, ...renderOpening(view), ...tableOfContents([title, ...body]), ...body]);
}

/** A recap without its title and its table of contents. */
export function recapContents(view: RecapView): RootContent[] {
  return [...renderOpening(view), ...renderBody(view)];
}

function renderBody(view: RecapView): RootContent[] {
  const { t } = view;
  const { headlines, themes = [], closing } = view.recap;
  return [
    ...(headlines.length === 0 ? [] : [heading(2, t('in-short')), renderHeadlines(headlines, view)]),
    ...renderThemes(themes, view),
    ...view.days.flatMap((day) => renderDay(day, view)),
    ...renderTitles(view, 'mentioned'),
    ...renderTitles(view, 'unnoted'),
    ...renderReadingList(view, 2),
    ...editorText(closing),
    ...renderContributors(view),
  ];
}

/** Links to the headings of a document, whose anchors are named as GitHub names them. */
function tableOfContents(contents: RootContent[]): RootContent[] {
  const slugger = new GithubSlugger();
  const entries: { line: PhrasingContent[]; items: PhrasingContent[][] }[] = [];
  for (const part of contents) {
    if (part.type !== 'heading') continue;
    const words = part.children.map((child) => ('value' in child ? child.value : '')).join('');
    const entry: PhrasingContent[] = [link(`#${slugger.slug(words)}`, [text(words)])];
    if (part.depth === 2) entries.push({ line: entry, items: [] });
    if (part.depth === 3) entries.at(-1)?.items.push(entry);
  }
  return entries.length < 2 ? [] : [bullets(entries)];
}

/** The reading list alone, as a post of its own. */
export function renderReadingListMarkdown(recap: Recap): string {
  const view = viewRecap(recap);
  const list = renderReadingList(view, 1, view.t('reading-list-of', { conference: view.recap.conference.name }));
  return writeMarkdown(list.length > 0 ? list : [paragraph(text(view.t('empty-reading-list')))]);
}

export function writeMarkdown(children: RootContent[]): string {
  return toMarkdown(
    { type: 'root', children },
    {
      // Padded cells are hard to read as plain text once they are long.
      extensions: [gfmToMarkdown({ tablePipeAlign: false })],
      bullet: '-',
      emphasis: '*',
      strong: '*',
      rule: '-',
      listItemIndent: 'one',
    },
  );
}

function renderOpening(view: RecapView): RootContent[] {
  const { t } = view;
  const { conference, introduction } = view.recap;
  const dates = dayRange(conference.from, conference.to, t.language);
  const line = t('dates-and-zone', { dates, timezone: conference.timezone });
  return [paragraph(emphasis(line)), ...editorText(introduction), paragraph(text(coverageLine(view.coverage, t)))];
}

/** What an organizer wrote. */
function editorText(written = ''): RootContent[] {
  const lines = linesOf(written);
  return lines.length === 0 ? [] : [paragraph(...lines)];
}

function renderHeadlines(headlines: Point[], view: RecapView): RootContent {
  return bullets(
    headlines
      .flatMap((headline) => viewPoint({ ...headline, isKey: false }, view.t))
      .map((point) => {
        const talk = view.talkOf(point.noteIds);
        const credit: PhrasingContent[] =
          talk === undefined ? [] : [text(' — '), emphasis(creditOf(talk, point, view.t))];
        return pointItem(point, view, credit);
      }),
  );
}

function renderThemes(themes: Point[], view: RecapView): RootContent[] {
  return themes.length === 0 ? [] : [paragraph(strong(view.t('across-talks'))), renderHeadlines(themes, view)];
}

function renderDay(view: DayView, recap: RecapView): RootContent[] {
  const { day, number, headlines, themes, talks, openSpaces, hallway } = view;
  const { t } = recap;
  return [
    heading(2, dayTitle(number, longDay(day.date, t.language), t)),
    ...(headlines.length === 0 ? [] : [paragraph(strong(t('more-highlights'))), renderHeadlines(headlines, recap)]),
    ...renderThemes(themes, recap),
    ...talks.flatMap((talk) => renderTalk(talk, 3)),
    ...(openSpaces.length === 0 ? [] : [heading(3, t('open-spaces')), ...openSpaces.flatMap((o) => renderTalk(o, 4))]),
    ...(hallway === undefined ? [] : [heading(3, hallwayTitle(day, t)), ...renderSection(hallway, 4, recap)]),
  ];

  function renderTalk(section: (typeof talks)[number], depth: 3 | 4): RootContent[] {
    const talk = section.talk!;
    return [
      heading(depth, talk.title),
      paragraph(...talkLine(talk, recap)),
      ...renderSection(section, depth === 3 ? 4 : 5, recap),
    ];
  }
}

/** All talks and open spaces without notes, or without anything to show, in one line. */
function renderTitles({ days, t }: RecapView, which: keyof typeof TITLE_LISTS): RootContent[] {
  const titles = days.flatMap((day) =>
    day[which].map(({ title, speakers }): PhrasingContent[] => {
      const names = joinNames(
        speakers.map(({ name }) => name),
        t.language,
      );
      return [emphasis(title), ...(names === '' ? [] : [text(` (${names})`)])];
    }),
  );
  return titles.length === 0 ? [] : [paragraph(strong(t(TITLE_LISTS[which])), text(' '), ...joined(titles, ' · '))];
}

function renderReadingList(view: RecapView, depth: 1 | 2, title = view.t('reading-list')): RootContent[] {
  const { readingList } = view.recap;
  if (readingList.length === 0) return [];
  return [heading(depth, title), bullets(readingList.map((item) => ({ line: workLine(item, view, view.talkById) })))];
}

function renderContributors({ recap: { contributors }, t }: RecapView): RootContent[] {
  if (contributors.length === 0) return [];
  const people = contributors.map(({ author, notes }) => t('author-with-notes', { author, notes }));
  return [heading(2, t('who-noted')), paragraph(text(`${joinNames(people, t.language)}.`))];
}
