import type { Element } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import type { Recap } from '#domain/recap/recap.ts';
import { dayRange, longDay } from '#render/view/dates.ts';
import { coverageLine } from '#render/view/phrases.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { allHeadlines, viewRecap } from '#render/view/recap-view.ts';
import { renderDay, renderHeadlines, renderNotCovered, renderThemes } from './day.ts';
import { renderContents, renderPages, webHead } from './navigation.ts';
import {
  isolatedText,
  linesOf,
  nameAnchors,
  onLines,
  type PageContext,
  type PagePlace,
  titledSection,
} from './nodes.ts';
import { renderNotes } from './notes.ts';
import { pageScriptHash, renderSearch } from './page-script.ts';
import { pageStyle, pageStyleHash } from './page-style.ts';
import { renderReadingList } from './reading-list.ts';

/**
 * Only our script runs, only our style sheet counts, and nothing is loaded but photos from `images`: those next to the
 * page (`file:` if it is opened from a disk), or those in it.
 */
export function pagePolicy(images: "'self'" | "'self' file:" | 'data:'): string {
  return `default-src 'none'; img-src ${images}; script-src '${pageScriptHash}'; style-src '${pageStyleHash}'; base-uri 'none'; form-action 'none'`;
}

/** The recap as one self-contained page. Photos are the only other files. */
export function renderHtml(recap: Recap, place: PagePlace = {}): string {
  const view = viewRecap(recap);
  const page: PageContext = { view, anchors: nameAnchors(view), place };
  const html = h('html', { lang: view.t.language }, onLines(renderHead(page), renderBody(page)));
  return `${toHtml({ type: 'root', children: [{ type: 'doctype' }, html] }, { allowDangerousHtml: true })}\n`;
}

function renderHead(page: PageContext): Element {
  const { view, place } = page;
  const images = place.photosInside ? 'data:' : place.web === undefined ? "'self' file:" : "'self'";
  return h(
    'head',
    onLines(
      h('meta', { charSet: 'utf-8' }),
      h('meta', { httpEquiv: 'Content-Security-Policy', content: pagePolicy(images) }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('meta', { name: 'referrer', content: 'no-referrer' }),
      h('meta', { name: 'description', content: coverageLine(view.coverage, view.t) }),
      ...webHead(page),
      h('title', `${plainLine(view.recap.conference.name)} · ${titleEnd(page)}`),
      h('style', pageStyle),
    ),
  );
}

function renderBody(page: PageContext): Element {
  const { recap, coverage, t } = page.view;
  const { conference, introduction, closing, themes = [] } = recap;
  const headlines = allHeadlines(page.view);
  const { language } = t;
  const day = page.place.web?.day;
  return h(
    'body',
    onLines(
      h('a.skip', { href: '#main' }, t('skip')),
      h(
        'header',
        onLines(
          h('p.kicker', titleEnd(page)),
          h('h1', { dir: 'auto' }, plainLine(conference.name)),
          h('p.dates', day === undefined ? dayRange(conference.from, conference.to, language) : longDay(day, language)),
          h('p.coverage', coverageLine(coverage, t)),
          renderPages(page),
        ),
      ),
      ...renderSearch(t),
      h(
        'main#main',
        onLines(
          ownWords('p.introduction', introduction),
          headlines.length > 0 &&
            titledSection('in-short', t('highlights'), renderHeadlines(headlines, page), renderThemes(themes, page)),
          renderContents(page),
          ...page.view.days.map((day) => renderDay(day, page)),
          renderReadingList(page),
          ownWords('p.closing', closing),
          renderNotCovered(page),
          renderPeople(page),
          renderNotes(page),
        ),
      ),
    ),
  );
}

/** What an organizer wrote. */
function ownWords(selector: string, text = ''): Element | undefined {
  const lines = linesOf(text);
  return lines.length === 0 ? undefined : h(selector, { dir: 'auto' }, lines);
}

/** Returns the end of the page's title: the recap of a day, or of all days. */
function titleEnd({ view, place }: PageContext): string {
  const day = view.days.find((candidate) => candidate.day.date === place.web?.day);
  return day?.number === undefined ? view.t('recap') : view.t('recap-of-day', { number: day.number });
}

function renderPeople({ view }: PageContext): Element | undefined {
  const { contributors } = view.recap;
  if (contributors.length === 0) return undefined;
  const people = contributors.map(({ author, notes }) =>
    h('li', isolatedText(author), ' ', h('span.count', view.t('notes', { count: notes }))),
  );
  return titledSection('people', view.t('who-noted'), h('ul.people', onLines(...people)));
}
