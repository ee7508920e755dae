import type { Element } from 'hast';
import { h } from 'hastscript';
import { longDay, shortDay } from '#render/view/dates.ts';
import { onLines, type PagePlace } from './nodes.ts';

/** What the page's head says of the web: not to be listed anywhere, and where its feed is. */
export function webHead({ web }: PagePlace): Element[] {
  if (web === undefined) return [];
  return [
    h('meta', { name: 'robots', content: 'noindex, nofollow' }),
    h('link', { rel: ['icon'], type: 'image/svg+xml', href: web.icon }),
    h('link', { rel: ['alternate'], type: 'application/atom+xml', title: 'Daily recaps', href: web.feed }),
  ];
}

/** Links to the conference's other pages; the one that is shown is named, and no link. */
export function renderPages({ web }: PagePlace): Element | undefined {
  if (web === undefined) return undefined;
  const pages = [
    { label: 'Whole conference', address: web.whole, isHere: web.day === undefined, title: undefined },
    ...web.days.map(({ date, address }) => ({
      label: shortDay(date),
      address,
      isHere: web.day === date,
      title: longDay(date),
    })),
  ];
  return h(
    'nav.pages',
    { ariaLabel: 'Pages' },
    h(
      'ul',
      onLines(
        ...pages.map(({ label, address, isHere, title }) =>
          h(
            'li',
            isHere ? h('a', { ariaCurrent: 'page' }, label) : h('a', { href: address, title: title ?? null }, label),
          ),
        ),
        h('li', h('a', { href: web.feed, title: 'Atom feed of the daily recaps' }, 'Feed')),
      ),
    ),
  );
}
