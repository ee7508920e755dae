/** Answers that say more than an error are longer, and need not be read twice. */
const LONGEST_ERROR = 4_000;

/** The error that Slack answers, `http_503` where it can't, undefined where it did what was asked. */
export async function errorCodeOf(response: Response): Promise<string | undefined> {
  if (response.status === 429) return 'ratelimited';
  if (!response.ok) return `http_${response.status}`;
  if (response.headers.get('content-type')?.startsWith('application/json') !== true) return undefined;
  const text = await response.clone().text();
  if (text.length > LONGEST_ERROR) return undefined;
  const [, code] = /"error"\s*:\s*"([a-z0-9_:.-]{1,80})"/i.exec(text) ?? [];
  return /"ok"\s*:\s*false/.test(text) ? code : undefined;
}
