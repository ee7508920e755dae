import { findUrls } from '#domain/notes/find-urls.ts';
import { unescapeEntities } from '#text/slack-markup/escapes.ts';
import { toSafeUrl } from '#text/slack-markup/safe-url.ts';

/** An address as Slack writes it: `<https://…|label>`. */
const SLACK_LINK = /<(https?:[^<>|\s]{1,3000})(?:\|[^<>\n]{0,3000})?>/iu;

export interface TypedLink {
  /** Absolute http(s). */
  url: string;
  /** What stands before and behind it. */
  before: string;
  after: string;
}

/** Finds the first http(s) address in a text, as Slack writes it or as a person does. */
export function findLink(text: string): TypedLink | undefined {
  const marked = SLACK_LINK.exec(text);
  const bare = findUrls(text).find(({ url }) => /^https?:/i.test(url));
  const isMarked = marked !== null && marked.index <= (bare?.start ?? marked.index + 1);
  const start = isMarked ? marked.index : (bare?.start ?? 0);
  const written = isMarked ? marked[1]! : (bare?.url ?? '');
  const url = toSafeUrl(unescapeEntities(written));
  if (url === undefined) return undefined;
  return { url, before: text.slice(0, start), after: text.slice(start + (isMarked ? marked[0] : written).length) };
}

/** A text that is one address, and nothing else; Slack leaves out the scheme of what is typed as `example.org/x`. */
export function parseAddress(text: string): string | undefined {
  const link = findLink(text);
  if (link !== undefined) return link.before.trim() === '' && link.after.trim() === '' ? link.url : undefined;
  const bare = unescapeEntities(text.trim());
  return /^(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,20}(?:[/?]\S{0,2000})?$/u.test(bare)
    ? toSafeUrl(`https://${bare}`)
    : undefined;
}
