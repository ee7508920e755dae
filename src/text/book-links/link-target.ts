import { parseWebUrl } from '#domain/language/urls.ts';
import { toIsbn13 } from '#domain/reading-list/isbn.ts';
import type { WorkKind } from '#domain/reading-list/work.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';

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

/** What the URL of a book's page says about the book. */
export interface BookPage {
  /** The title as in the URL, in lower case and without punctuation. */
  slug?: string;
  isbn13?: string;
  /** How likely it is about a book: some shops sell other things too, and not every path with "books" is a book. */
  isBook: 'certain' | 'likely' | 'possible';
}

/** Large shops, publishers and catalogs, and the paths of their books' pages. */
const BOOK_PAGES: [host: RegExp, path: RegExp][] = [
  [/(?:^|\.)amazon\.[a-z.]+$/, /\/(?:dp|gp\/product|gp\/aw\/d|exec\/obidos\/asin|o\/asin)\/[a-z0-9]{10}(?:\/|$)/i],
  [/^(?:amzn\.(?:to|com|eu)|a\.co|geni\.us)$/, /^\/./],
  [/(?:^|\.)audible\.[a-z.]+$/, /^\/pd\//],
  [/(?:^|\.)goodreads\.com$/, /\/book\/(?:show|title)\//],
  [/(?:^|\.)openlibrary\.org$/, /^\/(?:works|books|isbn)\//],
  [/(?:^|\.)(?:books|play)\.google\.[a-z.]+$/, /^\/(?:books|store\/(?:audio)?books)/],
  [/(?:^|\.)google\.[a-z.]+$/, /^\/books\/(?:edition|about)\//],
  [/(?:^|\.)packtpub\.com$/, /\/[a-z0-9]+(?:-[a-z0-9]+)+(?:\/\d{13})?\/?$/],
  [/(?:^|\.)oreilly\.(?:com|de)$/, /^\/(?:library\/(?:view|cover)\/|catalog\/|product\/\d+)/],
  [/(?:^|\.)safaribooksonline\.com$/, /\/\d{9,13}X?/i],
  [/(?:^|\.)manning\.com$/, /^\/(?:books\/[^/]+|[a-z0-9]+\/?$)/],
  [/(?:^|\.)pragprog\.com$/, /^\/(?:titles|book)\/[^/]+/],
  [
    /(?:^|\.)leanpub\.com$/,
    /^\/(?!(?:u|c|b|s|p|login|bookstore|help|authors?|courses|blog)(?:\/|$))[^/]+(?:\/read)?\/?$/,
  ],
  [/(?:^|\.)nostarch\.com$/, /^\/(?!(?:catalog|about|blog|search)(?:\/|$))[^/]+\/?$/],
  [
    /(?:^|\.)(?:abookapart|rosenfeldmedia|fivesimplesteps|itrevolution|artima|stripe|bookshop)\.(?:com|press|org)$/,
    /^\/(?:p\/|[a-z]{2}\/)*(?:products?|books?|shop|a\/\d+)\/[^/]+/,
  ],
  [/(?:^|\.)informit\.com$/, /^\/(?:store|title)\/.*\d{9,13}X?\/?$/i],
  [/(?:^|\.)(?:barnesandnoble|thriftbooks|chapters\.indigo)\.(?:com|ca)$/, /^\/(?:w|en-ca)\/[^/]+/],
  [
    /(?:^|\.)(?:worldcat|gutenberg|librarything|indiebound|libro|bookwyrm)\.(?:org|com|fm|social)$/,
    /^\/(?:title|ebooks|work|book|audiobooks|isbn)\/./,
  ],
  [
    /(?:^|\.)(?:harpercollins|penguin|hachettebookgroup|simonandschuster|macmillan|abebooks|bloomsbury)\.[a-z.]+$/,
    /^\/(?:products|books|titles|titels)\/./,
  ],
];
/** Shops that also sell other things, and short links. */
const SELLS_ALL = /(?:^|\.)(?:amazon\.[a-z.]+|amzn\.(?:to|com|eu)|a\.co|geni\.us)$/;

/** A book's path on any host: `/books/<several-words>`, in common languages. */
const BOOK_PATH =
  /\/(?:books?|ebooks?|audiobooks?|buch|buecher|livres?|libros?|libri|livros?|boek(?:en)?|bog|kniha|ksiazka)\/(?:\d[\dXx-]*\/)?\p{L}[\p{L}\p{N}]*(?:[-_][\p{L}\p{N}]+)+(?:\.html?)?\/?$/iu;

const ISBN_IN_ADDRESS = /(?<![0-9])(97[89](?:-?[0-9]){10})(?![0-9])/;
const SHORT_ISBN = /(?<![0-9a-z])[0-9]{9}[0-9x](?![0-9a-z])/i;

/** Longer than the URL of any shop. */
const LONGEST_ADDRESS = 2000;

/** Parses the URL of a page about a book; returns undefined if it isn't one. */
export function parseBookPage(url: URL): BookPage | undefined {
  if (url.href.length > LONGEST_ADDRESS) return undefined;
  const host = url.hostname.toLowerCase();
  const path = decodePath(url.pathname);
  const isShop = BOOK_PAGES.some(([hosts, paths]) => hosts.test(host) && paths.test(path));
  const short = isShop ? (SHORT_ISBN.exec(path)?.[0] ?? url.searchParams.get('isbn') ?? '') : '';
  const isbn13 = toIsbn13(ISBN_IN_ADDRESS.exec(path)?.[1] ?? '') ?? toIsbn13(short);
  if (!isShop && isbn13 === undefined && !BOOK_PATH.test(path)) return undefined;
  const isVague = SELLS_ALL.test(host) && isbn13 === undefined && !EBOOK.test(path);
  const slug = slugWords(longestSlug(path), isShop && !SELLS_ALL.test(host));
  const isBook = isVague ? 'possible' : isShop || isbn13 !== undefined ? 'certain' : 'likely';
  return { ...omitEmpty({ slug }), ...omitUndefined({ isbn13 }), isBook };
}

const EBOOK = /[-_](?:e-?book|audiobook|kindle|paperback|hardcover)s?(?:[-_]|$)/i;

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Parts of paths that aren't titles. */
const NO_SLUG =
  /^(?:books?|e-?books?|audiobooks?|hardcover|paperback|show|titles?|titels|products?|library|view|cover|works?|isbn|store|shop|catalog|edition|about|exec|obidos|asin|read|gp|aw|dp|pd|.|[a-z]{2}(?:[-_][a-z]{2})?)$/i;

/** Returns the longest part of a path that can be a title: words joined by hyphens, or one word. */
function longestSlug(path: string): string {
  const slugs = path
    .split('/')
    .map((part) => part.replace(/^\d[\dx]*[-._]+|\.html?$/gi, ''))
    .filter((part) => /^\p{L}+$|^[\p{L}\p{N}]+(?:[-_+.'][\p{L}\p{N}]*)+$/u.test(part) && !NO_SLUG.test(part));
  return slugs.reduce((best, slug) => (slug.length > best.length ? slug : best), '');
}

/** What shops append to the title in a slug. */
const SLUG_TAIL =
  /(?:[\s-]+(?:e-?book|audiobook|kindle|paperback|hardcover|print|p|by|dp|b0[a-z0-9]{8}|(?:97[89])?\d{6,}x?|\d+(?:st|nd|rd|th)(?:[\s-]ed(?:ition)?)?|(?:first|second|third|fourth|fifth|sixth)[\s-]edition|\d+e))+$/i;

function slugWords(slug: string, mayBeOneWord: boolean): string {
  const words = slug
    .replace(/[-_+.\s]+/g, ' ')
    .trim()
    .replace(SLUG_TAIL, '')
    .replace(/^(?:97[89])?\d{9,}\s/, '')
    .trim()
    .toLowerCase()
    .replace(/(?<=\p{L}) s(?= |$)/gu, "'s")
    .replace(/(?<=\p{L}n) t(?= |$)/gu, "'t");
  if (!/\p{L}{2}/u.test(words)) return '';
  return mayBeOneWord || words.includes(' ') ? words : '';
}

const SMALL_WORDS = new Set(
  'a an and as at but by for from in into nor of on or per the to via vs with de der die das des du et la le les los el y e o os und von zu'.split(
    ' ',
  ),
);

/** Formats the words of a URL slug as a title: `the-art-of-x` gives "The Art of X". */
export function titleFromSlug(slug: string): string {
  return slug
    .split(' ')
    .map((word, index) => (index > 0 && SMALL_WORDS.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}
