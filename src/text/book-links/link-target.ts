import { parseWebUrl } from '#domain/language/urls.ts';
import type { WorkKind } from '#domain/reading-list/work.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { type BookPage, parseBookPage } from './bookstore-urls.ts';

/** A link to something to read or watch. */
export interface WorkLink {
  kind: WorkKind;
  url: string;
  /** Only for pages that are, or may be, about a book. */
  book?: BookPage;
  /** `owner/name` of a repository. */
  name?: string;
}

/** Hosts that can't be reached from the internet (RFC 6761, RFC 6762 and custom). */
const LOCAL_HOST = /^(?:[\d.]+|\[.*\]|[^.]+)$|\.(?:local|localhost|internal|intranet|lan|corp|test|invalid)$/;

/** Sites for meetings, chat, polls, search or pictures rather than works. */
const PLACES =
  /(?:^|\.)(?:slack\.com|slack-edge\.com|zoom\.us|meet\.google\.com|hangouts\.google\.com|teams\.microsoft\.com|teams\.live\.com|webex\.com|whereby\.com|gotomeeting\.com|gotomeet\.me|bluejeans\.com|jit\.si|discord\.gg|discord\.com|calendly\.com|calendar\.google\.com|doodle\.com|cal\.com|forms\.gle|surveymonkey\.com|typeform\.com|maps\.google\.[a-z.]+|maps\.app\.goo\.gl|imgur\.com|giphy\.com|tenor\.com|gph\.is|sli\.do|menti\.com|kahoot\.it|t\.me|wa\.me|chat\.whatsapp\.com)$/;
