import { languageCode, type WritingStyle } from '#domain/conference/conference.ts';
import { languageOfText } from '#domain/evidence/check-translation.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';

/** Minimum share of the notes' words for their language to be clear. */
const CLEAR_SHARE = 2 / 3;

/**
 * Returns the language of a recap's headings: the one that was set, otherwise that of most notes, otherwise English.
 */
export function recapLanguage(voice: WritingStyle | undefined, notes: readonly { text: string }[]): KnownLanguage {
  const set = languageCode(voice ?? {});
  if (set !== undefined) return set;
  const lengths = new Map<KnownLanguage, number>();
  let all = 0;
  for (const { text } of notes) {
    const language = languageOfText(text);
    if (language === undefined) continue;
    lengths.set(language, (lengths.get(language) ?? 0) + text.length);
    all += text.length;
  }
  const [clear] = [...lengths].find(([, length]) => length >= all * CLEAR_SHARE) ?? [];
  return clear ?? 'en';
}
