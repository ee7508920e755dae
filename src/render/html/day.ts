import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { Point } from '#domain/recap/summary.ts';
import { longDay } from '#render/view/dates.ts';
import { creditOf, joinNames } from '#render/view/phrases.ts';
import { type DayView, hallwayTitle, TITLE_LISTS } from '#render/view/recap-view.ts';
import { viewPoint } from '#render/view/section-view.ts';
import { isolatedText, joined, onLines, type PageContext, serialized, talkLink } from './nodes.ts';
import { renderPoint, renderSection, renderTalk } from './section.ts';
import { renderTimeline } from './timeline.ts';

/** One day: its timeline, talks, open spaces and hallway. */
export function renderDay(view: DayView, page: PageContext): Element {
  const { day, number, headlines, themes, talks, openSpaces, hallway } = view;
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
      headlines.length > 0 && h('div.also', h('p.label', t('more-highlights')), renderHeadlines(headlines, page)),
      renderThemes(themes, page),
      renderTimeline(view, id, page),
      ...talks.map((talk) => serialized(renderTalk(talk, 3, page))),
      openSpaces.length > 0 && h('h3.group', t('open-spaces')),
      ...openSpaces.map((openSpace) => serialized(renderTalk(openSpace, 4, page))),
      hallway !== undefined &&
        serialized(h('div.hallway', onLines(h('h3.group', hallwayTitle(day, t)), ...renderSection(hallway, 4, page)))),
    ),
  );
}

export function dayAnchor({ day }: DayView): string {
  return `day-${day.date}`;
}

/** All talks and open spaces without notes, or without anything to show, in one line. */
export function renderTitles({ view: { days, t } }: PageContext, which: keyof typeof TITLE_LISTS): Element | undefined {
  const sessions = days.flatMap((day) => day[which]);
  if (sessions.length === 0) return undefined;
  const items = sessions.map(({ title, speakers }): ElementContent[] => {
    const names = joinNames(
      speakers.map(({ name }) => name),
      t.language,
    );
    return names === ''
      ? [isolatedText(title)]
      : [isolatedText(title), { type: 'text', value: ' ' }, h('bdi.who', `(${names})`)];
  });
  return h('p.unnoted', h('span.label', t(TITLE_LISTS[which])), ' ', joined(items, ' · '));
}

/** The themes that several talks share, with a label. */
export function renderThemes(themes: Point[], page: PageContext): Element | undefined {
  if (themes.length === 0) return undefined;
  return h('div.also', h('p.label', page.view.t('across-talks')), renderHeadlines(themes, page));
}

/** Points of several talks, each credited to its talk's speakers. */
export function renderHeadlines(headlines: Point[], page: PageContext): Element {
  const { t, talkOf } = page.view;
  const points = headlines.flatMap((headline) => viewPoint({ ...headline, isKey: false }, t));
  const items = points.map((point) => {
    const talk = talkOf(point.noteIds);
    if (talk === undefined) return renderPoint(point, page);
    const credit = talkLink(talk, isolatedText(creditOf(talk, point, t)), page);
    return renderPoint(point, page, [{ type: 'text', value: ' ' }, h('span.credit', '—\u00a0', credit)]);
  });
  return h('ul.headlines', onLines(...items));
}
