import { isOrganization } from '#domain/reading-list/person-name.ts';

/** Names of people at the start of a text. */
export interface AuthorNames {
  names: string[];
  /** Where they end, exclusive. */
  end: number;
  /** Does one of them have more than one word? A single capitalised word may be anything. */
  areFull: boolean;
  /** Are there several, joined by "and" or its like? After a comma alone an employer may follow. */
  areSeveral: boolean;
}

const PARTICLE = `(?:v[ao]n|vom|zu[mr]?|de[nrl]?|della|di|d[ao]s?|du|la|le|ten?|ter|af|av|al|el|bin|ibn|ben|y)`;
/** Jane, O'Reilly, Jean-Luc, McKenna, Müller; not IBM, not iPhone. */
const WORD = String.raw`(?:[\p{Lu}\p{Lt}][’'\u02bc]?(?:\p{Lu}?[\p{Ll}\p{M}]+)(?:[’'\u02bc-]\p{L}[\p{Ll}\p{M}]*)*(?:\p{Lu}[\p{Ll}\p{M}]+)*)`;
const INITIAL = String.raw`(?:\p{Lu}\.(?:[ -]?\p{Lu}\.)*|\p{Lu}{1,2}(?=\s\p{Lu}))`;
const NAME = String.raw`(?:(?:${WORD}|${INITIAL})(?:,?\s+(?:[JS]r\.?|I{2,3})(?!\p{L})|\s+(?:${WORD}|${INITIAL}|${PARTICLE}(?=\s))){0,5})`;
/** Runs of letters without case: names in scripts such as Chinese, Japanese, Arabic or Hindi. */
const CASELESS = String.raw`(?:[\p{Lo}\p{Lm}\u30fb\u00b7][\p{Lo}\p{Lm}\p{M}\u30fb\u00b7]{1,20}(?:\s[\p{Lo}\p{M}]{2,20})?)`;
const AND = String.raw`(?:\s*,\s*(?:(?:and|und|et|y|e|og|och|en|&)\s+)?|\s+(?:and|und|et|y|e|en|og|och|i|и|with|mit)\s+|\s*[&+/、]\s*)`;
const TITLE = String.raw`(?:(?:Drs?|Profs?|Professor|Sir|Dame)\.?\s+)*`;

const NAMES = new RegExp(`^\\s*${TITLE}(${NAME}|${CASELESS})((?:${AND}${TITLE}(?:${NAME}))*)`, 'u');
const NEXT_NAME = new RegExp(`${AND}${TITLE}(${NAME})`, 'gu');
const AND_OTHERS = /^(?:,?\s+(?:et\.?\s+al\b\.?|and (?:others|colleagues|co)\b|u\.\s?a\.|m\.\s?fl\.))/iu;

/** Capitalised words that begin sentences or say what somebody does, and are nobody's names. */
const NO_NAME =
  /^(?:The|This|That|These|A|An|It|We|You|They|He|She|I|In|On|At|For|From|With|And|But|Or|If|So|As|To|Of|My|Our|Your|Their|His|Her|Its|Not|No|Yes|Is|Are|Was|What|When|Where|Why|How|Who|Which|Also|Very|Great|Good|Best|Read|See|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December|Amazon|Google|Microsoft|Packt|Manning|Apress|Springer|Wiley|Pearson|O['’]Reilly|Chapter|Part|Volume|Edition|Default|Design|Example|Team)$/u;

/** Reads the names of one or several people that a text begins with; undefined where it begins otherwise. */
export function readAuthors(text: string): AuthorNames | undefined {
  const match = NAMES.exec(text.slice(0, 300));
  if (match === null) return undefined;
  const first = tidyName(match[1]!);
  if (first === '' || !mayBeName(first)) return undefined;
  const joined = Array.from(match[2]!.matchAll(NEXT_NAME), ([joint, name]) => ({
    joint,
    name: tidyName(name!),
  }));
  const hasAnd = joined.some(({ joint }) => !/^\s*,\s*\p{Lu}/u.test(joint));
  const more = joined.filter(
    ({ name }) => mayBeName(name) && (hasAnd || (name.includes(' ') && !isOrganization(name))),
  );
  const people = [first, ...more.map(({ name }) => name)];
  const others = AND_OTHERS.exec(text.slice(match[0].length))?.[0] ?? '';
  return {
    names: [...new Set(people)],
    end: match[0].length + others.length,
    areFull: people.some((name) => name.includes(' ') || /^\p{Lo}/u.test(name)),
    areSeveral: hasAnd || people.length > 2 || others !== '',
  };
}

/** Are these words a person's full name, and nothing else? */
export function isFullName(text: string): boolean {
  const authors = readAuthors(text);
  return authors?.areFull === true && text.slice(authors.end).trim() === '';
}

function mayBeName(name: string): boolean {
  return !NO_NAME.test(name.split(' ')[0]!);
}

function tidyName(name: string): string {
  return name.replace(/\s+/gu, ' ').trim();
}
