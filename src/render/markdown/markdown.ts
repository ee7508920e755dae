import GithubSlugger from 'github-slugger';
import type { Link, PhrasingContent, RootContent } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import type { TalkId } from '#domain/conference/talk.ts';
import { toSafeUrl } from '#domain/language/urls.ts';
import type { Recap, RecapTalk } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import type { RecapMessages } from '#render/messages/recap-messages.ts';
import { dayRange, longDay, shortDay } from '#render/view/dates.ts';
import { coverageLine, joinNames } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import {
  allHeadlines,
  type DayView,
  dayTitle,
  hallwayTitle,
  howMade,
  type RecapView,
  viewHeadlines,
  viewRecap,
} from '#render/view/recap-view.ts';
import { bullets, emphasis, heading, linesOf, link, paragraph, text } from './nodes.ts';
import { pointItem, renderSection, sourceLinks, talkLine, workLine } from './section.ts';

/** The recap as a blog post in GitHub-flavored Markdown, with a table of contents. */
export function renderMarkdown(recap: Recap): string {
  const view = viewRecap(recap);
  const title = heading(1, view.recap.conference.name);
  const anchors: Anchors = { headings: new Map(), links: [] };
  const body = renderBody(view, anchors);
  const contents = tableOfContents([title, ...body], anchors);
  return writeMarkdown([title, ...renderOpening(view), ...contents, ...body]);
}

/** A recap without its title, its table of contents and other links within it. */
export function recapContents(view: RecapView): RootContent[] {
  const anchors: Anchors = { headings: new Map(), links: [] };
  const contents = [...renderOpening(view), ...renderBody(view, anchors)];
  for (const { link: toTalk } of anchors.links) Object.assign(toTalk, toTalk.children[0]);
  return contents;
}

/** The headings of talks, and the links that should lead to them. */
interface Anchors {
  headings: Map<TalkId, RootContent>;
  links: { link: Link; talkId: TalkId }[];
}

function renderBody(view: RecapView, anchors: Anchors): RootContent[] {
  const { t } = view;
  const { themes = [], closing } = view.recap;
  const headlines = allHeadlines(view);
  return [
    ...(headlines.length === 0 ? [] : [heading(2, t('highlights')), renderHeadlines(headlines, view, anchors)]),
    ...renderThemes(themes, view, anchors),
    ...view.days.flatMap((day) => renderDay(day, view, anchors)),
    ...renderReadingList(view, 2),
    ...editorText(closing),
    ...renderNotCovered(view),
    ...renderContributors(view),
  ];
}

/** Links to the headings of a document, whose anchors are named as GitHub names them. Completes the links to talks. */
function tableOfContents(contents: RootContent[], { headings, links }: Anchors): RootContent[] {
  const slugger = new GithubSlugger();
  const slugs = new Map<RootContent | undefined, string>();
  const entries: { line: PhrasingContent[]; items: PhrasingContent[][] }[] = [];
  for (const part of contents) {
    if (part.type !== 'heading') continue;
    const words = part.children.map((child) => ('value' in child ? child.value : '')).join('');
    const slug = `#${slugger.slug(words)}`;
    slugs.set(part, slug);
    const entry: PhrasingContent[] = [link(slug, [text(words)])];
    if (part.depth === 2) entries.push({ line: entry, items: [] });
    if (part.depth === 3) entries.at(-1)?.items.push(entry);
  }
  for (const one of links) one.link.url = slugs.get(headings.get(one.talkId)) ?? '';
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
  return [
    paragraph(emphasis(line)),
    ...editorText(introduction),
    paragraph(text(coverageLine(view.coverage, t))),
    ...(view.notes.length === 0 ? [] : [paragraph(emphasis(howMade(view, 'messages')))]),
  ];
}

/** What an organizer wrote. */
function editorText(written = ''): RootContent[] {
  const lines = linesOf(written);
  return lines.length === 0 ? [] : [paragraph(...lines)];
}

