import type { ModelConfig } from '#config/config.ts';
import type { OpenAiDependencies } from '#llm/summary/model-summarizer.ts';
import type { Answerer, Summarizer } from '#usecases/ports/summarizer.ts';

/** Creates the summarizer and the answerer. They share one token budget. */
export async function createLanguageModel(
  model: ModelConfig | undefined,
  dependencies: OpenAiDependencies,
): Promise<{ summarizer: Summarizer; answerer: Answerer | undefined }> {
  if (model === undefined) return { summarizer: await createSummarizer(model, dependencies), answerer: undefined };
  const [{ createTokenBudget }, { createOpenAiAnswerer }] = await Promise.all([
    import('#llm/client/token-budget.ts'),
    import('#llm/answer-questions.ts'),
  ]);
  const { keyValue, now = Date.now } = dependencies;
  const shared = { ...dependencies, budget: createTokenBudget(model.dailyTokens, keyValue, now) };
  return { summarizer: await createSummarizer(model, shared), answerer: createOpenAiAnswerer(model, shared) };
}

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
