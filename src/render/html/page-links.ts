import type { Element } from 'hast';
import { h } from 'hastscript';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { longDay, shortDay } from '#render/view/dates.ts';
import { photoAddress } from '#render/view/safe-url.ts';
import { onLines } from './nodes.ts';

/** Where a page stands and what stands beside it. All addresses are relative to the page's own. */
export interface PagePlace {
  /** Where a photo lies. Absent: where the recap says, beside the page. */
  photoSource?: (file: string) => string;
  /** The photos are in the page itself, as `data:` addresses, so that none can be opened by itself. */
  photosInside?: boolean;
  /** Absent for a file that somebody opens from a disk. */
  web?: WebPlace;
}

/** A page that the bot serves, among the others of its conference. */
interface WebPlace {
  feed: string;
  icon: string;
  /** The conference's page. */
  whole: string;
  /** Each published day's page. */
  days: { date: CalendarDate; address: string }[];
  /** The day whose page it is; absent for the conference's. */
  day?: CalendarDate;
}

export function sourceOf(file: string, { photoSource = photoAddress }: PagePlace): string {
  return photoSource(file);
}

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
