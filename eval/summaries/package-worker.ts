import { parentPort, workerData } from 'node:worker_threads';
import { type PackageSentence, readSummaryBack } from './read-summary-back.ts';
import { createRandom } from './seeded-random.ts';

/**
 * Runs one summarizing package on the texts that it is sent. In a worker of its own, since these packages change
 * the prototypes of strings (lexrank's tokenizer), draw lots (node-summarizer) and may not come to an end.
 */

/** The packages that the meetings are tried on, and how many sentences more than enough each is asked for. */
export const packageNames = [
  'lexrank',
  'node-summarizer, frequency',
  'node-summarizer, rank',
  'ts-textrank',
  'sum',
] as const;

export type PackageName = (typeof packageNames)[number];

/** Any hundred words are within so many sentences, unless a package chooses shreds. */
const ENOUGH = 100;

/** What each package chooses, best first. */
const choosers: Record<PackageName, (text: string) => Promise<PackageSentence[]>> = {
  async lexrank(text) {
    const { default: lexrank } = await import('lexrank');
    return new Promise((resolve) => {
      lexrank.summarize(text, ENOUGH, (_error, lines) => {
        const ranked = [...lines].sort((a, b) => b.weight - a.weight);
        resolve(ranked.map((line) => ({ text: line.text, position: line.index })));
      });
    });
  },

  async 'node-summarizer, frequency'(text) {
    const { default: summarizer } = await import('node-summarizer');
    return readSummaryBack(new summarizer.SummarizerManager(text, ENOUGH).getSummaryByFrequency().summary, text);
  },

  async 'node-summarizer, rank'(text) {
    const { default: summarizer } = await import('node-summarizer');
    Math.random = createRandom(1);
    const answer = await new summarizer.SummarizerManager(text, ENOUGH).getSummaryByRank();
    if (answer === undefined) throw new Error('no summary');
    return readSummaryBack(answer.summary, text);
  },

  async 'ts-textrank'(text) {
    const { default: textrank } = await import('ts-textrank');
    const config = new textrank.AbsoluteSummarizerConfig(
      ENOUGH,
      new textrank.SorensenDiceSimilarity(),
      new textrank.DefaultTextParser(),
      0.85,
      textrank.Summarizer.SORT_SCORE,
    );
    const ranked = new textrank.Summarizer(config, new textrank.NullLogger()).summarize(text, 'en') as unknown;
    return (ranked as string[]).map((sentence) => ({ text: sentence, position: text.indexOf(sentence) }));
  },

  async sum(text) {
    const { default: sum } = await import('sum');
    // Seconds a sentence on long texts, so it is asked for no more than it takes.
    for (let sentences = 3; ; sentences *= 2) {
      const chosen = sum({ corpus: text, nSentences: sentences }).sentences;
      if (sentences >= ENOUGH || chosen.join(' ').split(/\s+/).length > 100) {
        return chosen.map((sentence) => ({ text: sentence, position: text.indexOf(sentence) }));
      }
    }
  },
};

if (parentPort !== null) {
  const port = parentPort;
  const choose = choosers[workerData as PackageName];
  port.on('message', async (text: string) => {
    try {
      port.postMessage({ sentences: await choose(text) });
    } catch (error) {
      port.postMessage({ error: error instanceof Error ? error.message : String(error) });
    }
  });
}
