import type { Element } from 'hast';
import { h } from 'hastscript';
import type { Point } from '#domain/recap/summary.ts';
import { creditOf } from '#render/view/phrases.ts';
import { aside, onLines, type PageContext } from './nodes.ts';
import { renderPoint } from './section.ts';

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
