import { toIsbn13 } from '#domain/reading-list/isbn.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';

/** What the URL of a book's page says about the book. */
export interface BookPage {
  /** The title as in the URL, in lower case and without punctuation. */
  slug?: string;
  isbn13?: string;
  /** How likely it is about a book: some shops sell other things too, and not every path with "books" is a book. */
  isBook: 'certain' | 'likely' | 'possible';
}

interface Shop {
  host: RegExp;
  /** Pattern for the path, with the groups `slug` and `id`. */
  path: RegExp;
  certain?: boolean;
}

/** URL patterns of large shops, publishers and catalogs. */
const SHOPS: Shop[] = [
  {
    host: /(?:^|\.)amazon\.[a-z.]+$/,
    path: /^(?:\/-\/\w+)?(?:\/(?<slug>[^/]+))?\/(?:dp|gp\/product|gp\/aw\/d|exec\/obidos\/asin|o\/asin)\/(?<id>[A-Z0-9]{10})(?:\/|$)/i,
    certain: false,
  },
  { host: /^(?:www\.)?audible\.[a-z.]+$/, path: /^\/pd\/(?:[^/]+\/)?(?<slug>[^/]+)\/[A-Z0-9]{10}$/i },
  { host: /^(?:amzn\.(?:to|com|eu)|a\.co|geni\.us)$/, path: /^\/./, certain: false },
  {
    host: /(?:^|\.)goodreads\.com$/,
    path: /^\/(?:[a-z]{2}\/)?book\/(?:show\/\d+[-._]?|title\/)(?<slug>[^/]*)/,
  },
  { host: /(?:^|\.)openlibrary\.org$/, path: /^\/(?:works|books|isbn)\/(?<id>[^/]+)(?:\/(?<slug>[^/]+))?/ },
  {
    host: /(?:^|\.)(?:books|play)\.google\.[a-z.]+$/,
    path: /^\/(?:books(?:\/(?:about|edition)\/(?<slug>[^/]+))?|store\/(?:audio)?books)/,
  },
  { host: /(?:^|\.)google\.[a-z.]+$/, path: /^\/books\/(?:edition|about)\/(?<slug>[^/]+)/ },
  {
    host: /(?:^|\.)packtpub\.com$/,
    path: /^(?:\/[a-z-]+)*?\/(?<slug>[a-z0-9]+(?:-[a-z0-9]+)+)(?:\/(?<id>\d{13}))?\/?$/,
  },
  {
    host: /(?:^|\.)oreilly\.(?:com|de)$/,
    path: /^\/(?:library\/(?:view|cover)\/(?:(?<slug>[^/]+)\/)?(?<id>\d{9,13}X?)|catalog\/|product\/\d+)/i,
  },
  {
    host: /(?:^|\.)safaribooksonline\.com$/,
    path: /^\/(?:library\/(?:view|cover)\/(?:(?<slug>[^/]+)\/)?)?(?<id>\d{9,13}X?)/i,
  },
  { host: /(?:^|\.)manning\.com$/, path: /^\/(?:books\/(?<slug>[^/]+)|[a-z0-9]+\/?$)/ },
  { host: /(?:^|\.)pragprog\.com$/, path: /^\/(?:titles|book)\/[^/]+(?:\/(?<slug>[^/]+))?/ },
  {
    host: /(?:^|\.)leanpub\.com$/,
    path: /^\/(?!(?:u|c|b|s|p|login|bookstore|help|authors?|courses|blog)(?:\/|$))(?<slug>[^/]+)(?:\/read)?\/?$/,
  },
  {
    host: /(?:^|\.)nostarch\.com$/,
    path: /^\/(?!(?:catalog|about|blog|search)(?:\/|$))(?<slug>[^/.]+)(?:\.htm)?\/?$/,
  },
  {
    host: /(?:^|\.)(?:abookapart\.com|rosenfeldmedia\.com|fivesimplesteps\.com)$/,
    path: /^\/(?:books|products)\/(?<slug>[^/]+)/,
  },
  {
    host: /(?:^|\.)(?:itrevolution\.com|artima\.com|stripe\.press|press\.stripe\.com)$/,
    path: /^\/(?:products?|books?|shop)\/(?<slug>[^/]+)/,
  },
  { host: /(?:^|\.)informit\.com$/, path: /^\/(?:store|title)\/(?<slug>.*?)-?(?<id>\d{9,13}X?)\/?$/i },
  {
    host: /(?:^|\.)(?:barnesandnoble|thriftbooks|chapters\.indigo)\.(?:com|ca)$/,
    path: /^\/(?:w|en-ca)\/(?<slug>[^/]+)/,
  },
  { host: /(?:^|\.)bookshop\.org$/, path: /^\/(?:[a-z]{2}\/)?(?:p\/)?(?:books|a\/\d+)\/(?<slug>[^/]+)/ },
  {
    host: /(?:^|\.)(?:worldcat|gutenberg|librarything|indiebound|libro|bookwyrm)\.(?:org|com|fm|social)$/,
    path: /^\/(?:title|ebooks|work|book|audiobooks|isbn)\/(?:\d[\dXx-]*-?)?(?<slug>[^/]*)/,
  },
  {
    host: /(?:^|\.)(?:harpercollins|penguin|hachettebookgroup|simonandschuster|macmillan|abebooks|bloomsbury)\.[a-z.]+$/,
    path: /^\/(?:products|books|titles(?:\/[^/]+)?|titels)\/(?:\d+\/)?(?<slug>[^/]+)/,
  },
];

