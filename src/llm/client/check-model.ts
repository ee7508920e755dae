import { type Finding, mend, note, ok } from '#usecases/ports/doctor-finding.ts';

const WITHIN_MS = 10_000;
const OPENAI = 'https://api.openai.com/v1';

/**
 * Asks a model endpoint for its list of models, which costs nothing and shows whether the key is taken and the model
 * is there. Endpoints without such a list are only known to answer.
 */
export async function examineModel(endpoint: {
  apiKey: string;
  baseUrl?: string | undefined;
  model?: string | undefined;
}): Promise<Finding> {
  const { apiKey, baseUrl = OPENAI, model } = endpoint;
  const { host } = new URL(baseUrl);
  let response: Response;
  try {
    response = await fetch(`${baseUrl.replace(/\/+$/, '')}/models`, {
      headers: { authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.timeout(WITHIN_MS),
      redirect: 'manual',
    });
  } catch {
    return mend('OPENAI_BASE_URL', `nothing answers at ${baseUrl}. Start it there, or mend OPENAI_BASE_URL.`);
  }
  if (response.status === 401 || response.status === 403)
    return mend('OPENAI_API_KEY', `${host} doesn't take it. Make a new key there.`);
  const models = response.ok ? await readModels(response) : undefined;
  if (models === undefined)
    return note(
      'OPENAI_BASE_URL',
      `${host} answers (${response.status}) without a list of models: not checked further`,
    );
  if (model === undefined) return ok('OPENAI_API_KEY', `${host} takes it`);
  return models.includes(model)
    ? ok('OPENAI_MODEL', `${host} takes the key and has ${model}`)
    : mend('OPENAI_MODEL', `${host} has no model ${model}. It has: ${listed(models)}.`);
}

/** The ids in `{ data: [{ id }] }`, undefined for any other answer. */
async function readModels(response: Response): Promise<string[] | undefined> {
  try {
    const { data } = (await response.json()) as { data?: { id?: unknown }[] };
    return data?.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  } catch {
    return undefined;
  }
}

function listed(models: string[]): string {
  const first = models.slice(0, 8).join(', ');
  return models.length > 8 ? `${first} and ${models.length - 8} others` : first || 'none';
}
