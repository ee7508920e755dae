import type { Element } from 'hast';
import { h } from 'hastscript';
import type { RecapTalk } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import { longDay } from '#render/view/dates.ts';
import { creditOf, joinNames } from '#render/view/phrases.ts';
import type { DayView } from '#render/view/recap-view.ts';
import { aside, onLines, type PageContext } from './nodes.ts';
import { renderPoint, renderSection, renderTalk } from './section.ts';
import { renderTimeline } from './timeline.ts';

/** One day: its timeline, talks, open spaces, hallway, and what nobody noted. */
export function renderDay(view: DayView, page: PageContext): Element {
  const { day, number, headlines, themes, talks, openSpaces, hallway, unnotedTalks, unnotedOpenSpaces } = view;
  const id = dayAnchor(view);
  return h(
    'section.day',
    { id, ariaLabelledBy: `${id}-title` },
    onLines(
      h(
        'h2',
        { id: `${id}-title` },
        number === undefined ? [] : [h('span.kicker', `Day ${number}`), ' '],
        longDay(day.date),
      ),
      headlines.length > 0 && h('div.also', h('p.label', 'Also in short'), renderHeadlines(headlines, page)),
      renderThemes(themes, page),
      renderTimeline(view, id, page),
      ...talks.map((talk) => renderTalk(talk, 3, page)),
      openSpaces.length > 0 && h('h3.group', 'Open spaces'),
      ...openSpaces.map((openSpace) => renderTalk(openSpace, 4, page)),
      hallway !== undefined &&
        h(
          'div.hallway',
          onLines(
            h('h3.group', day.talks.length === 0 ? 'Notes of the day' : 'In the hallway'),
            ...renderSection(hallway, page),
          ),
        ),
      renderUnnoted('Nobody noted', unnotedTalks),
      renderUnnoted('Open spaces that nobody noted', unnotedOpenSpaces),
    ),
  );
}

export function dayAnchor({ day }: DayView): string {
  return `day-${day.date}`;
}

function renderUnnoted(label: string, talks: RecapTalk[]): Element | undefined {
  if (talks.length === 0) return undefined;
  const items = talks.map(({ title, speakers }) => {
    const names = joinNames(speakers.map(({ name }) => name));
    return h('li', aside(title), names === '' ? [] : [', ', h('bdi.who', names)]);
  });
  return h('div.aside.unnoted', h('p.label', label), h('ul', onLines(...items)));
}

/** What runs through several talks, with its label. */
export function renderThemes(themes: Point[], page: PageContext): Element | undefined {
  if (themes.length === 0) return undefined;
  return h('div.also', h('p.label', 'Across talks'), renderHeadlines(themes, page));
}

/** Points of several talks, each credited to its talk's speakers. */
export function renderHeadlines(headlines: Point[], page: PageContext): Element {
  const { view, anchors } = page;
  const items = headlines.map((point) => {
    const talk = view.talkOf(point.noteIds);
    if (talk === undefined) return renderPoint(point, page);
    const credit = aside(creditOf(talk));
    const href = `#${anchors.talk.get(talk.id)}`;
    return renderPoint(point, page, [
      { type: 'text', value: ' ' },
      h('span.credit', '—\u00a0', view.isNoted(talk) ? h('a', { href }, credit) : credit),
    ]);
  });
  return h('ul.headlines', onLines(...items));
}
