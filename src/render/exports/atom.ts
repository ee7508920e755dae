import { XMLBuilder } from 'fast-xml-parser';
import type { Recap } from '#domain/recap/recap.ts';
import { longDay } from '#render/view/dates.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { dayTitle, viewHeadlines, viewRecap } from '#render/view/recap-view.ts';

/** Addresses of a feed and of what it announces, all absolute. */
export interface FeedPlace {
  feed: string;
  whole: string;
  /** Published days, oldest first; instants in milliseconds since the epoch. */
  days: { date: string; address: string; publishedAt: number; changedAt: number }[];
}

const XML = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  format: true,
  suppressEmptyNode: true,
});

/**
 * Renders the digests as an Atom feed (RFC 4287), newest first: each with its headlines as plain text, and a link to
 * its page. Entries get their ids from the conference's id and the day, because the URL of a page may change.
 */
export function renderAtom(recap: Recap, { feed, whole, days }: FeedPlace, id: string): string {
  const view = viewRecap(recap);
  const { t } = view;
  const { name } = view.recap.conference;
  const entries = days.toReversed().map(({ date, address, publishedAt, changedAt }) => {
    const day = view.days.find((candidate) => candidate.day.date === date);
    const lines = viewHeadlines(day?.day.headlines ?? [], view).map(({ point, speaker, where }) => {
      const by = speaker === undefined ? '' : ` — ${plainLine(speaker)}`;
      return `• ${plainLine(point.lead)}${by}${where === undefined ? '' : ` (${where})`}`;
    });
    const title = dayTitle(day?.number, longDay(date, t.language), t);
    return {
      id: `tag:conference-recap,2026:${id}:${date}`,
      title,
      link: { '@rel': 'alternate', '@type': 'text/html', '@href': address },
      published: new Date(publishedAt).toISOString(),
      updated: new Date(changedAt).toISOString(),
      author: { name },
      summary: {
        '@type': 'text',
        '#': [t('notes', { count: view.notesOfDay(date).length }), ...lines].join('\n'),
      },
    };
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n${XML.build({
    feed: {
      '@xmlns': 'http://www.w3.org/2005/Atom',
      '@xml:lang': t.language,
      id: `tag:conference-recap,2026:${id}`,
      title: t('recap-title', { conference: name }),
      updated: new Date(Math.max(0, ...days.map(({ changedAt }) => changedAt))).toISOString(),
      link: [
        { '@rel': 'self', '@type': 'application/atom+xml', '@href': feed },
        { '@rel': 'alternate', '@type': 'text/html', '@href': whole },
      ],
      entry: entries,
    },
  })}`;
}
