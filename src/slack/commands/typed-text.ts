import { cleanCharacters } from '#shared/clean-characters.ts';
import { unescapeEntities } from '#text/slack-markup/escapes.ts';

/** Blanks of every kind but line breaks: what pasting and phones put between words. */
const BLANKS = /[^\S\n]+/gu;

/** A person's own words in a suggestion are cut here: the form has to stay one line. */
const LONGEST_QUOTED = 300;

/** A command's text without control characters and broken surrogates, with plain blanks, trimmed. Line breaks stay. */
export function cleanTyped(text: string): string {
  return cleanCharacters(text).replace(BLANKS, ' ').trim();
}

/** The first word and what follows it; the word is empty where nothing was typed. */
export function splitFirstWord(text: string): { word: string; rest: string } {
  const word = /^\S*/u.exec(text)![0];
  return { word, rest: text.slice(word.length).trim() };
}

/** Words as the person typed them, in one line, for a suggestion that can be typed again. */
export function quoteTyped(text: string): string {
  const typed = text
    .replace(/<([#@])[A-Z0-9]{1,40}\|([^<>|\n]{1,100})>/g, '$1$2')
    .replace(/<(https?:[^<>|\s]{1,2000})(?:\|[^<>\n]{0,2000})?>/gi, '$1');
  const line = unescapeEntities(typed).replace(/\s+/gu, ' ').trim();
  return line.length <= LONGEST_QUOTED ? line : `${line.slice(0, LONGEST_QUOTED).toWellFormed().trimEnd()}…`;
}

/** Opening marks, and what may close each: phones and other languages close with what opens elsewhere. */
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

/** Single marks close only in front of a blank, a dash or the end: they are apostrophes too. */
const SINGLE_CLOSERS: Readonly<Record<string, string>> = { "'": "'’", '‘': '’', '’': '’', '‚': '‘’' };

/** What stands in quotation marks at the start of a text, trimmed, and what follows; undefined where none does. */
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

/** Longer words are no misspelt command or city. */
const LONGEST = 40;

/** The candidate that a word is most likely a misspelling of; undefined where none is near. Case doesn't count. */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined;
  const typed = word.toLowerCase();
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(typed, candidate.toLowerCase());
    const most = candidate.length <= 4 ? 1 : candidate.length <= 8 ? 2 : 3;
    if (distance <= most && (best === undefined || distance < best.distance)) best = { candidate, distance };
  }
  return best?.candidate;
}

/** Letters added, left out, changed, and neighbours swapped (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, before[j - 2]! + 1);
      }
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
