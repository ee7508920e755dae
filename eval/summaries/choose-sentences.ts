import { splitSentences } from '#domain/language/split-sentences.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import { chooseByCoverage } from '#text/summary/rank-passages.ts';

/** The sentences of a transcript, turn by turn. */
export function sentencesOfTurns(turns: readonly string[]): string[] {
  return turns.flatMap((turn) => splitSentences(turn).map(({ text }) => text));
}

/**
 * How much an opening counts more: twice at the first sentence, fading over the first twentieth. Whoever opens a
 * meeting says what it is about.
 */
const openingPrior = (position: number) => 1 + Math.exp(-20 * position);

/**
 * Our choice from spoken sentences, best first, as indexes: the core that ranks notes (`chooseByCoverage`), with
 * priors for speech, its openings and its hesitations.
 */
export function chooseSentences(sentences: readonly string[], maxWords: number): number[] {
  const passages = sentences.map((sentence, index) => {
    const { stems, words, fillers } = contentOf(sentence);
    // A single key word says nothing, however often the meeting says it.
    if (new Set(stems).size < 2) return { stems, words, prior: 0 };
    const fluency = 1 - fillers / words;
    return { stems, words, prior: openingPrior(index / sentences.length) * fluency };
  });
  return chooseByCoverage(passages, { maxWords }).map(({ index }) => index);
}
