/**
 * Converts an ISBN-10 or ISBN-13, with or without hyphens or spaces, to thirteen digits; returns undefined if the check
 * digit is wrong. An ISBN-10 gets the prefix 978 (ISBN Users' Manual, section 5).
 */
export function toIsbn13(written: string): string | undefined {
  const digits = written.replace(/[\s\u2010-\u2015-]/g, '').toUpperCase();
  if (/^97[89]\d{10}$/.test(digits)) {
    return digits.endsWith(checkDigit13(digits)) ? digits : undefined;
  }
  if (!/^\d{9}[\dX]$/.test(digits) || !digits.endsWith(checkDigit10(digits))) return undefined;
  const body = `978${digits.slice(0, 9)}`;
  return body + checkDigit13(body);
}

/** Converts an ISBN-13 to an ISBN-10; returns undefined if it starts with 979. */
export function toIsbn10(isbn13: string): string | undefined {
  if (!isbn13.startsWith('978')) return undefined;
  const body = isbn13.slice(3, 12);
  return body + checkDigit10(body);
}

function checkDigit13(digits: string): string {
  let sum = 0;
  for (let index = 0; index < 12; index++) sum += Number(digits[index]) * (index % 2 === 0 ? 1 : 3);
  return String((10 - (sum % 10)) % 10);
}

function checkDigit10(digits: string): string {
  let sum = 0;
  for (let index = 0; index < 9; index++) sum += Number(digits[index]) * (10 - index);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/** Ten digits count as an ISBN only after "ISBN"; thirteen digits with the right prefix and check digit always do. */
const ISBN =
  /(?<![\p{N}-])(?:(?:97[89][ -]?)(?:\d[ -]?){9}\d|(?<=ISBN(?:-1[03])?[:\s]{0,3})(?:\d[ -]?){9}[\dXx])(?![\p{N}])/giu;
/** Maximum distance of an ISBN from its title, in characters. */
const CLOSE = 60;

/** Returns the first ISBN shortly after a title, as thirteen digits. `after` is the text behind the title. */
export function isbnAfter(after: string): string | undefined {
  return findIsbns(after.slice(0, CLOSE))[0]?.isbn13;
}

/** Finds all ISBNs in a text, as written and as thirteen digits. */
export function findIsbns(text: string): { written: string; isbn13: string; start: number; end: number }[] {
  return Array.from(text.matchAll(ISBN)).flatMap(({ 0: match, index: start }) => {
    const isbn13 = toIsbn13(match);
    return isbn13 === undefined ? [] : [{ written: match.trim(), isbn13, start, end: start + match.length }];
  });
}

/** Returns what looks like an ISBN but has a wrong check digit: ten digits after "ISBN" or alone, or thirteen. */
export function findMistypedIsbn(text: string): string | undefined {
  const written = /^[\d\s-]*[\dX]$/i.test(text.trim()) ? `ISBN ${text.trim()}` : text;
  const match = Array.from(written.matchAll(ISBN), ([match]) => match.trim()).find(
    (isbn) => toIsbn13(isbn) === undefined,
  );
  return match?.replace(/^ISBN(?:-1[03])?[:\s]*/i, '');
}
