import { editDistance } from '#domain/evidence/fuzzy-match.ts';
import { findUrls, safeUrlAsWritten } from '#domain/language/urls.ts';
import { cleanCharacters } from '#shared/clean-characters.ts';
import { LINK_MARKUP, unescapeEntities, unwrapLinks } from '#text/slack-markup/escapes.ts';

/** Spaces of every kind, which pasting and phones put between words; not line breaks. */
const BLANKS = /[^\S\n]+/gu;

/** A person's own words in a suggestion are truncated to this, so that it stays one line. */
const LONGEST_QUOTED = 300;

/** Returns a command's text without control characters, with plain spaces, trimmed. Line breaks stay. */
export function cleanTyped(text: string): string {
  return cleanCharacters(text).replace(BLANKS, ' ').trim();
}

/** Splits a text after its first word, which is empty if nothing was typed. */
export function splitFirstWord(text: string): { word: string; rest: string } {
  const word = /^\S*/u.exec(text)![0];
  return { word, rest: text.slice(word.length).trim() };
}

/** Returns words as the person typed them, without Slack's own markup. */
export function plainTyped(text: string): string {
  return unescapeEntities(unwrapLinks(text.replace(/<([#@])[A-Z0-9]{1,40}\|([^<>|\n]{1,100})>/g, '$1$2')));
}

/** {@link plainTyped} in one line, for a suggestion that can be typed again. */
export function quoteTyped(text: string): string {
  const line = plainTyped(text).replace(/\s+/gu, ' ').trim();
  return line.length <= LONGEST_QUOTED ? line : `${line.slice(0, LONGEST_QUOTED).toWellFormed().trimEnd()}…`;
}

/** Opening quotation marks, and what may close each: in some languages a closing mark looks like another's opening. */
const CLOSERS: Readonly<Record<string, string>> = {
  '"': '"”“',
  '“': '”“"',
  '”': '”"',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '＂': '＂',
  '「': '」',
  '『': '』',
  '《': '》',
};

/** Single marks close only before a space, a dash or the end, since they are apostrophes too. */
const SINGLE_CLOSERS: Readonly<Record<string, string>> = { "'": "'’", '‘': '’', '’': '’', '‚': '‘’' };

/** Splits a text after the quotation that it starts with, both trimmed; undefined if it doesn't start with one. */
export function parseQuoted(text: string): { quoted: string; rest: string } | undefined {
  const open = text.charAt(0);
  const double = CLOSERS[open];
  const single = SINGLE_CLOSERS[open];
  if (double === undefined && single === undefined) return undefined;
  for (let at = 1; at < text.length; at++) {
    const mark = text.charAt(at);
    const closes =
      double?.includes(mark) ??
      (single!.includes(mark) && (at + 1 === text.length || /[\s,–—-]/u.test(text.charAt(at + 1))));
    if (!closes) continue;
    const quoted = text.slice(1, at).replace(/\s+/gu, ' ').trim();
    return quoted === '' ? undefined : { quoted, rest: text.slice(at + 1).trim() };
  }
  return undefined;
}

/** Longer words are not misspelled commands or cities. */
const LONGEST = 40;

/** Returns the candidate of which a word is most likely a misspelling; undefined if none is near. Ignores case. */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined;
  const typed = word.toLowerCase();
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(typed, candidate.toLowerCase());
    const most = candidate.length <= 4 ? 1 : candidate.length <= 8 ? 2 : 3;
    // Of equally near ones, one with the same letters is meant: "talsk" is "talks" rather than "talk".
    const isNearer = distance < (best?.distance ?? Infinity);
    const isEqual =
      distance === best?.distance && candidate.length === typed.length && best.candidate.length !== typed.length;
    if (distance <= most && (isNearer || isEqual)) best = { candidate, distance };
  }
  return best?.candidate;
}

export interface TypedLink {
  /** Absolute http(s). */
  url: string;
  /** The text around it. */
  before: string;
  after: string;
}

/** Finds the first http(s) address in a text, as Slack writes it or as a person does. */
export function findLink(text: string): TypedLink | undefined {
  const marked = LINK_MARKUP.exec(text);
  const bare = findUrls(text).find(({ url }) => /^https?:/i.test(url));
  const isMarked = marked !== null && marked.index <= (bare?.start ?? marked.index + 1);
  const start = isMarked ? marked.index : (bare?.start ?? 0);
  const written = isMarked ? marked[1]! : (bare?.url ?? '');
  const url = safeUrlAsWritten(unescapeEntities(written));
  if (url === undefined) return undefined;
  return { url, before: text.slice(0, start), after: text.slice(start + (isMarked ? marked[0] : written).length) };
}

/** Parses a text that is an address and nothing else, also without a scheme: `example.org/x`. */
export function parseAddress(text: string): string | undefined {
  const link = findLink(text);
  if (link !== undefined) return link.before.trim() === '' && link.after.trim() === '' ? link.url : undefined;
  const bare = unescapeEntities(text.trim());
  return /^(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,20}(?:[/?]\S{0,2000})?$/u.test(bare)
    ? safeUrlAsWritten(`https://${bare}`)
    : undefined;
}
