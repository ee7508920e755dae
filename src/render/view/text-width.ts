const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * About how wide a text is in a common sans-serif font, in ems. The figures are rounded up from Helvetica's and
 * Noto's metrics, so that what is held to fit does fit.
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** A text cut to at most `ems`, with an ellipsis where something is missing; never inside a grapheme. */
export function fitText(text: string, ems: number): string {
  if (textWidth(text) <= ems) return text;
  let width = 1;
  let fitting = '';
  for (const { segment } of graphemes.segment(text)) {
    width += textWidth(segment);
    if (width > ems) break;
    fitting += segment;
  }
  return `${fitting.trimEnd()}…`;
}

function characterWidth(character: string): number {
  if (/[iljtfrI.,:;'|!()[\] ]/.test(character)) return 0.35;
  if (/[mwMW@%—]/.test(character)) return 0.95;
  if (/[a-z0-9]/.test(character)) return 0.57;
  if (/\p{M}|\p{Cf}/u.test(character)) return 0;
  if (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character)) return 1;
  return /\p{Extended_Pictographic}/u.test(character) || character > '\uffff' ? 1.3 : 0.72;
}
