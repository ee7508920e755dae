import { type Finding, fix, note, ok } from '#usecases/ports/doctor-finding.ts';

const TIMEOUT_MS = 10_000;
const OPENAI = 'https://api.openai.com/v1';

/**
 * Checks a model endpoint by requesting its list of models, which is free and shows whether the key is valid and the
 * models exist. Endpoints without such a list are only checked for a response. `models` maps settings to model names.
 */
export async function checkModels(endpoint: {
  apiKey: string;
  baseUrl?: string | undefined;
  models: Readonly<Record<string, string>>;
}): Promise<Finding[]> {
  const { apiKey, baseUrl = OPENAI, models } = endpoint;
  const { host } = new URL(baseUrl);
  let response: Response;
  try {
    response = await fetch(`${baseUrl.replace(/\/+$/, '')}/models`, {
      headers: { authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'manual',
    });
  } catch {
    return [
      fix(
        'OPENAI_BASE_URL',
        `is ${baseUrl}, but nothing answers there. Start the model server, or correct OPENAI_BASE_URL.`,
      ),
    ];
  }
  if (response.status === 401 || response.status === 403)
    return [fix('OPENAI_API_KEY', `was rejected by ${host}. Create a new key there.`)];
  const known = response.ok ? await parseModelList(response) : undefined;
  if (known === undefined)
    return [
      note(
        'OPENAI_BASE_URL',
        `works, but ${host} has no list of models (status ${response.status}), so the models weren't checked`,
      ),
    ];
  return Object.entries(models).map(([setting, model]) =>
    known.map(plainId).includes(plainId(model))
      ? ok(setting, `is ${model}, which ${host} has`)
      : fix(setting, `is ${model}, which ${host} doesn't have. It has: ${listNames(known)}.`),
  );
}

/** Gemini lists `models/gemini-…` and Ollama `llama3:latest` for what is also called without. */
function plainId(id: string): string {
  return id.replace(/^models\//, '').replace(/:latest$/, '');
}

/** Returns the ids in `{ data: [{ id }] }`, or undefined for any other response. */
async function parseModelList(response: Response): Promise<string[] | undefined> {
  try {
    const { data } = (await response.json()) as { data?: { id?: unknown }[] };
    return data?.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  } catch {
    return undefined;
  }
}

function listNames(models: string[]): string {
  const first = models.slice(0, 8).join(', ');
  return models.length > 8 ? `${first} and ${models.length - 8} others` : first || 'none';
}
