import type { Talk } from '#domain/conference/talk.ts';
import { mayNamePerson, NAMED, SAYS } from '#domain/language/person-names.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, foldedWords, tokenize } from '#domain/language/tokenize.ts';
import type { Note } from '#domain/notes/note.ts';
import type { Quote } from '#domain/recap/summary.ts';
import { findSpeakerNamed } from '#domain/talk-mentions/talk-titles.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { isPromptInjection } from '#text/sentences/wording.ts';

/** Opening quotation marks and their closing marks. German and Swedish close with marks that open quotes elsewhere. */
const PAIRS: [open: string, close: string][] = [
  ['"', '"'],
  ['“', '”“'],
  ['„', '“”"'],
  ['”', '”'],
  ['«', '»'],
  ['»', '«'],
  ['‹', '›'],
  ['‚', '‘'],
  ['‘', '’'],
  ['「', '」'],
  ['『', '』'],
  ['《', '》'],
  ['＂', '＂'],
];
const CLOSERS = new Map(PAIRS);
const ANY_MARK = new RegExp(`[${PAIRS.map(([open]) => open).join('')}]`, 'u');

/** A quoted range of a note: offsets of the words within the marks. */
interface TextRange {
  start: number;
  end: number;
  isBlock: boolean;
}

/**
 * Finds the quotes in a note: sentences in quotation marks, and block quotes, letter for letter. The speaker is named
 * only if the note says so, or if the note is nothing but the quote and belongs to a talk with one speaker.
 */
export function findQuotes(note: Note, talk: Talk | null): Quote[] {
  const { text } = note;
  const quotes: Quote[] = [];
  for (const stretch of [...blockQuotes(note), ...markedQuotes(text)]) {
    const { start, end } = stretch;
    if (quotes.some((quote) => quote.text.includes(text.slice(start, end).trim()))) continue;
    const quoted = text
      .slice(start, end)
      .trim()
      .replace(/[,，、]$/u, '');
    if (
      !isSentenceLike(quoted, stretch) ||
      isTitle(quoted, text, { range: stretch, talk }) ||
      isPromptInjection(quoted)
    )
      continue;
    const speaker = findSpeaker(text, stretch, talk);
    quotes.push({ text: quoted, ...omitUndefined({ speaker }), noteId: note.id });
  }
  return quotes;
}

function blockQuotes({ text, spans }: Note): TextRange[] {
  return spans
    .filter(({ kind }) => kind === 'quote')
    .map(({ start, end }) => {
      const block = text.slice(start, end);
      const signature = SIGNATURE_LINE.exec(block)?.[0].length ?? 0;
      const inner = unquoted(text, start, end - signature);
      return { ...inner, isBlock: true };
    });
}

/** Last line of a block quote that names who said it. */
const SIGNATURE_LINE = /\n\s*(?:--|[-–—~])\s*\p{L}[^\n]{1,60}$/u;

/** Strips quotation marks that enclose a whole range. */
function unquoted(text: string, start: number, end: number): { start: number; end: number } {
  const inner = text.slice(start, end);
  const from = start + (inner.length - inner.trimStart().length);
  const to = end - (inner.length - inner.trimEnd().length);
  const closers = CLOSERS.get(text.charAt(from));
  const encloses =
    closers?.includes(text.charAt(to - 1)) === true && !text.slice(from + 1, to - 1).includes(text.charAt(from));
  return encloses ? { start: from + 1, end: to - 1 } : { start: from, end: to };
}

const NOT_IN_WORD_BEFORE = /[\s([{—–:,;>*_/。、：，-]$/u;
const NOT_IN_WORD_AFTER = /^[\s)\]}—–.,:;!?*_/。、，！？-]/u;

/** A longer quote is missing its closing mark. */
const LONGEST_QUOTE = 1_000;

/** Finds the ranges between quotation marks, pair by pair from the left. */
function markedQuotes(text: string): TextRange[] {
  if (!ANY_MARK.test(text)) return [];
  const stretches: TextRange[] = [];
  /** Offset up to which nothing closes an opening mark, by mark. */
  const unclosed = new Map<string, number>();
  for (let at = 0; at < text.length; at++) {
    const open = text.charAt(at);
    const closers = CLOSERS.get(open);
    if (closers === undefined || at < (unclosed.get(open) ?? 0) || !opensQuote(text, at)) continue;
    const close = findClose(text, at + 1, { open, closers });
    if (close < 0) {
      unclosed.set(open, ~close);
      continue;
    }
    stretches.push({ start: at + 1, end: close, isBlock: false });
    at = close;
  }
  return stretches;
}