const PLACE_PATHS: [host: RegExp, path: RegExp][] = [
  [/(?:^|\.)google\.[a-z.]+$/, /^\/(?:search|maps)(?:\/|$)|^\/forms\//],
  [/^goo\.gl$/, /^\/maps\//],
  [/(?:^|\.)(?:twitter|x|mobile\.twitter)\.com$/, /^\/(?:[^/]+\/?|hashtag\/.*|search.*)?$/],
  [/(?:^|\.)linkedin\.com$/, /^\/(?:in|company|groups)\//],
  [/(?:^|\.)(?:facebook|instagram|threads)\.(?:com|net)$/, /^\/[^/]*\/?$/],
  [/./, /^\/@[^/]+\/?$/],
];

const NO_PAGE = /\.(?:png|jpe?g|gif|webp|svg|ico|bmp|heic|ics|zip|gz|tgz|exe|dmg|css|js|json|ya?ml|xml)$/i;

const VIDEOS: [host: RegExp, path: RegExp][] = [
  [/(?:^|\.)youtube(?:-nocookie)?\.com$/, /^\/(?:watch|live|embed|shorts|playlist|v)(?:\/|$)/],
  [/^youtu\.be$/, /^\/./],
  [/(?:^|\.)vimeo\.com$/, /\/\d+/],
  [
    /(?:^|\.)(?:twitch\.tv|confreaks\.(?:com|tv)|dailymotion\.com|media\.ccc\.de|pyvideo\.org|loom\.com)$/,
    /^\/(?:videos?|v|share|[^/]+\/[^/]+)/,
  ],
  [/(?:^|\.)ted\.com$/, /^\/talks\/./],
  [/(?:^|\.)infoq\.com$/, /^\/presentations\/./],
  [/(?:^|\.)(?:oreilly|egghead)\.(?:com|io)$/, /\/(?:videos?|lessons)\/./],
  [/./, /\.(?:mp4|webm|mov|m4v)$/i],
];

const SLIDES: [host: RegExp, path: RegExp][] = [
  [/(?:^|\.)(?:slideshare\.net|speakerdeck\.com|slides\.com|noti\.st|prezi\.com|slid\.es|slides\.pub)$/, /^\/./],
  [/^docs\.google\.com$/, /^\/presentation\//],
  [/./, /\.(?:pptx?|key|odp)$|\/(?:slides|slide-?deck)(?:\/|\.|$)/i],
];

const ARTICLES: [host: RegExp, path: RegExp][] = [
  [
    /(?:^|\.)(?:medium\.com|dev\.to|substack\.com|hashnode\.dev|arxiv\.org|doi\.org|dl\.acm\.org|ieeexplore\.ieee\.org|usenix\.org|nber\.org|ssrn\.com|semanticscholar\.org|jstor\.org|queue\.acm\.org|cacm\.acm\.org|hbr\.org|wikipedia\.org)$/,
    /^\/.*[^/]/,
  ],
  [/^(?:blog|blogs|engineering|techblog)\./, /^\/.*[^/]/],
  [/./, /\/(?:blogs?|posts?|articles?|artikel|essays?|papers?|news|bliki)\/[^/]+/i],
  [/./, /\/(?:19|20)\d\d\/(?:\d\d?|[a-z]{3})\/./i],
  [/./, /\.pdf$/i],
];

const FORGE = /^(?:www\.)?(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org)$/;

/** First path segments of a code host's own pages. */
const FORGE_PAGES =
  /^(?:about|account|apps|collections|contact|customer-stories|dashboard|enterprise|events|explore|features|issues|join|login|marketplace|notifications|orgs|organizations|pricing|pulls|readme|search|security|settings|site|sponsors|stars|topics|trending|users|help|groups|-)$/i;

/**
 * Classifies a URL by its form alone. Returns undefined if it isn't something to read or watch: a picture, a meeting, a
 * message, a profile, a private host.
 */
export function parseWorkLink(address: string): WorkLink | undefined {
  const url = parseWebUrl(address);
  if (url === undefined) return undefined;
  const host = url.hostname.toLowerCase();
  const matches = ([hosts, paths]: [RegExp, RegExp]) => hosts.test(host) && paths.test(url.pathname);
  if (LOCAL_HOST.test(host) || PLACES.test(host) || PLACE_PATHS.some(matches)) return undefined;
  if (FORGE.test(host)) return parseForgeLink(url, address);
  if (NO_PAGE.test(url.pathname)) return undefined;
  const kind: WorkKind = VIDEOS.some(matches)
    ? 'video'
    : SLIDES.some(matches)
      ? 'slides'
      : ARTICLES.some(matches)
        ? 'article'
        : 'link';
  const book = kind === 'link' || kind === 'article' ? parseBookPage(url) : undefined;
  return {
    kind: book?.isBook === 'certain' ? 'book' : kind,
    url: address,
    ...omitUndefined({ book }),
  };
}

/** Returns whether a link may lead to a work of this kind. A page of unknown kind may lead to any. */
export function isOfKind({ kind, book }: WorkLink, wanted: WorkKind): boolean {
  return kind === wanted || kind === 'link' || (wanted === 'book' && (kind === 'article' || book !== undefined));
}

function parseForgeLink(url: URL, address: string): WorkLink | undefined {
  const [owner, project, part, ...rest] = url.pathname.split('/').filter((piece) => piece !== '');
  if (owner === undefined || FORGE_PAGES.test(owner)) return undefined;
  if (project === undefined) return { kind: 'link', url: address };
  const name = `${owner}/${project.replace(/\.git$/, '')}`;
  if (part === undefined || /^(?:-|tree|src)$/.test(part) || (part === 'wiki' && rest.length === 0))
    return { kind: 'repository', url: address, name };
  if (url.hostname.endsWith('gitlab.com')) {
    const nested = [part, ...rest].join('/').replace(/(?:^|\/)-(?:\/.*)?$|\.git$/, '');
    return { kind: 'repository', url: address, name: `${name}/${nested}` };
  }
  // Pages within a project may be worth reading; commits and build output are not.
  if (/^(?:commits?|compare|actions|runs|raw|archive|checks|deployments|edit)$/.test(part)) return undefined;
  return NO_PAGE.test(url.pathname) ? undefined : { kind: 'link', url: address };
}
