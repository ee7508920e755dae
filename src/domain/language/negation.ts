import type { KnownLanguage } from './stop-words.ts';
import { fold, foldedWords } from './tokenize.ts';

/** Words that negate what follows. */
const NEGATIONS: Record<KnownLanguage, string> = {
  en: 'not no never none nobody nothing neither nor without cannot',
  de: 'nicht kein keine keinen keiner keinem nie niemals niemand ohne',
  fr: 'pas jamais aucun aucune sans',
  es: 'no ni nunca ningún ninguna nadie sin',
  it: 'non mai nessun nessuno nessuna senza',
  pt: 'não nem nunca ninguém nenhum nenhuma sem',
  nl: 'niet geen nooit niemand zonder',
  sv: 'inte ingen inga aldrig utan',
};
/** Negations that are ordinary words in another language: they count only if the language is known. */
const AMBIGUOUS: ReadonlySet<string> = new Set(['ni', 'inga']);

const BY_LANGUAGE = Object.fromEntries(
  Object.entries(NEGATIONS).map(([language, words]) => [language, new Set(words.split(' ').map(fold))]),
) as Record<KnownLanguage, Set<string>>;
const ANY_LANGUAGE = new Set(
  Object.values(BY_LANGUAGE).flatMap((words) => [...words].filter((word) => !AMBIGUOUS.has(word))),
);

/** English words that negate without a negation: "fails to", "rather than". */
const IMPLICIT_NEGATIONS: ReadonlySet<string> = new Set(
  'fail fails failed failing lack lacks lacked lacking hardly unable instead rather avoid avoids refuse refuses'.split(
    ' ',
  ),
);

/** "don't", also without the apostrophe. */
const CONTRACTION = /n't$|^(?:do|does|did|is|are|was|were|has|have|had|ca|wo|could|would|should|must|need)nt$/;

/** Returns whether a folded word negates what follows, in any known language. */
export function isNegation(folded: string): boolean {
  return ANY_LANGUAGE.has(folded) || CONTRACTION.test(folded);
}

/** Like {@link isNegation}, but also accepts English words that negate implicitly, such as "lacks". */
export function impliesNegation(folded: string): boolean {
  return isNegation(folded) || IMPLICIT_NEGATIONS.has(folded);
}

/** Like {@link isNegation}, but for one language: `no` negates in Spanish, but not in Portuguese. */
export function isNegationIn(language: KnownLanguage, folded: string): boolean {
  return BY_LANGUAGE[language].has(folded) || (language === 'en' && CONTRACTION.test(folded));
}

/** Phrases that deny nothing: contrasts, "without", "no longer than" and so on, and what the notes leave open. */
const NO_DENIAL =
  /\bthe notes (?:(?:do not|don['’]t|did not|didn['’]t|never) \w+|\w+ (?:no|none|nothing|neither|not)\b)|\b(?:not|no \w+(?: \w+)?|none|nothing) in the notes\b|\b(?:not (?:only|just|merely|necessarily|so much)|(?:do not|don['’]t|never|not) forget|without|instead of|rather than|no (?:longer|more|less|later|sooner) than)\b|[,;(] ?(?:and |but )?not\b/giu;

/** Negative forms of adjectives: "unauthorized" says that something isn't authorized; "improve" denies nothing. */
const NEGATIVE =
  /^(?!im(?:prov|ag|port|press)|in(?:form(?!al)|voic|com[ei]|sight|corpor)|dis(?:cover|count|clos|play|charg|patch|pos|trib))(?:un|in|im|ir|il|non|dis)(?=\p{L}{5})/u;

/** Returns whether a text denies something although its source denies nothing, not even with a word's opposite. */
export function addsNegation(text: string, source: string): boolean {
  if (!foldedWords(text.replace(NO_DENIAL, ' ')).some(isNegation)) return false;
  const words = new Set(foldedWords(text));
  return !foldedWords(source).some(
    (word) => impliesNegation(word) || (NEGATIVE.test(word) && words.has(word.replace(NEGATIVE, ''))),
  );
}

/** Words that cast doubt on the whole sentence, in any known language, folded. */
export const DOUBTS: ReadonlySet<string> = new Set(
  `maybe perhaps probably possibly apparently allegedly supposedly unsure might vielleicht wahrscheinlich angeblich
  vermutlich peut-être probablement apparemment quizás quizá probablemente forse probabilmente talvez provavelmente
  misschien waarschijnlijk kanske`
    .split(/\s+/)
    .map(fold),
);

/** Words that restrict a statement. */
const RESTRICTIONS: ReadonlySet<string> = new Set(
  `sure may could unless until but however although though except only if aber jedoch außer nur falls mais sauf si pero
  salvo tal vez ma mas maar`
    .split(/\s+/)
    .map(fold),
);

/** Returns whether a folded word denies, doubts or restricts something. */
export function isHedge(folded: string): boolean {
  return isNegation(folded) || DOUBTS.has(folded) || RESTRICTIONS.has(folded);
}

const UNSURE =
  /(?<!\p{L})(?:not (?:quite |entirely |really )?(?:sure|certain)|unsure|no idea|apparently|allegedly|supposedly|iirc|afaik|i think|i guess|nicht sicher|angeblich|pas s[uû]r|apparemment|no estoy segur[oa]|al parecer|non sono sicur[oa]|n[aã]o tenho certeza|niet zeker)(?!\p{L})/iu;

/** Returns whether a text says that its author isn't sure, or only heard of it. */
export function saysUnsure(text: string): boolean {
  return UNSURE.test(text);
}