/** Marks that have other uses (inches, apostrophes, „German“ closers) open only where a word may begin. */
function opensQuote(text: string, at: number): boolean {
  const isIdeographic = /[「『《]/.test(text.charAt(at));
  const startsWord =
    at === 0 ||
    NOT_IN_WORD_BEFORE.test(text.charAt(at - 1)) ||
    /\p{sc=Han}|\p{sc=Kana}|\p{sc=Hira}/u.test(text.charAt(at - 1));
  return isIdeographic || (startsWord && (/\S/.test(text.charAt(at + 1)) || text.charAt(at) === '«'));
}

/** Returns the offset where a quote closes, or if it doesn't, the bitwise complement of where the search gave up. */
function findClose(text: string, from: number, { open, closers }: { open: string; closers: string }): number {
  const limit = Math.min(text.length, from + LONGEST_QUOTE);
  const isPlain = open === '"' || open === '‘' || open === '‚';
  for (let at = from; at < limit; at++) {
    const mark = text.charAt(at);
    if (text.startsWith('\n\n', at)) return ~at;
    if (!closers.includes(mark)) continue;
    const after = text.charAt(at + 1);
    const endsWord = after === '' || NOT_IN_WORD_AFTER.test(after);
    if (isPlain && (!endsWord || /\s/.test(text.charAt(at - 1)))) continue;
    return at;
  }
  return ~limit;
}

/** Minimum number of words in a quote; one less if it ends like a sentence. Shorter ones are terms or irony. */
const WORDS_OF_SENTENCE = 5;
const CHARACTERS_WITHOUT_SPACES = 10;

function isSentenceLike(quoted: string, { isBlock }: TextRange): boolean {
  if (/^\S*:\/\/\S*$/.test(quoted)) return false;
  if (/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u.test(quoted)) {
    return quoted.replace(/[\p{P}\s]/gu, '').length >= CHARACTERS_WITHOUT_SPACES;
  }
  const words = tokenize(quoted).length;
  return words >= WORDS_OF_SENTENCE - (isBlock || /[.!?…]$/.test(quoted) ? 1 : 0);
}