function renderHeadlines(headlines: Point[], view: RecapView, anchors: Anchors): RootContent {
  return bullets(
    viewHeadlines(headlines, view).map(({ point, speaker, where, talk }) => {
      const linked = (words: string): PhrasingContent => {
        if (talk === undefined || !view.hasSection(talk)) return text(plainLine(words));
        const toTalk = link('', [text(plainLine(words))]);
        anchors.links.push({ link: toTalk, talkId: talk.id });
        return toTalk;
      };
      return pointItem(point, view, [
        ...(speaker === undefined ? [] : [text(' — '), linked(speaker)]),
        ...(where === undefined ? [] : [text(' ('), linked(where), text(')')]),
      ]);
    }),
  );
}

function renderThemes(themes: Point[], view: RecapView, anchors: Anchors): RootContent[] {
  if (themes.length === 0) return [];
  return [paragraph(emphasis(view.t('across-talks'))), renderHeadlines(themes, view, anchors)];
}

function renderDay(view: DayView, recap: RecapView, anchors: Anchors): RootContent[] {
  const { day, number, themes, talks, hallway } = view;
  const { t } = recap;
  const headed = (talk: RecapTalk): RootContent => {
    const node = heading(3, talk.title);
    anchors.headings.set(talk.id, node);
    return node;
  };
  return [
    heading(2, dayTitle(number, longDay(day.date, t.language), t)),
    ...renderThemes(themes, recap, anchors),
    ...talks.flatMap((section) => [
      headed(section.talk!),
      paragraph(...talkLine(section.talk!, recap)),
      ...renderSection(section, recap),
    ]),
    ...(hallway === undefined ? [] : [heading(3, hallwayTitle(day, t)), ...renderSection(hallway, recap)]),
  ];
}

/** The talks and open spaces that have no section, a list for each day. */
function renderNotCovered(view: RecapView): RootContent[] {
  const { days, clock, t } = view;
  const lists = days
    .filter(({ notCovered }) => notCovered.length > 0)
    .flatMap(({ day, notCovered }) => {
      const lines = notCovered.map(({ talk, noteIds }): { line: PhrasingContent[] } => ({
        line: [
          text(`${clock.time(Date.parse(talk.startsAt))} `),
          titleLink(talk),
          text(speakerNames(talk, t)),
          ...(noteIds.length === 0 ? [] : [text(`, ${t('only-mentioned')}`), ...sourceLinks(noteIds, view)]),
        ],
      }));
      return [...(days.length === 1 ? [] : [paragraph(text(shortDay(day.date, t.language)))]), bullets(lines)];
    });
  return lists.length === 0 ? [] : [heading(2, t('not-covered')), ...lists];
}

/** The title of a talk without notes, which its page in the schedule may make up for. */
function titleLink({ title, url }: RecapTalk): PhrasingContent {
  const address = toSafeUrl(url);
  return address === undefined ? emphasis(title) : link(address, [emphasis(title)]);
}

/** ` (Jeff Zohrab)`, or nothing. */
function speakerNames({ speakers }: RecapTalk, { language }: RecapMessages): string {
  const names = speakers.map(({ name }) => name);
  return names.length === 0 ? '' : ` (${joinNames(names, language)})`;
}

function renderReadingList(view: RecapView, depth: 1 | 2, title = view.t('reading-list')): RootContent[] {
  const { readingList } = view.recap;
  if (readingList.length === 0) return [];
  return [heading(depth, title), bullets(readingList.map((item) => ({ line: workLine(item, view, view.talkById) })))];
}

/** Who took the notes. */
function renderContributors({ recap: { contributors }, t }: RecapView): RootContent[] {
  if (contributors.length === 0) return [];
  const people = contributors.map(({ author, notes }) => t('author-with-notes', { author, notes }));
  return [heading(2, t('who-noted')), paragraph(text(`${joinNames(people, t.language)}.`))];
}
