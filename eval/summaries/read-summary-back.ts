/** A sentence that a package chose, and its position among all. */
export interface PackageSentence {
  text: string;
  position: number;
}

/**
 * The sentences of a summary that was joined without anything between them, each found in the text that it was
 * taken from: a sentence ends where no longer stretch of the summary stands in the text.
 */
export function readSummaryBack(summary: string, text: string): PackageSentence[] {
  const sentences: PackageSentence[] = [];
  let rest = summary;
  while (rest !== '') {
    let found = 0;
    let missing = rest.length + 1;
    while (missing - found > 1) {
      const middle = Math.floor((found + missing) / 2);
      if (text.includes(rest.slice(0, middle))) found = middle;
      else missing = middle;
    }
    const length = Math.max(1, found);
    const sentence = rest.slice(0, length);
    sentences.push({ text: sentence, position: text.indexOf(sentence) });
    rest = rest.slice(length);
  }
  return sentences;
}