/** Words that come before or after the title of a work. */
const WORK_BEFORE =
  /(?:^|[^\p{L}])(?:books?|articles?|papers?|posts?|blog|talk|session|video|film|song|chapter|titled|entitled|called|named|buch|artikel|vortrag|livre|libro|livro|article|art[ií]culo|articolo|artigo|boek|bok)\s*(?:is|was|:|,|–|-)?\s*["“„«‘(]?$/iu;
const AUTHOR_AFTER = /^["”“»’]?,?\s*(?:by|von|par|por|di|door|av|af)\s+\p{Lu}/u;

/** Returns whether the quoted words are a title: of the talk itself, a book or an article. */
function isTitle(
  quoted: string,
  text: string,
  { range: { start, end, isBlock }, talk }: { range: TextRange; talk: Talk | null },
): boolean {
  const folded = phrase(quoted);
  if (talk !== null && folded !== '' && phrase(talk.title).includes(folded)) return true;
  if (isBlock) return false;
  if (WORK_BEFORE.test(text.slice(Math.max(0, start - 40), start)) || AUTHOR_AFTER.test(text.slice(end, end + 40))) {
    return true;
  }
  const words = tokenize(quoted).map((word) => word.text);
  const telling = words.filter((word) => !isFunctionWord(fold(word)) && /\p{L}/u.test(word));
  const capitals = telling.filter((word) => /^\p{Lu}/u.test(word));
  return telling.length >= 3 && capitals.length === telling.length && !/[.!?]$/.test(quoted);
}

function phrase(text: string): string {
  return tokenize(fold(text))
    .map((word) => word.text)
    .join(' ');
}

/**
 * Finds the quotes in a section's notes, without duplicates. One that repeats an earlier note quotes a colleague rather
 * than a speaker, and is left out.
 */
export function findSectionQuotes(notes: readonly Note[], talk: Talk | null): Quote[] {
  const byWords = new Map<string, Quote>();
  const written = new Set<string>();
  for (const note of notes) {
    for (const quote of findQuotes(note, talk)) {
      const words = phrase(quote.text);
      if (written.has(words)) continue;
      const known = byWords.get(words);
      if (known === undefined) byWords.set(words, quote);
      else if (known.speaker === undefined && quote.speaker !== undefined) byWords.set(words, quote);
    }
    if (!/["“”„«»「」]/.test(note.text) && note.spans.every(({ kind }) => kind !== 'quote'))
      written.add(phrase(note.text));
  }
  return [...byWords.values()];
}

/** Words that name who said something before its name. */
const ACCORDING_TO =
  '(?:[Aa]ccording to|[Qq]uoting|[Qq]uote from|[Qq]uoted from|[Aa]s told by|[Ll]aut|[Nn]ach|[Ss]o|[Ss]elon|[Dd]’après|' +
  '[Ss]egún|[Ss]econdo|[Ss]egundo|[Vv]olgens|[Ee]nligt)';

/** Forms in which a note names who said it, before the quote and after it. */
const SPEAKER_BEFORE = [
  new RegExp(String.raw`(?:^|[\s(>*•])(${NAMED})\s*(?:\([^()\n]*\)\s*)?[:：]\s*$`, 'u'),
  new RegExp(
    String.raw`(?:^|[\s(>*•,])(?:[Aa]s\s+|[Ww]ie\s+|[Cc]omo\s+|[Cc]omme\s+)?(${NAMED})\s+(?:once\s+|always\s+|famously\s+|just\s+)?${SAYS}(?:\s+(?:that|it|da[sß]s|que|che))?\s*[,:]?\s*$`,
    'u',
  ),
  new RegExp(String.raw`(?:^|[\s(>*•,])${ACCORDING_TO}\s+(${NAMED})\s*[,:]?\s*$`, 'u'),
];
const SPEAKER_AFTER = [
  new RegExp(String.raw`^[\s.,]*(?:-{1,3}|[–—―~])\s*(?:by\s+|from\s+)?(${NAMED})(?=\s*(?:$|[,.;:()\n*]|[–—-]\s))`, 'u'),
  new RegExp(String.raw`^[\s.,]*\(\s*(?:by\s+|says\s+)?(${NAMED})(?:,[^()\n]*)?\)`, 'u'),
  new RegExp(String.raw`^[\s.,]*(?:as\s+)?${SAYS}\s+(${NAMED})`, 'u'),
  new RegExp(String.raw`^[\s.,]*(?:as\s+)?(${NAMED})\s+(?:once\s+|always\s+|famously\s+)?${SAYS}(?!\p{L})`, 'u'),
];

/**
 * Returns who said what is between two offsets of a note: whom the note names, or the only speaker of its talk if it
 * says nothing else.
 */
function findSpeaker(text: string, stretch: { start: number; end: number }, talk: Talk | null): string | undefined {
  const before = text
    .slice(0, stretch.start)
    .replace(/["“„«»”‘‚‹「『《＂\s]+$/u, ' ')
    .replace(/\s$/, '');
  const after = text.slice(stretch.end).replace(/^["”“»«’‘›」』》＂]/u, '');
  const named = nameIn(SPEAKER_AFTER, after) ?? nameIn(SPEAKER_BEFORE, before);
  if (named !== undefined) return (talk && findSpeakerNamed(talk, named)) ?? named;
  const only = talk?.speakers.length === 1 ? talk.speakers[0]!.name : undefined;
  return only !== undefined && isSaidBy(only, before, after) ? only : undefined;
}

function nameIn(forms: RegExp[], text: string): string | undefined {
  for (const form of forms) {
    const name = form.exec(text)?.[1]?.replace(/[.,]+$/, '');
    if (name !== undefined && mayNamePerson(name)) return name;
  }
  return undefined;
}

/** Text before a quote that refers to the talk's only speaker: "she says", "speaker said". */
const PRONOUN_SAYS = new RegExp(
  String.raw`^\W*(?:(?:and|so|also)\s+)?(?:he|she|they|speaker|the speaker|er|sie|il|elle|él|ella|lui|lei|ele|ela|hij|zij)\s+(?:just\s+|also\s+)?${SAYS}?(?:\s+that)?\W*$`,
  'iu',
);

/**
 * Returns whether the talk's only speaker certainly said the quote: the note contains nothing else, or only the
 * speaker's name or "she says" before it.
 */
function isSaidBy(speaker: string, before: string, after: string): boolean {
  const outside = `${before} ${after}`;
  const names = new Set(foldedWords(speaker));
  const others = tokenize(outside.replace(/:[a-z0-9_+-]+:/g, ' ')).filter(({ text }) => !names.has(fold(text)));
  if (others.length === 0) return true;
  return PRONOUN_SAYS.test(before) && tokenize(after).length === 0;
}
