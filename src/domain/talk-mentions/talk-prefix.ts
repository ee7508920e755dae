import type { Talk, TalkId } from '#domain/conference/talk.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import { createTalkNameIndex, findTalkNames } from './talk-mentions.ts';

/** A label is at most this long: a title with its subtitle. */
const LONGEST_LABEL = 250;
/** Of a label's words a name covers at least so many: "Kromhout on containers:" is a sentence of its own. */
const LEAST_COVERED = 0.6;

/**
 * The talk that a typed note is addressed to: a leading `SPEAKER:`, `TITLE:` (whole, or as far as it tells) or `#word`
 * of either, as `/recap add` promises. Undefined where there is none, or where it names several talks.
 */
export function addressedTalk(text: string, talks: readonly Talk[]): TalkId | undefined {
  const label = labelOf(text);
  if (label === undefined) return undefined;
  const named = new Set<TalkId>();
  const length = lettersIn(label.text);
  for (const { talkId, kind, start, end } of findTalkNames(label, createTalkNameIndex([...talks]))) {
    if (kind === 'title-words') continue;
    if (lettersIn(label.text.slice(start, end)) >= LEAST_COVERED * length) named.add(talkId);
  }
  if (named.size === 0) {
    const phrase = phraseOf(label.text);
    for (const { id, title } of talks) if (`${phraseOf(title)} `.startsWith(`${phrase} `)) named.add(id);
  }
  const [only] = named;
  return named.size === 1 ? only : undefined;
}

/** What stands before the colon of the first line, or the hashtag that leads the text. */
function labelOf(text: string): { text: string } | undefined {
  const hashtag = /^\s*#[\p{L}\p{N}_-]+/u.exec(text);
  if (hashtag !== null) return { text: hashtag[0] };
  const [label] = /^[^\n:：]+[:：](?!\/\/)/.exec(text.slice(0, LONGEST_LABEL)) ?? [];
  return label === undefined || lettersIn(label) === 0 ? undefined : { text: label };
}

function lettersIn(text: string): number {
  return text.replace(/[^\p{L}\p{N}]/gu, '').length;
}

function phraseOf(text: string): string {
  return tokenize(fold(text))
    .map((word) => word.text)
    .join(' ');
}
