import type { Element } from 'hast';
import { h } from 'hastscript';
import { longDay, shortDay } from '#render/view/dates.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { type DayView, dayTitle } from '#render/view/recap-view.ts';
import { dayAnchor } from './day.ts';
import { onLines, type PageContext } from './nodes.ts';

/** Returns what a page on the web has in its head: no indexing, an icon and the feed. */
export function webHead({ place: { web }, view: { t } }: PageContext): Element[] {
  if (web === undefined) return [];
  return [
    h('meta', { name: 'robots', content: 'noindex, nofollow' }),
    h('link', { rel: ['icon'], type: 'image/svg+xml', href: web.icon }),
    h('link', { rel: ['alternate'], type: 'application/atom+xml', title: t('feed-title'), href: web.feed }),
  ];
}

/** Links to the conference's other pages. */
export function renderPages({ place: { web }, view: { t } }: PageContext): Element | undefined {
  if (web === undefined) return undefined;
  const pages = [
    { label: t('whole-conference'), href: web.whole, isHere: web.day === undefined, title: null },
    ...web.days.map(({ date, address: href }) => {
      return { label: shortDay(date, t.language), href, isHere: web.day === date, title: longDay(date, t.language) };
    }),
  ];
  return h(
    'nav.pages',
    { ariaLabel: t('pages') },
    h(
      'ul',
      onLines(
        ...pages.map(({ label, isHere, ...link }) => h('li', h('a', isHere ? { ariaCurrent: 'page' } : link, label))),
        h('li', h('a', { href: web.feed, title: t('feed-title') }, t('feed'))),
      ),
    ),
  );
}

/** With more talks than this, days are collapsed. */
const MAX_UNFOLDED = 16;

export function renderContents(page: PageContext): Element {
  const { recap, days, notes, t } = page.view;
  const count = days.reduce((sum, { talks }) => sum + talks.length, 0);
  return h(
    'nav.contents',
    { ariaLabel: t('contents') },
    h(
      'ul',
      onLines(
        recap.headlines.length > 0 && entry('in-short', t('highlights')),
        ...days.map((day) => renderDay(day, count > MAX_UNFOLDED, page)),
        recap.readingList.length > 0 && entry('reading-list', t('reading-list')),
        days.some(({ notCovered }) => notCovered.length > 0) && entry('not-covered', t('not-covered')),
        recap.contributors.length > 0 && entry('people', t('who-noted')),
        notes.length > 0 && entry('notes', t('all-notes')),
      ),
    ),
  );
}

function renderDay(day: DayView, folded: boolean, { anchors, view: { t } }: PageContext): Element {
  const title = dayTitle(day.number, shortDay(day.day.date, t.language), t);
  const talks = day.talks.map(({ talk }) =>
    h('li', h('a', { href: `#${anchors.talk.get(talk!.id)}`, dir: 'auto' }, plainLine(talk!.title))),
  );
  if (talks.length === 0) return entry(dayAnchor(day), title);
  if (!folded) return h('li', h('a', { href: `#${dayAnchor(day)}` }, title), h('ul', onLines(...talks)));
  return h('li', h('details', h('summary', title), h('ul', onLines(entry(dayAnchor(day), t('whole-day')), ...talks))));
}

function entry(anchor: string, title: string): Element {
  return h('li', h('a', { href: `#${anchor}` }, title));
}
