import { LIMITS } from '#render/slack/blocks/limits.ts';

export interface CheckOptions {
  /** Texts that people wrote, to look for where Slack reads markup. Without them no mrkdwn is allowed at all. */
  written?: readonly string[];
}

// What comes in is of any shape: that is what is checked.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Json = any;

export type Check = ReturnType<typeof createCheck>;

/** What changes how its neighbours show, or shows nothing: control characters and bidirectional overrides. */
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/;

/** Gathers problems, and what counts over a whole message or view. */
export function createCheck({ written }: CheckOptions) {
  const problems: string[] = [];
  const blockIds = new Set<string>();
  const that = (isSo: boolean, problem: string) => {
    if (!isSo) problems.push(problem);
  };
  const check = {
    problems,
    shown: 0,
    that,
    /** A text of 1 to `most` characters without anything that can't be shown. */
    length(text: unknown, most: number, where: string) {
      if (typeof text !== 'string') return that(false, `${where} is no text`);
      that(text.length > 0, `${where} is empty`);
      that(text.length <= most, `${where} has ${text.length} characters, ${most} are allowed`);
      that(text.isWellFormed(), `${where} has half a surrogate pair`);
      that(!UNSEEN.test(text), `${where} has control characters`);
    },
    id(id: unknown, where: string) {
      check.length(id, LIMITS.id, where);
    },
    blockId(id: string, where: string) {
      check.id(id, `${where}.block_id`);
      that(!blockIds.has(id), `${where}.block_id ${id} is there twice`);
      blockIds.add(id);
    },
    /** Nothing that Slack reads as a mention or link. */
    escaped(text: string, where: string) {
      that(!/[<>]|&(?!amp;|lt;|gt;)/.test(text), `${where} is not escaped`);
      that(!/@(?:channel|here|everyone|group)/i.test(text), `${where} mentions everybody`);
    },
    mrkdwn(text: string, where: string) {
      if (written === undefined) return that(false, `${where} is mrkdwn`);
      const found = written.find((words) => words.trim().length > 2 && text.includes(words.trim()));
      that(found === undefined, `${where} is mrkdwn with the words ${found}`);
    },
    address(url: unknown, where: string) {
      const protocol = typeof url === 'string' ? URL.parse(url)?.protocol : undefined;
      that(protocol === 'https:' || protocol === 'http:', `${where} is no address of the web: ${url}`);
      that(String(url).length <= LIMITS.button.url, `${where} is too long`);
    },
    unique(values: readonly unknown[], what: string, where: string) {
      that(new Set(values).size === values.length, `${where} has the same ${what} twice`);
    },
  };
  return check;
}

export function arrayOf(value: unknown): Json[] {
  return Array.isArray(value) ? value : [];
}
