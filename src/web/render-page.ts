import { WEB_ROOT } from '#domain/conference/web-link.ts';
import type { NotePhoto } from '#domain/notes/note.ts';
import { renderAtom } from '#render/exports/atom.ts';
import { pagePolicy, renderHtml } from '#render/html/page.ts';
import { photoUrl } from '#render/view/links.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { WebRecap } from '#usecases/recap/web-recap.ts';
import { createTextResource, type Resource } from './respond.ts';

/** Everything that is served for a conference or a day. */
export interface WebPage {
  teamId: string;
  html: Resource;
  /** The Content-Security-Policy of the page. */
  policy: string;
  feed: Resource;
  /** By the file name that the page requests. */
  photos: ReadonlyMap<string, NotePhoto>;
}

/**
 * Renders the page and the feed of a recap. URLs are relative to the page, so that they work behind any proxy path;
 * those in a feed have to be absolute.
 */
export async function renderPage(
  { conference, day, published, compile }: WebRecap,
  key: string,
  publicUrl = '',
): Promise<WebPage> {
  const { recap, photos } = await compile();
  // A conference's page at `/r/KEY` is next to the folder `/r/KEY/`; the pages of its days are in that folder.
  const folder = day === undefined ? `${key}/` : '';
  const html = renderHtml(recap, {
    photoSource: (file) => `${day === undefined ? folder : `${day}/`}${photoUrl(file)}`,
    web: {
      feed: `${folder}feed.xml`,
      icon: `${folder}icon.svg`,
      whole: day === undefined ? key : `../${key}`,
      days: published.map(({ date }) => ({ date, address: `${folder}${date}` })),
      ...omitUndefined({ day }),
    },
  });
  const whole = `${publicUrl}${WEB_ROOT}${key}`;
  const days = published.map((one) => ({ ...one, address: `${whole}/${one.date}` }));
  const feed = renderAtom(recap, { feed: `${whole}/feed.xml`, whole, days }, conference.id);
  return {
    teamId: conference.teamId,
    html: await createTextResource(html, 'text/html; charset=utf-8'),
    policy: `${pagePolicy("'self'")}; frame-ancestors 'none'`,
    feed: await createTextResource(feed, 'application/atom+xml; charset=utf-8'),
    photos,
  };
}
