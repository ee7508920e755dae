declare module 'lexrank' {
  interface TopLine {
    weight: number;
    text: string;
    index: number;
  }
  function summarize(
    text: string,
    lineCount: number,
    callback: (error: unknown, toplines: TopLine[], text: string) => void,
  ): void;
  const lexrank: { summarize: typeof summarize };
  export = lexrank;
}

declare module 'sum' {
  function sum(options: { corpus: string; nSentences: number }): { sentences: string[] };
  export = sum;
}

declare module 'node-summarizer' {
  class SummarizerManager {
    constructor(text: string, sentences: number);
    getSummaryByFrequency(): { summary: string };
    getSummaryByRank(): Promise<{ summary: string } | undefined>;
  }
  const summarizer: { SummarizerManager: typeof SummarizerManager };
  export = summarizer;
}
