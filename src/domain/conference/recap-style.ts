import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

/** How a language model is to word a recap, where its organiser says so; the built-in summary keeps the notes' words. */
export interface Voice {
  /** One of {@link RECAP_LANGUAGES}; absent: that of the notes. */
  language?: string;
  /** One line on the tone, such as `dry, no exclamation marks`. */
  tone?: string;
}

/** What is said of the voice, and no more; undefined where nothing is. */
export function voiceOf({ language, tone }: Voice): Voice | undefined {
  if (language === undefined && tone === undefined) return undefined;
  return { ...omitUndefined({ language, tone }) };
}

/** Languages in which a recap can be had from notes in another: it can be checked whether a sentence says the same. */
export const RECAP_LANGUAGES: Readonly<Record<KnownLanguage, string>> = {
  en: 'English',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
  pt: 'Portuguese',
  nl: 'Dutch',
  sv: 'Swedish',
};
