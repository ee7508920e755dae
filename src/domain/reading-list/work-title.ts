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
export function normalizeTitle(written: string): string {
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

/** Texts shorter than this are near to too many others for a slip of the pen to be told from another title. */
const SHORTEST_TITLE = 10;
const SHORTEST_WORD = 5;

/**
 * Says for each normalised title which earlier title it is a misspelling of: the same words but for one slip of
 * the pen (a letter too many, too few, another, or two turned round) in one word of five letters or more. Titles
 * that nothing is like stand for themselves. Texts that differ by one slip have a text in common that is one letter
 * shorter; looking those up keeps it linear.
 */
export function findSpellings(titles: Iterable<string>): Map<string, string> {
  const spellings = new Map<string, string>();
  const firstWith = new Map<string, string>();
  for (const title of titles) {
    if (spellings.has(title)) continue;
    const shortened = title.length < SHORTEST_TITLE ? [] : deletionsOf(title.split(' '));
    const known = shortened.map((text) => firstWith.get(text)).find((other) => other !== undefined);
    spellings.set(title, known ?? title);
    for (const text of shortened) if (!firstWith.has(text)) firstWith.set(text, known ?? title);
  }
  return spellings;
}

function deletionsOf(words: string[]): string[] {
  const deletions = new Set<string>();
  for (const [index, word] of words.entries()) {
    if (word.length < SHORTEST_WORD || /\p{N}/u.test(word)) continue;
    const before = words.slice(0, index).join(' ');
    const after = words.slice(index + 1).join(' ');
    for (let at = 0; at <= word.length; at++) {
      deletions.add(`${before}|${word.slice(0, at)}${word.slice(at + 1)}|${after}`);
    }
  }
  return [...deletions];
}
