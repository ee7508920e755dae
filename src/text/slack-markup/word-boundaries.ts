/** Words are written without spaces in these scripts: a mark beside such a character isn't within a word. */
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u;
const SPACELESS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Is a character part of a word, so that a mark beside it may lie within the word? */
export function isWord(character: string): boolean {
  return WORD_CHARACTER.test(character) && !SPACELESS.test(character);
}

/** The whole character at an offset, also where it takes two UTF-16 units. */
export function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at)!);
}

/** The whole character that ends at an offset greater than 0. */
export function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff && at > 1 ? characterAt(text, at - 2) : text.charAt(at - 1);
}
