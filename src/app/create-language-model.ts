import type { ModelConfig } from '#config/config.ts';
import type { OpenAiDependencies } from '#llm/summary/model-summarizer.ts';
import type { Answerer } from '#usecases/ports/answerer.ts';
import type { Summarizer } from '#usecases/ports/summarizer.ts';

/** Creates a model's summarizer if one is configured, else the built-in one. Loads only what it needs. */
export async function createSummarizer(
  model: ModelConfig | undefined,
  dependencies: OpenAiDependencies,
): Promise<Summarizer> {
  if (model !== undefined) {
    const { createOpenAiSummarizer } = await import('#llm/summary/model-summarizer.ts');
    return createOpenAiSummarizer(model, dependencies);
  }
  const { createExtractiveSummarizer } = await import('#text/summary/summarize-extractively.ts');
  return createExtractiveSummarizer();
}

/** Returns undefined without a model: then answers list the matching notes. */
export async function createAnswerer(
  model: ModelConfig | undefined,
  dependencies: OpenAiDependencies,
): Promise<Answerer | undefined> {
  if (model === undefined) return undefined;
  const { createOpenAiAnswerer } = await import('#llm/answer-questions.ts');
  return createOpenAiAnswerer(model, dependencies);
}
