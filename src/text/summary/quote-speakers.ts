import type { Talk } from '#domain/conference/talk.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, foldedWords, tokenize } from '#domain/language/tokenize.ts';
import { findSpeakerNamed } from '#domain/talk-mentions/talk-titles.ts';

const NAME = String.raw`\p{Lu}[\p{L}\p{M}'’.-]*(?:[ \t]+(?:(?:v[ao]n|de[nrls]?|di|da|d[ou]s?|la|le|el|al|bin|ibn|ter|ten|zu|af)[ \t]+)*\p{Lu}[\p{L}\p{M}'’.-]*){0,3}`;
const SAYS =
  '(?:said|says|say|wrote|writes|put it|quips?|quipped|asked|asks|argued|argues|sagte|sagt|meinte|meint|schrieb|schreibt|a dit|dit|disait|écrit|dijo|dice|decía|ha detto|diceva|disse|diz|zei|zegt|sa|säger)';
const ACCORDING =
  '(?:according to|quoting|quote from|quoted from|as told by|laut|nach|so|selon|d’après|según|secondo|segundo|volgens|enligt)';

/** Forms in which a note names who said it, before the quote and after it. */
const SPEAKER_BEFORE = [
  new RegExp(String.raw`(?:^|[\s(>*•])(${NAME})\s*(?:\([^()\n]*\)\s*)?[:：]\s*$`, 'u'),
  new RegExp(
    String.raw`(?:^|[\s(>*•,])(?:[Aa]s\s+|[Ww]ie\s+|[Cc]omo\s+|[Cc]omme\s+)?(${NAME})\s+(?:once\s+|always\s+|famously\s+|just\s+)?${SAYS}(?:\s+(?:that|it|da[sß]s|que|che))?\s*[,:]?\s*$`,
    'u',
  ),
  new RegExp(
    String.raw`(?:^|[\s(>*•,])(?:${ACCORDING}|${ACCORDING.replace('(?:a', '(?:A')})\s+(${NAME})\s*[,:]?\s*$`,
    'u',
  ),
];
const SPEAKER_AFTER = [
  new RegExp(String.raw`^[\s.,]*(?:-{1,3}|[–—―~])\s*(?:by\s+|from\s+)?(${NAME})(?=\s*(?:$|[,.;:()\n*]|[–—-]\s))`, 'u'),
  new RegExp(String.raw`^[\s.,]*\(\s*(?:by\s+|says\s+)?(${NAME})(?:,[^()\n]*)?\)`, 'u'),
  new RegExp(String.raw`^[\s.,]*(?:as\s+)?${SAYS}\s+(${NAME})`, 'u'),
  new RegExp(String.raw`^[\s.,]*(?:as\s+)?(${NAME})\s+(?:once\s+|always\s+|famously\s+)?${SAYS}(?!\p{L})`, 'u'),
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
    if (name !== undefined && isPersonName(name)) return name;
  }
  return undefined;
}

/** Returns whether capitalized words are a person's name. "I", "The", "DevOps:" and "Key point:" aren't. */
function isPersonName(name: string): boolean {
  const words = name.split(/\s+/);
  if (words.some((word) => word === 'I' || /\p{N}/u.test(word))) return false;
  return !isFunctionWord(fold(words[0]!)) && !NO_PERSON.test(name);
}

const NO_PERSON =
  /^(?:q|a|question|answer|quotes?|key|main|note|notes|slide|title|today|tomorrow|yesterday|also|unknown|anonymous|anon|someone|somebody|zitat|frage|antwort|citation|cita|lesson|takeaway|thesis|definition|example|rule|manifesto|motto|tip|point|summary|conclusion|warning|idea|goal|problem|solution|step|part|phase|principle|law)s?(?:\s|$)/iu;

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
