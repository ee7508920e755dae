import type { PhrasingContent, RootContent } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import type { Recap, RecapTalk } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import { dayRange, longDay } from '#render/view/dates.ts';
import { countOf, coverageLine, creditOf, joinNames } from '#render/view/phrases.ts';
import { type DayView, type RecapView, viewRecap } from '#render/view/recap-view.ts';
import { bullets, emphasis, heading, joined, linesOf, paragraph, strong, text } from './nodes.ts';
import { pointItem, renderSection, talkLine, workLine } from './section.ts';

/** The recap as a blog post in GitHub-flavoured Markdown. */
export function renderMarkdown(recap: Recap): string {
  const view = viewRecap(recap);
  return writeMarkdown([heading(1, view.recap.conference.name), ...recapContents(view)]);
}

/** All of a recap but its title. */
export function recapContents(view: RecapView): RootContent[] {
  return [
    ...renderOpening(view),
    ...view.days.flatMap((day) => renderDay(day, view)),
    ...renderReadingList(view, 2),
    ...ownWords(view.recap.closing),
    ...renderContributors(view),
  ];
}

/** The reading list alone, as a post of its own. */
export function renderReadingListMarkdown(recap: Recap): string {
  const view = viewRecap(recap);
  const list = renderReadingList(view, 1, `To read, from ${view.recap.conference.name}`);
  return writeMarkdown(list.length > 0 ? list : [paragraph(text('Nothing was recommended.'))]);
}

export function writeMarkdown(children: RootContent[]): string {
  return toMarkdown(
    { type: 'root', children },
    {
      extensions: [gfmToMarkdown()],
      bullet: '-',
      emphasis: '*',
      strong: '*',
      rule: '-',
      listItemIndent: 'one',
    },
  );
}

function renderOpening(view: RecapView): RootContent[] {
  const { conference, headlines, themes = [] } = view.recap;
  const dates = `${dayRange(conference.from, conference.to)} · times in ${conference.timezone}`;
  return [
    paragraph(emphasis(dates)),
    ...ownWords(view.recap.introduction),
    paragraph(text(coverageLine(view.coverage))),
    ...(headlines.length === 0 ? [] : [heading(2, 'In short'), renderHeadlines(headlines, view)]),
    ...renderThemes(themes, view),
  ];
}

/** What an organiser wrote. */
function ownWords(written = ''): RootContent[] {
  const lines = linesOf(written);
  return lines.length === 0 ? [] : [paragraph(...lines)];
}

function renderHeadlines(headlines: Point[], view: RecapView): RootContent {
  return bullets(
    headlines.map((point) => {
      const talk = view.talkOf(point.noteIds);
      const credit: PhrasingContent[] = talk === undefined ? [] : [text(' — '), emphasis(creditOf(talk))];
      return pointItem(point, view, credit);
    }),
  );
}

function renderThemes(themes: Point[], view: RecapView): RootContent[] {
  return themes.length === 0 ? [] : [paragraph(strong('Across talks')), renderHeadlines(themes, view)];
}

function renderDay(view: DayView, recap: RecapView): RootContent[] {
  const { day, number, headlines, themes, talks, openSpaces, hallway, unnotedTalks, unnotedOpenSpaces } = view;
  const title = longDay(day.date);
  const hallwayTitle = day.talks.length === 0 ? 'Notes of the day' : 'In the hallway';
  return [
    heading(2, number === undefined ? title : `Day ${number} · ${title}`),
    ...(headlines.length === 0 ? [] : [paragraph(strong('Also in short')), renderHeadlines(headlines, recap)]),
    ...renderThemes(themes, recap),
    ...talks.flatMap((talk) => renderTalk(talk, 3)),
    ...(openSpaces.length === 0 ? [] : [heading(3, 'Open spaces'), ...openSpaces.flatMap((o) => renderTalk(o, 4))]),
    ...(hallway === undefined ? [] : [heading(3, hallwayTitle), ...renderSection(hallway, recap)]),
    ...renderUnnoted('Nobody noted:', unnotedTalks),
    ...renderUnnoted('Open spaces that nobody noted:', unnotedOpenSpaces),
  ];

  function renderTalk(section: (typeof talks)[number], depth: 3 | 4): RootContent[] {
    const talk = section.talk!;
    return [heading(depth, talk.title), paragraph(...talkLine(talk, recap)), ...renderSection(section, recap)];
  }
}

function renderUnnoted(label: string, talks: RecapTalk[]): RootContent[] {
  if (talks.length === 0) return [];
  const titles = talks.map(({ title, speakers }): PhrasingContent[] => {
    const names = joinNames(speakers.map(({ name }) => name));
    return [emphasis(title), ...(names === '' ? [] : [text(` (${names})`)])];
  });
  return [paragraph(strong(label), text(' '), ...joined(titles, ' · '))];
}

function renderReadingList(view: RecapView, depth: 1 | 2, title = 'Reading list'): RootContent[] {
  const { readingList } = view.recap;
  if (readingList.length === 0) return [];
  const talkOf = (talkId: string | undefined) => (talkId === undefined ? undefined : view.talkById.get(talkId));
  return [
    heading(depth, title),
    bullets(readingList.map((item) => ({ line: workLine(item, view, ({ talkId }) => talkOf(talkId)) }))),
  ];
}

function renderContributors({ recap: { contributors } }: RecapView): RootContent[] {
  if (contributors.length === 0) return [];
  const people = contributors.map(({ author, notes }) => `${author} (${countOf(notes, 'note')})`);
  return [heading(2, 'Who noted'), paragraph(text(`${joinNames(people)}.`))];
}
