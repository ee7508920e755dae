import type { Talk } from '#domain/conference/talk.ts';
import { mayNamePerson, NAMED, SAYS } from '#domain/language/person-names.ts';
import { fold, foldedWords, tokenize } from '#domain/language/tokenize.ts';
import { findSpeakerNamed } from '#domain/talk-mentions/talk-titles.ts';

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
export function findSpeaker(
  text: string,
  stretch: { start: number; end: number },
  talk: Talk | null,
): string | undefined {
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
