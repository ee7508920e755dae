const MARKS = /^[\s"'\u2018-\u201f\u00ab\u00bb\u300c\u300d]+|[\s"'\u2018-\u201f\u00ab\u00bb\u300c\u300d]+$/gu;
const LONGEST = 2_000;

/**
 * The place in a text where words stand, as the text writes them; undefined where they don't. Case, white space and
 * the look of quotation marks may differ, as models tidy what they copy.
 */
export function findVerbatim(text: string, words: string): string | undefined {
  const bare = words.replace(MARKS, '');
  if (bare === '' || bare.length > LONGEST) return undefined;
  if (text.includes(bare)) return bare;
  const pattern = bare
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/\s+/gu, '\\s+')
    .replace(/['\u2018\u2019]/gu, "['\u2018\u2019]")
    .replace(/["\u201c-\u201f]/gu, '["\u201c-\u201f]');
  return new RegExp(pattern, 'iu').exec(text)?.[0];
}
