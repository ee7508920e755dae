/** How a language model is to word a recap, where its organiser says so; the built-in summary keeps the notes' words. */
export interface Voice {
  /** A language by its name, such as `German`; absent: that of the notes. */
  language?: string;
  /** One line on the tone, such as `dry, no exclamation marks`. */
  tone?: string;
}

/** What is said of the voice, and no more; undefined where nothing is. */
export function voiceOf({ language, tone }: Voice): Voice | undefined {
  if (language === undefined && tone === undefined) return undefined;
  return { ...(language === undefined ? {} : { language }), ...(tone === undefined ? {} : { tone }) };
}
