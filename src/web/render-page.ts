import { WEB_ROOT } from '#domain/conference/web-link.ts';
import type { NotePhoto } from '#domain/notes/note.ts';
import { renderAtom } from '#render/exports/atom.ts';
import { pagePolicy, renderHtml } from '#render/html/page.ts';
import { photoAddress } from '#render/view/safe-url.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { WebRecap } from '#usecases/recap/web-recap.ts';
import { type ReadyText, readyText } from './respond.ts';

/** What stands behind one address. */
export interface ReadyRecap {
  teamId: string;
  page: ReadyText;
  /** What the page may load and do. */
  policy: string;
  feed: ReadyText;
  /** By the name of the file that the page asks for. */
  photos: ReadonlyMap<string, NotePhoto>;
}

/**
 * Makes the page and the feed of a recap. Addresses are relative to the page's own, so that they hold wherever a
 * proxy puts it; a feed's have to be absolute.
 */
export async function renderPage(
  { conference, day, published, compile }: WebRecap,
  key: string,
  publicUrl = '',
): Promise<ReadyRecap> {
  const { recap, photos } = await compile();
  // A page at `/r/KEY` is beside the folder `/r/KEY/`, a day's is in it.
  const folder = day === undefined ? `${key}/` : '';
  const days = published.map(({ date }) => ({ date, address: `${folder}${date}` }));
  const html = renderHtml(recap, {
    photoSource: (file) => `${day === undefined ? folder : `${day}/`}${photoAddress(file)}`,
    web: {
      feed: `${folder}feed.xml`,
      icon: `${folder}icon.svg`,
      whole: day === undefined ? key : `../${key}`,
      days,
      ...omitUndefined({ day }),
    },
  });
  const whole = `${publicUrl}${WEB_ROOT}${key}`;
  const feed = renderAtom(
    recap,
    {
      feed: `${whole}/feed.xml`,
      whole,
      days: published.map(({ date, ...at }) => ({ date, address: `${whole}/${date}`, ...at })),
    },
    conference.id,
  );
  return {
    teamId: conference.teamId,
    page: await readyText(html, 'text/html; charset=utf-8'),
    policy: `${pagePolicy("'self'")}; frame-ancestors 'none'`,
    feed: await readyText(feed, 'application/atom+xml; charset=utf-8'),
    photos,
  };
}
