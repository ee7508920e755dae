const LINE_BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;

/** Controls except tab and line feed; soft hyphen, fillers, invisible operators, annotations, overrides. */
const NEVER_SEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u115f\u1160\u17b4\u17b5\u180e\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]|\u034f/g;

/** Zero-width spaces, except in scripts written without spaces, where they can separate words. */
const ZERO_WIDTH_SPACE = /(?<![\p{sc=Khmer}\p{sc=Lao}\p{sc=Myanmar}\p{sc=Thai}])\u200b/gu;

/**
 * Joiners are needed between the parts of an emoji and in scripts whose letters change shape (Arabic, Indic ones);
 * anywhere else they only hide something. Unicode core specification, 23.2 "Cursive Connection and Ligatures".
 */
const LOOSE_JOINERS =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Mongolian}\p{sc=Nko}\p{sc=Devanagari}\p{sc=Bengali}\p{sc=Gurmukhi}\p{sc=Gujarati}\p{sc=Oriya}\p{sc=Tamil}\p{sc=Telugu}\p{sc=Kannada}\p{sc=Malayalam}\p{sc=Sinhala}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]\ufe0f?)[\u200c\u200d]/gu;

/** Direction marks matter only in text with right-to-left scripts. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f]/g;
const RIGHT_TO_LEFT = /[\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}]/u;

/** Variation selectors choose the look of an emoji, a keycap or a Han character; elsewhere they carry hidden data. */
const LOOSE_VARIATIONS =
  /(?<![\p{Emoji}\p{sc=Han}\u2000-\u2bff\u3000-\u33ff])[\ufe00-\ufe0f]|(?<!\p{sc=Han})[\u{e0100}-\u{e01ef}]/gu;

/** After a black flag, tag characters spell out a regional flag; anywhere else they are invisible text. */
const TAGS = /(\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,6}\u{e007f})|[\u{e0000}-\u{e007f}]+/gu;

/** Checked first because most texts contain none of these, and the lookbehinds above are slow. */
const RARE = /[\u061c\u200b-\u200f]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e01ef}]/u;

const PLAIN = /^[\n\t\x20-\x7e]*$/;

/**
 * Keeps only what people see or need: line breaks as line feeds, no controls, direction overrides or hidden characters,
 * no lone surrogates (replaced by U+FFFD).
 */
export function cleanCharacters(text: string): string {
  if (PLAIN.test(text)) return text;
  const seen = text.toWellFormed().replace(LINE_BREAKS, '\n').replace(NEVER_SEEN, '');
  if (!RARE.test(seen)) return seen;
  const clean = seen
    .replace(ZERO_WIDTH_SPACE, '')
    .replace(TAGS, '$1')
    .replace(LOOSE_VARIATIONS, '')
    .replace(LOOSE_JOINERS, '');
  return RIGHT_TO_LEFT.test(clean) ? clean : clean.replace(DIRECTION_MARKS, '');
}

const PLAIN_LINE = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/** {@link cleanCharacters} on one line, white space folded to single spaces. */
export function cleanLine(text: string): string {
  if (PLAIN_LINE.test(text)) return text;
  return cleanCharacters(text).replace(/\s+/g, ' ').trim();
}
