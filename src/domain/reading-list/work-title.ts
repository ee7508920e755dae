import { fold } from '#domain/language/tokenize.ts';

/** What people write behind a title to say which edition they have; the work is the same. */
const EDITION =
  /[\s,–—-]+(?:the\s+)?(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|revised|updated|anniversary|\d+th anniversary)\s+ed(?:ition|\.)?$/iu;

/** No work's title is longer; what somebody pastes may be. */
const COMPARED_LENGTH = 500;

/**
 * A title for comparing: compatibility forms, case, accents, typography, what stands in brackets, a leading
 * article and a mention of the edition are folded away (formats, section 4d). "+" and "#" count, so that books on
 * C, C++ and C# stay apart. Never empty unless the title is blank.
 */
export function normaliseTitle(written: string): string {
  const title = written.slice(0, COMPARED_LENGTH);
  const bare = title.replace(/\s*[([{][^()[\]{}]*[)\]}]\s*/gu, ' ').trim() || title;
  const folded = fold(bare.replace(EDITION, ''))
    .replace(/&/g, ' and ')
    .replace(/(?<=[\p{L}\p{N}])[.'](?=[\p{L}\p{N}])/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}+#]+/gu, ' ')
    .trim();
  return folded.replace(/^(?:an?|the) (?=\S)/, '') || fold(title).trim();
}

/** A title without its subtitle: the tail behind a colon, only where a space follows the colon. */
export function mainTitle(title: string): string {
  const colon = title.search(/\S:\s/u);
  return colon === -1 ? title : title.slice(0, colon + 1);
}

/** The subtitle that {@link mainTitle} leaves away, or an empty text. */
export function subtitle(title: string): string {
  return title.slice(mainTitle(title).length).replace(/^:\s*/, '');
}

/** A title up to the first mark that may set off a subtitle, of whatever kind: "Quiet. The power of introverts". */
export function shortTitle(title: string): string {
  return /^.*?[\p{L}\p{N})](?=(?:[.:;!?]|\s[–—-]+)\s)/u.exec(title)?.[0] ?? title;
}
