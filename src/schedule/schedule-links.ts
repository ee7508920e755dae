/** Returns the URL of the schedule data behind a page, or undefined if the page's URL doesn't reveal it. */
export function scheduleExportUrl(url: string): string | undefined {
  const [, id, view] = /^https?:\/\/(?:www\.)?sessionize\.com\/api\/v2\/([\w-]+)(?:\/view\/(\w+))?/i.exec(url) ?? [];
  return id === undefined || /^(?:GridSmart|All|Sessions)$/i.test(view ?? '') ? undefined : sessionizeAddress(id);
}

function sessionizeAddress(id: string): string {
  return `https://sessionize.com/api/v2/${id}/view/All`;
}

export function looksLikePage(text: string): boolean {
  return /^\s*(?:<!--[^>]{0,1000}-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(text.slice(0, 2_000));
}

/** URL endings of schedules, the most detailed formats first. */
const LINKS = [/\/schedule\.json$/i, /\/schedule\.xml$/i, /\/schedule\.xcal$/i, /\.ics$/i];
const MOST_LINKS = 3;

/** Returns the URLs of schedules that a page embeds or links to, best first; empty if the text is not a page. */
export function linkedSchedules(text: string, url: string): string[] {
  if (!looksLikePage(text)) return [];
  const [, sessionize] = /sessionize\.com\/api\/v2\/([\w-]{4,40})\/view/i.exec(text) ?? [];
  const found = sessionize === undefined ? [] : [sessionizeAddress(sessionize)];
  const pretalx = pretalxEvent(text, url);
  if (pretalx !== undefined) found.push(`${pretalx}schedule/export/schedule.json`);
  const hrefs = Array.from(text.matchAll(/\bhref\s*=\s*["']?([^"'\s>]{1,500})/gi), ([, href]) =>
    URL.parse(href!.replaceAll('&amp;', '&').replace(/^webcal:/i, 'https:'), url),
  );
  for (const pattern of LINKS) {
    const link = hrefs.find((href) => href !== null && /^https?:$/.test(href.protocol) && pattern.test(href.pathname));
    if (link) found.push(link.href);
  }
  return [...new Set(found)].filter((address) => address !== url).slice(0, MOST_LINKS);
}

/** Returns the URL of a pretalx event: from a widget embedded in another page, or from a pretalx page itself. */
function pretalxEvent(text: string, url: string): string | undefined {
  const [, widget] = /<pretalx-schedule[^>]{0,500}\bevent-url\s*=\s*["']([^"'\s>]{1,300})/i.exec(text) ?? [];
  const event = widget === undefined ? null : URL.parse(widget, url);
  if (event !== null) return event.href.replace(/\/*$/, '/');
  if (!/pretalx/i.test(text)) return undefined;
  const { origin, pathname } = new URL(url);
  const [, slug] = /^\/([\w.-]+)\/(?:$|schedule|talk|speaker|sneak|featured|cfp)/.exec(pathname) ?? [];
  return slug === undefined ? undefined : `${origin}/${slug}/`;
}