/** A book's path on any host: `/books/<several-words>`, in common languages. */
const BOOK_PATH =
  /\/(?:books?|ebooks?|audiobooks?|buch|buecher|livres?|libros?|libri|livros?|boek(?:en)?|bog|kniha|ksiazka)\/(?:\d[\dXx-]*\/)?(?<slug>\p{L}[\p{L}\p{N}]*(?:[-_][\p{L}\p{N}]+)+)(?:\.html?)?\/?$/iu;

const ISBN_IN_ADDRESS = /(?<![0-9])(97[89](?:-?[0-9]){10})(?![0-9])/;

/** Longer than the URL of any shop. */
const LONGEST_ADDRESS = 2000;

/** Parses the URL of a page about a book; returns undefined if it isn't one. */
export function parseBookPage(url: URL): BookPage | undefined {
  if (url.href.length > LONGEST_ADDRESS) return undefined;
  const host = url.hostname.toLowerCase();
  const path = decodePath(url.pathname);
  const inAddress = toIsbn13(ISBN_IN_ADDRESS.exec(path)?.[1] ?? '');
  for (const shop of SHOPS) {
    const groups = shop.host.test(host) ? shop.path.exec(path) : null;
    if (groups === null) continue;
    const { slug, id } = groups.groups ?? {};
    const isbn13 = toIsbn13(id ?? '') ?? toIsbn13(url.searchParams.get('isbn') ?? '') ?? inAddress;
    const words = slugWords(slug ?? '', shop.certain !== false);
    return {
      ...omitEmpty({ slug: words }),
      ...omitUndefined({ isbn13 }),
      isBook: shop.certain !== false || isbn13 !== undefined || EBOOK.test(slug ?? '') ? 'certain' : 'possible',
    };
  }
  const generic = BOOK_PATH.exec(path);
  if (generic === null && inAddress === undefined) return undefined;
  const words = slugWords(generic?.groups?.slug ?? longestSlug(path), true);
  return {
    ...omitEmpty({ slug: words }),
    ...omitUndefined({ isbn13: inAddress }),
    isBook: inAddress !== undefined ? 'certain' : 'likely',
  };
}

const EBOOK = /[-_](?:e-?book|audiobook|kindle|paperback|hardcover)s?(?:[-_]|$)/i;

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const LOCALE = /^[a-z]{2}[-_][a-z]{2}$/i;

function longestSlug(path: string): string {
  const slugs = path
    .split('/')
    .filter((part) => /^\p{L}[\p{L}\p{N}]*(?:[-_+][\p{L}\p{N}]+)+$/u.test(part) && !LOCALE.test(part));
  return slugs.reduce((best, slug) => (slug.length > best.length ? slug : best), '');
}

/** What shops append to the title in a slug. */
const SLUG_TAIL =
  /(?:[\s-]+(?:e-?book|audiobook|kindle|paperback|hardcover|print|p|by|dp|b0[a-z0-9]{8}|(?:97[89])?\d{6,}x?|\d+(?:st|nd|rd|th)(?:[\s-]ed(?:ition)?)?|(?:first|second|third|fourth|fifth|sixth)[\s-]edition|\d+e))+$/i;

function slugWords(slug: string, mayBeOneWord: boolean): string {
  const words = slug
    .replace(/\.html?$/i, '')
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
