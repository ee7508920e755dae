import { stemmer } from 'stemmer';

/** ROUGE F1 of one summary against one reference, each 0 to 1. */
export interface RougeScores {
  rouge1: number;
  rouge2: number;
  rougeL: number;
}

/**
 * Words as Google's `rouge_score` counts them: lower case, everything but a-z and 0-9 a gap, words of more than
 * three letters reduced by the Porter stemmer.
 */
export function rougeTokens(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.map((word) => (word.length > 3 ? stemmer(word) : word));
}

function f1(matches: number, candidates: number, references: number): number {
  return matches === 0 ? 0 : (2 * matches) / (candidates + references);
}

function countNgrams(tokens: string[], size: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + size <= tokens.length; start++) {
    const ngram = tokens.slice(start, start + size).join(' ');
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}

/** ROUGE-N F1 of two texts in tokens. */
export function rougeN(candidate: string[], reference: string[], size: number): number {
  const expected = countNgrams(reference, size);
  let matches = 0;
  for (const [ngram, count] of countNgrams(candidate, size)) {
    matches += Math.min(count, expected.get(ngram) ?? 0);
  }
  const total = (tokens: string[]) => Math.max(0, tokens.length - size + 1);
  return f1(matches, total(candidate), total(reference));
}

function longestCommonSubsequence(left: string[], right: string[]): number {
  let previous = new Int32Array(right.length + 1);
  for (const word of left) {
    const current = new Int32Array(right.length + 1);
    for (let at = 1; at <= right.length; at++) {
      current[at] = word === right[at - 1] ? previous[at - 1]! + 1 : Math.max(previous[at]!, current[at - 1]!);
    }
    previous = current;
  }
  return previous[right.length]!;
}

/**
 * ROUGE-1, -2 and -L (Lin 2004). ROUGE-L is the plain longest common subsequence over the whole summary
 * (`rougeL` of `rouge_score`), not the summary-level union (`rougeLsum`).
 */
function scoreTokens(candidate: string[], reference: string[]): RougeScores {
  return {
    rouge1: rougeN(candidate, reference, 1),
    rouge2: rougeN(candidate, reference, 2),
    rougeL: f1(longestCommonSubsequence(candidate, reference), candidate.length, reference.length),
  };
}

/** {@link scoreTokens} of two texts. */
export function rouge(candidate: string, reference: string): RougeScores {
  return scoreTokens(rougeTokens(candidate), rougeTokens(reference));
}
