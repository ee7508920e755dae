import { findUrls } from '#domain/language/urls.ts';

/** File extensions that are also country domains: `main.rs`, `README.md`, `Node.js`. */
const FILE_ENDINGS = new Set('cc cs fs go hs jl js kt md ml pl ps py rb rs sh so tf ts vb'.split(' '));

/** Generic top-level domains in common use, and those reserved for examples (RFC 2606). */
const HOST_ENDINGS = new Set(
  (
    'com org net edu gov mil int info biz name dev app xyz online site website page link shop store cloud host blog ' +
    'tech live news media wiki club team space world today agency digital academy events test example invalid'
  ).split(' '),
);

/**
 * Returns whether a link's label pretends to be another URL than its target. A label that only shortens its target
 * (without scheme, `www.`, or the end of the path) doesn't.
 */
export function isSpoofedLink(label: string, target: string): boolean {
  const shown = addressIn(label);
  if (shown === undefined) return false;
  const real = URL.parse(target);
  if (real === null) return true;
  const whole = bareAddress(real);
  const claimed = bareAddress(shown).replace(/(?:%E2%80%A6|\.\.\.)$/, '');
  return !(bareHost(shown) === bareHost(real) && whole.startsWith(claimed));
}

function addressIn(label: string): URL | undefined {
  const words = label.trim();
  if (/\s/.test(words)) {
    const [named] = findUrls(words);
    return named && addressIn(named.url);
  }
  if (/^https?:/i.test(words)) return URL.parse(words) ?? undefined;
  const host = /^(?:[\p{L}\p{N}_-]+\.)+(\p{L}{2,})(?=[/:?#]|$)/u.exec(words);
  if (host === null) return undefined;
  const ending = host[1]!.toLowerCase();
  const isHost = HOST_ENDINGS.has(ending) || (ending.length === 2 && !FILE_ENDINGS.has(ending));
  return isHost ? (URL.parse(`https://${words}`) ?? undefined) : undefined;
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^www\./, '');
}

function bareAddress(url: URL): string {
  return `${bareHost(url)}${url.port === '' ? '' : `:${url.port}`}${url.pathname}${url.search}${url.hash}`.replace(
    /\/$/,
    '',
  );
}
