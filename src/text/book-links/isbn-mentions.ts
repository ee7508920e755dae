import { toIsbn13 } from '#domain/reading-list/isbn.ts';

/** Ten digits are an ISBN only where they are called so; thirteen with the right beginning and check digit always. */
const ISBN =
  /(?<![\p{N}-])(?:(?:97[89][ -]?)(?:\d[ -]?){9}\d|(?<=ISBN(?:-1[03])?[:\s]{0,3})(?:\d[ -]?){9}[\dXx])(?![\p{N}])/giu;
/** How far behind a title, in characters, an ISBN is the title's. */
const CLOSE = 60;

/** The first ISBN close behind a title, as thirteen digits. */
export function isbnAfter(after: string): string | undefined {
  for (const [written] of after.slice(0, CLOSE).matchAll(ISBN)) {
    const isbn13 = toIsbn13(written);
    if (isbn13 !== undefined) return isbn13;
  }
  return undefined;
}

/** All ISBNs in a text, as written and as thirteen digits. */
export function findIsbns(text: string): { written: string; isbn13: string; start: number; end: number }[] {
  return Array.from(text.matchAll(ISBN)).flatMap(({ 0: match, index: start }) => {
    const isbn13 = toIsbn13(match);
    return isbn13 === undefined ? [] : [{ written: match.trim(), isbn13, start, end: start + match.length }];
  });
}
