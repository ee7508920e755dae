import { unescapeEntities } from '#text/slack-markup/escapes.ts';
import { toSafeUrl } from '#text/slack-markup/safe-url.ts';

/** An address as Slack writes it (`<https://…|label>`) or as a person does. */
const LINK = /<(https?:[^<>|\s]{1,3000})(?:\|([^<>\n]{0,3000}))?>|(?<![\p{L}\p{N}])(https?:\/\/[^\s<>"“”«»]{1,3000})/iu;

export interface TypedLink {
  /** Absolute http(s). */
  url: string;
  /** What stands before and behind it. */
  before: string;
  after: string;
}

/** The first http(s) address in a text; undefined where there is none. */
export function findLink(text: string): TypedLink | undefined {
  const match = LINK.exec(text);
  if (match === null) return undefined;
  const bare = match[1] === undefined;
  const written = bare ? match[3]!.replace(/(?<![.,;:!?'’)\]])[.,;:!?'’)\]]+$/u, '') : match[1]!;
  const url = toSafeUrl(unescapeEntities(written));
  if (url === undefined) return undefined;
  return {
    url,
    before: text.slice(0, match.index),
    after: text.slice(match.index + (bare ? written.length : match[0].length)),
  };
}

/** A text that is one address, and nothing else; Slack leaves out the scheme of what is typed as `example.org/x`. */
export function readAddress(text: string): string | undefined {
  const link = findLink(text);
  if (link !== undefined) return link.before.trim() === '' && link.after.trim() === '' ? link.url : undefined;
  const bare = unescapeEntities(text.trim());
  return /^(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,20}(?:[/?]\S{0,2000})?$/u.test(bare)
    ? toSafeUrl(`https://${bare}`)
    : undefined;
}
