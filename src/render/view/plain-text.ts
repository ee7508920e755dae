/**
 * Characters that nobody sees but that change how their neighbours show: control characters, and the embeddings,
 * overrides and isolates of the bidirectional algorithm, which reorder what follows them. What right-to-left text
 * and emoji need (direction marks, joiners, variation selectors) stays.
 */
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Removes invisible characters. Lone surrogates become U+FFFD, as they would in a file. */
function clean(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, '');
}

/** A fast path: most texts are plain already, and there are many. */
const IS_PLAIN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/** A text from outside as one line for showing: no control characters, white space folded to single spaces. */
export function plainLine(text: string): string {
  if (IS_PLAIN.test(text)) return text;
  return clean(text)
    .replace(/[\s\u0085]+/g, ' ')
    .trim();
}

/** The lines of a text from outside, each as {@link plainLine} returns it, without empty ones. */
export function plainLines(text: string): string[] {
  return text
    .split(/[\r\n\u0085\u2028\u2029]+/)
    .map(plainLine)
    .filter((line) => line !== '');
}

/** Returns whether two texts read the same, apart from case, white space, and punctuation and emoji at their ends. */
export function readsTheSame(one: string, other: string): boolean {
  return tidied(one) === tidied(other);
}

function tidied(text: string): string {
  return plainLine(text)
    .toLowerCase()
    .replace(
      /^(?:[\p{P}\p{S}\s]|\ufe0f|\u200d)+|(?<!(?:[\p{P}\p{S}\s]|\ufe0f|\u200d))(?:[\p{P}\p{S}\s]|\ufe0f|\u200d)+$/gu,
      '',
    );
}
