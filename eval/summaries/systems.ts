import { chooseSentences } from './choose-sentences.ts';
import { rougeN, rougeTokens } from './rouge.ts';
import { createRandom } from './seeded-random.ts';

/** A chosen sentence and its place in the transcript. */
export interface Chosen {
  text: string;
  position: number;
}

/** Words that every summary gets. */
export const SUMMARY_WORDS = 100;

/** A summary of exactly so many words (fewer where the choice has fewer): see {@link cutToWords}. */
export type Choice = readonly Chosen[];

/**
 * The summary of a choice: its sentences, best first, until the words are full, the last one cut there; then set in
 * the order of the transcript. The same for every system, so that they differ only in what they choose.
 */
export function cutToWords(choice: Choice, words = SUMMARY_WORDS): string {
  const taken: Chosen[] = [];
  let room = words;
  for (const { text, position } of choice) {
    if (room <= 0) break;
    const own = text.trim().split(/\s+/).slice(0, room);
    taken.push({ text: own.join(' '), position });
    room -= own.length;
  }
  return taken
    .sort((a, b) => a.position - b.position)
    .map(({ text }) => text)
    .join(' ');
}

function choiceOf(sentences: readonly string[], indexes: Iterable<number>): Chosen[] {
  return Array.from(indexes, (index) => ({ text: sentences[index]!, position: index }));
}

export const chooseOurs = (sentences: readonly string[]): Choice =>
  choiceOf(sentences, chooseSentences(sentences, SUMMARY_WORDS));

export const chooseLead = (sentences: readonly string[]): Choice => choiceOf(sentences, sentences.keys());

export function chooseLongest(sentences: readonly string[]): Choice {
  const lengths = sentences.map((sentence) => sentence.split(/\s+/).length);
  const order = [...sentences.keys()].sort((a, b) => lengths[b]! - lengths[a]! || a - b);
  return choiceOf(sentences, order);
}

export function chooseRandom(sentences: readonly string[], seed: number): Choice {
  const random = createRandom(seed);
  const order = [...sentences.keys()];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return choiceOf(sentences, order);
}

/** What choosing sentences can reach at all: greedily whatever raises ROUGE-1 against the reference most. */
export function chooseOracle(sentences: readonly string[], reference: string): Choice {
  const wanted = rougeTokens(reference);
  const tokens = sentences.map((sentence) => rougeTokens(sentence));
  const chosen: number[] = [];
  let words = 0;
  let score = 0;
  while (words < SUMMARY_WORDS) {
    const base = chosen.flatMap((index) => tokens[index]!);
    let best = -1;
    let bestScore = score;
    for (const index of sentences.keys()) {
      if (chosen.includes(index) || words + tokens[index]!.length > SUMMARY_WORDS) continue;
      const rouge1 = rougeN([...base, ...tokens[index]!], wanted, 1);
      if (rouge1 > bestScore) [best, bestScore] = [index, rouge1];
    }
    if (best === -1) break;
    chosen.push(best);
    words += tokens[best]!.length;
    score = bestScore;
  }
  return choiceOf(sentences, chosen);
}
