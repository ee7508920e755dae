import type { Element } from 'hast';
import { h } from 'hastscript';
import type { Point } from '#domain/recap/summary.ts';
import { longDay, shortDay } from '#render/view/dates.ts';
import { joinNames } from '#render/view/phrases.ts';
import { type DayView, hallwayTitle, viewHeadlines } from '#render/view/recap-view.ts';
import { isolatedText, onLines, type PageContext, serialized, sourceMarks, talkLink, titledSection } from './nodes.ts';
import { renderPoint, renderSection, renderTalk } from './section.ts';
import { renderTimeline } from './timeline.ts';

/** One day: its timeline, its talks, and the notes from between them. */
export function renderDay(view: DayView, page: PageContext): Element {
  const { day, number, themes, talks, hallway } = view;
  const { t } = page.view;
  const id = dayAnchor(view);
  return h(
    'section.day',
    { id, ariaLabelledBy: `${id}-title` },
    onLines(
      h(
        'h2',
        { id: `${id}-title` },
        number === undefined ? [] : [h('span.kicker', t('day', { number })), ' '],
        longDay(day.date, t.language),
      ),
      renderThemes(themes, page),
      renderTimeline(view, id, page),
      ...talks.map((talk) => serialized(renderTalk(talk, page))),
      hallway !== undefined &&
        serialized(h('div.hallway', onLines(h('h3.group', hallwayTitle(day, t)), ...renderSection(hallway, page)))),
    ),
  );
}

export function dayAnchor({ day }: DayView): string {
  return `day-${day.date}`;
}

/** The talks and open spaces that have no section, a list for each day. */
export function renderNotCovered(page: PageContext): Element | undefined {
  const { days, clock, t } = page.view;
  const lists = days.filter(({ notCovered }) => notCovered.length > 0);
  if (lists.length === 0) return undefined;
  const parts = lists.flatMap(({ day, notCovered }) => [
    days.length > 1 && h('p.label', shortDay(day.date, t.language)),
    h(
      'ul.unnoted',
      onLines(
        ...notCovered.map(({ talk: { title, speakers, startsAt }, noteIds }) => {
          const names = speakers.map(({ name }) => name);
          return h(
            'li',
            h('time', { dateTime: startsAt }, clock.time(Date.parse(startsAt))),
            ' ',
            isolatedText(title),
            names.length === 0 ? [] : [' ', h('bdi.who', `(${joinNames(names, t.language)})`)],
            noteIds.length === 0 ? [] : [', ', t('only-mentioned'), sourceMarks(noteIds, page)],
          );
        }),
      ),
    ),
  ]);
  return titledSection('not-covered', t('not-covered'), ...parts);
}

/** The themes that several talks share, with a label. */
export function renderThemes(themes: Point[], page: PageContext): Element | undefined {
  if (themes.length === 0) return undefined;
  return h('div.also', h('p.label', page.view.t('across-talks')), renderHeadlines(themes, page));
}

/** Points of several talks, each with a link to its talk. */
export function renderHeadlines(headlines: Point[], page: PageContext): Element {
  const items = viewHeadlines(headlines, page.view).map(({ point, speaker, where, talk }) => {
    const link = (words: string) =>
      talk === undefined ? isolatedText(words) : talkLink(talk, isolatedText(words), page);
    if ((speaker ?? where) === undefined) return renderPoint(point, page);
    const by = speaker === undefined ? [] : ['—\u00a0', link(speaker), ' '];
    const credit = h('span.credit', by, where === undefined ? [] : ['(', link(where), ')']);
    return renderPoint(point, page, [{ type: 'text', value: ' ' }, credit]);
  });
  return h('ul.headlines', onLines(...items));
}
