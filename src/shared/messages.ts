import { IntlMessageFormat } from 'intl-messageformat';

type Value = string | number;

/** The texts of one surface in one language, in ICU message syntax. */
export interface Messages<Language extends string, Key extends string> {
  /** Returns a text with its placeholders filled in. Throws if one has no value. */
  (key: Key, values?: Readonly<Record<string, Value>>): string;
  readonly language: Language;
  /** Returns a text in parts: placeholders can be anything, and `<b>words</b>` is what the function `b` makes of them. */
  rich<Part>(key: Key, values: Readonly<Record<string, Value | Part | ((words: string) => Part)>>): (string | Part)[];
}

/** `{from, date, day}` is a calendar day, given as its midnight in UTC. */
const FORMATS = { date: { day: { dateStyle: 'long', timeZone: 'UTC' } } } as const;

/** Returns the BCP 47 tag that dates and numbers are written by. */
export function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}

/** Returns a surface's texts, and those that it shares with another, by language. Each is parsed when it is first shown. */
export function createMessages<Language extends string, Key extends string, Shared extends string = never>(
  catalogs: Readonly<Record<Language, Readonly<Record<Key, string>>>>,
  shared?: Readonly<Record<Language, Readonly<Record<Shared, string>>>>,
): (language: Language) => Messages<Language, Key | Shared> {
  const known = new Map<Language, Messages<Language, Key | Shared>>();
  return (language) => {
    const texts = { ...(shared?.[language] as Record<Shared, string>), ...catalogs[language] };
    const messages = known.get(language) ?? createLanguage<Language, Key | Shared>(language, texts);
    known.set(language, messages);
    return messages;
  };
}

function createLanguage<Language extends string, Key extends string>(
  language: Language,
  texts: Readonly<Record<Key, string>>,
): Messages<Language, Key> {
  const parsed = new Map<Key, IntlMessageFormat>();
  const find = (key: Key): IntlMessageFormat => {
    const message = parsed.get(key) ?? new IntlMessageFormat(texts[key], localeOf(language), FORMATS);
    parsed.set(key, message);
    return message;
  };
  const format = (key: Key, values: Readonly<Record<string, Value>> = {}) => String(find(key).format(values));
  return Object.assign(format, {
    language,
    rich<Part>(key: Key, values: Readonly<Record<string, Value | Part | ((words: string) => Part)>>) {
      return find(key)
        .formatToParts<Part>(withTags(values))
        .map(({ value }) => value);
    },
  });
}

/** A tag's function gets what is in it as a list of parts; ours are only ever words. */
function withTags<Part>(values: Readonly<Record<string, Value | Part | ((words: string) => Part)>>) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'function'
        ? (parts: (string | Part)[]) => (value as (words: string) => Part)(parts.join(''))
        : value,
    ]),
  );
}
