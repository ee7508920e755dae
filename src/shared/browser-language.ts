import Negotiator from 'negotiator';

/** Returns the language that a request's headers ask for if it is a key of `languages`, otherwise the first of these. */
export function browserLanguage<Language extends string>(
  headers: NodeJS.Dict<string | string[]>,
  languages: Readonly<Record<Language, unknown>>,
): Language {
  const known = Object.keys(languages) as Language[];
  return (new Negotiator({ headers: { ...headers } }).language(known) ?? known[0]!) as Language;
}
