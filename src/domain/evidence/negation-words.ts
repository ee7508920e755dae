import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { fold } from '#domain/language/tokenize.ts';

/** Words that deny what stands behind them, folded when read. */
const DENIALS: Record<KnownLanguage, string> = {
  en: 'not no never none nobody nothing neither nor without cannot',
  de: 'nicht kein keine keinen keiner keinem nie niemals niemand ohne',
  fr: 'pas jamais aucun aucune sans',
  es: 'no ni nunca ningún ninguna nadie sin',
  it: 'non mai nessun nessuno nessuna senza',
  pt: 'não nem nunca ninguém nenhum nenhuma sem',
  nl: 'niet geen nooit niemand zonder',
  sv: 'inte ingen inga aldrig utan',
};
/** Denials in one language that are other words in another: they count only where the language is known. */
const OF_ONE: ReadonlySet<string> = new Set(['ni', 'inga']);

const BY_LANGUAGE = Object.fromEntries(
  Object.entries(DENIALS).map(([language, words]) => [language, new Set(words.split(' ').map(fold))]),
) as Record<KnownLanguage, Set<string>>;
const ANYWHERE = new Set(Object.values(BY_LANGUAGE).flatMap((words) => [...words].filter((word) => !OF_ONE.has(word))));

/** English words that deny without saying so: "fails to", "rather than". */
const HALF_DENIALS: ReadonlySet<string> = new Set(
  'fail fails failed failing lack lacks lacked lacking hardly unable instead rather avoid avoids refuse refuses'.split(
    ' ',
  ),
);

/** Does a folded word say of something that it is not, if only in other words? */
export function mayDeny(folded: string): boolean {
  return isDenial(folded) || HALF_DENIALS.has(folded);
}

/** Does a folded word deny what stands behind it, in whichever language? */
export function isDenial(folded: string): boolean {
  return ANYWHERE.has(folded) || folded.endsWith("n't");
}

/** The same of a word in a text of which the language is known: `no` denies in Spanish, and not in Portuguese. */
export function isDenialIn(language: KnownLanguage, folded: string): boolean {
  return BY_LANGUAGE[language].has(folded) || (language === 'en' && folded.endsWith("n't"));
}
