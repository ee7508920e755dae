import { omitUndefined } from '#shared/omit-undefined.ts';
import { isLabelWord } from './label-words.ts';
import { isFunctionWord } from './stop-words.ts';
import { fold, foldedWords } from './tokenize.ts';

/** A person's name in parts as in CSL; `literal` if it is an organization or can't be split. */
export type PersonName = { family: string; given?: string; particle?: string; suffix?: string } | { literal: string };

/** Particles of family names: Ludwig van Beethoven, Simone de Beauvoir, Ibn Rushd. */
const PARTICLES = 'v[ao]n|vom|zu[mr]?|de[nrlms]?|della|degli|d[aiou]s?|du|la|le|lo|ten?r?|te|af|av|al|el|bin|ibn|ben';
const PARTICLE = new RegExp(`^(?:${PARTICLES}|st\\.?)$`, 'iu');
const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/iu;
const HONORIFIC = /^(?:dr|prof|professor|mr|mrs|ms|sir|dame)\.?$/iu;

const ORGANIZATION =
  /\b(?:inc|ltd|llc|gmbh|ag|corp|corporation|company|foundation|university|institute|association|society|press|publishing|books|media|group|team|community|contributors|project|committee|council|agency|laborator(?:y|ies)|labs?|verlag|universit\S+|stiftung|verein|capital|ventures|bank|software|technologies|solutions|consulting|partners|studios?)\b/iu;

const AND_OTHERS = /(?<![\s,])[\s,]+(?:et\.?\s*al\.?|and others|u\.\s?a\.)$/iu;

function isOrganization(name: string): boolean {
  return ORGANIZATION.test(name);
}

/** Splits one name into its parts: "Michael T. Nygard", "Nygard, Michael", "Guido van Rossum", "Google Inc." */
export function parsePersonName(written: string): PersonName {
  const name = written.replace(/\s+/gu, ' ').replace(AND_OTHERS, '').trim();
  if (isOrganization(name) || /[\d&]|\sand\s/u.test(name)) return { literal: name };
  const comma = name.indexOf(', ');
  if (comma > 0 && !SUFFIX.test(name.slice(comma + 2))) {
    const { family, particle } = splitFamily(name.slice(0, comma).split(' '));
    return { family, given: name.slice(comma + 2), ...omitUndefined({ particle }) };
  }
  const parts = name.replace(',', '').split(' ');
  while (parts.length > 1 && HONORIFIC.test(parts[0]!)) parts.shift();
  const suffix = parts.length > 2 && SUFFIX.test(parts.at(-1)!) ? parts.pop() : undefined;
  // In scripts without capitals we can't tell the family name from the given name.
  if (!/\p{Lu}|\p{Ll}/u.test(name)) return { literal: name };
  const from = parts.findIndex((part, index) => index > 0 && index < parts.length - 1 && PARTICLE.test(part));
  const { family, particle } = splitFamily(parts.slice(from === -1 ? -1 : from));
  const given = parts.slice(0, from === -1 ? -1 : from).join(' ') || undefined;
  return { family, ...omitUndefined({ given, particle, suffix }) };
}

function splitFamily(parts: string[]): { family: string; particle?: string } {
  let count = 0;
  // A lower-case particle is separate ("van Rossum"); a capitalized one is part of the name ("Van Gogh").
  while (count < parts.length - 1 && PARTICLE.test(parts[count]!) && /^\p{Ll}/u.test(parts[count]!)) count++;
  const family = parts.slice(count).join(' ');
  return count === 0 ? { family } : { family, particle: parts.slice(0, count).join(' ') };
}

/** Formats a name with the family name first: "Nygard, Michael". A literal name stays as it is. */
export function invertName(written: string): string {
  const name = parsePersonName(written);
  if ('literal' in name) return name.literal;
  const family = [name.particle, name.family].filter(Boolean).join(' ');
  return [family, name.given, name.suffix].filter(Boolean).join(', ');
}

/** Returns a key for matching spellings of a name: the last word of the family name, folded to letters and digits. */
export function familyKey(written: string): string {
  const name = parsePersonName(written);
  const family = 'literal' in name ? name.literal : name.family.slice(name.family.lastIndexOf(' ') + 1);
  return fold(family).replace(/[^\p{L}\p{N}]/gu, '');
}

const MOST_NAMES = 20;
const JOINT = /\s*[;&]\s*|\s+(?:and|und|et)\s+/iu;
const JOINT_OR_COMMA = /\s*(?:[;&]|,(?!\s*(?:Jr|Sr|III?)\b)|(?<=\s)(?:and|und|et)(?=\s))\s*/iu;

/**
 * Splits a list of names joined by "and", "&", ";" or commas; removes duplicates and "et al.". With `commas: false`, a
 * comma is kept as part of a name, such as before an affiliation.
 */
export function splitNames(list: string, { commas = true } = {}): string[] {
  const names = list
    .replace(/&amp;/g, '&')
    .replace(/\s+/gu, ' ')
    .replace(AND_OTHERS, '')
    .split(commas ? JOINT_OR_COMMA : JOINT)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return [...new Set(names)].slice(0, MOST_NAMES);
}

/** Names of people at the start of a text. */
export interface LeadingNames {
  names: string[];
  /** Offset where the names end, exclusive. */
  end: number;
  /** At least one is a full name. A single capitalized word may be anything. */
  areFull: boolean;
  /** There are several, joined by "and" or similar. After a comma, an employer may follow instead. */
  areSeveral: boolean;
}

/** One word of a name: Jane, O'Reilly, Jean-Luc, McKenna, Müller; but not IBM or iPhone. */
const WORD = String.raw`(?:[\p{Lu}\p{Lt}][’'\u02bc]?(?:\p{Lu}?[\p{Ll}\p{M}]+)(?:[’'\u02bc-]\p{L}[\p{Ll}\p{M}]*)*(?:\p{Lu}[\p{Ll}\p{M}]+)*)`;
const INITIAL = String.raw`(?:\p{Lu}\.(?:[ -]?\p{Lu}\.)*|\p{Lu}{1,2}(?=\s\p{Lu}))`;
const NAME = String.raw`(?:(?:${WORD}|${INITIAL})(?:,?\s+(?:[JS]r\.?|I{2,3})(?!\p{L})|\s+(?:St\.(?=\s)|${WORD}|${INITIAL}|(?:${PARTICLES}|y)(?=\s))){0,5})`;
/** Names in scripts without case, such as Chinese, Japanese, Arabic or Hindi. */
const CASELESS = String.raw`(?:[\p{Lo}\p{Lm}\u30fb\u00b7][\p{Lo}\p{Lm}\p{M}\u30fb\u00b7]{1,20}(?:\s[\p{Lo}\p{M}]{2,20})?)`;
/**
 * Capitalized words that may be a name, in the middle of a text: "Ann", "Ludwig van Beethoven". A pattern without a
 * group.
 */
export const NAMED = String.raw`\p{Lu}[\p{L}\p{M}'’.-]*(?:[ \t]+(?:(?:${PARTICLES})[ \t]+)*\p{Lu}[\p{L}\p{M}'’.-]*){0,3}`;
const AND = String.raw`(?:\s*,\s*(?:(?:and|und|et|y|e|og|och|en|&)\s+)?|\s+(?:and|und|et|y|e|en|og|och|i|и|with|mit)\s+|\s*[&+/、]\s*)`;
const TITLE = String.raw`(?:(?:Drs?|Profs?|Professor|Sir|Dame)\.?\s+)*`;
const LONGEST_NAMES = 300;

const LEADING_NAMES = new RegExp(`^\\s*${TITLE}(${NAME}|${CASELESS})((?:${AND}${TITLE}(?:${NAME}))*)`, 'u');
const NEXT_NAME = new RegExp(`${AND}${TITLE}(${NAME})`, 'gu');
const AND_OTHERS_NEXT = /^(?:,?\s+(?:et\.?\s+al\b\.?|and (?:others|colleagues|co)\b|u\.\s?a\.|m\.\s?fl\.))/iu;

/** Capitalized words that start sentences or name publishers rather than people. */
const NO_NAME =
  /^(?:The|This|That|These|A|An|It|We|You|They|He|She|I|In|On|At|For|From|With|And|But|Or|If|So|As|To|Of|My|Our|Your|Their|His|Her|Its|Not|No|Yes|Is|Are|Was|What|When|Where|Why|How|Who|Which|Also|Very|Great|Good|Best|Read|See|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December|Amazon|Google|Microsoft|Packt|Manning|Apress|Springer|Wiley|Pearson|O['’]Reilly|Chapter|Part|Volume|Edition|Default|Design|Example|Team)$/u;

/** Parses the names of people at the start of a text; returns undefined if it starts with something else. */
export function parseLeadingNames(text: string): LeadingNames | undefined {
  const match = LEADING_NAMES.exec(text.slice(0, LONGEST_NAMES));
  if (match === null) return undefined;
  const first = tidyName(match[1]!);
  if (first === '' || !mayBeName(first)) return undefined;
  const joined = Array.from(match[2]!.matchAll(NEXT_NAME), ([joint, name]) => ({ joint, name: tidyName(name!) }));
  const hasAnd = joined.some(({ joint }) => !/^\s*,\s*\p{Lu}/u.test(joint));
  const more = joined.filter(
    ({ name }) => mayBeName(name) && (hasAnd || (name.includes(' ') && !isOrganization(name))),
  );
  const names = [...new Set([first, ...more.map(({ name }) => name)])];
  const others = AND_OTHERS_NEXT.exec(text.slice(match[0].length))?.[0] ?? '';
  return {
    names,
    end: match[0].length + others.length,
    areFull: names.some((name) => name.includes(' ') || /^\p{Lo}/u.test(name)),
    areSeveral: hasAnd || more.length > 1 || others !== '',
  };
}

/** Returns whether capitalized words can be a person's name. "I", "The", "DevOps 2" and "Main Idea" can't. */
export function mayNamePerson(name: string): boolean {
  if (/\p{N}|(?<!\S)I(?!\S)/u.test(name)) return false;
  return mayBeName(name) && !foldedWords(name).every((word) => isFunctionWord(word) || isLabelWord(word));
}

/** Returns whether a text is a person's full name and nothing else. */
export function isFullName(text: string): boolean {
  const leading = parseLeadingNames(text);
  return leading?.areFull === true && text.slice(leading.end).trim() === '';
}

function mayBeName(name: string): boolean {
  return !NO_NAME.test(name.split(' ', 1)[0]!);
}

function tidyName(name: string): string {
  return name.replace(/\s+/gu, ' ').trim();
}

/** Verbs that attribute words to a person, in the most common languages of notes. A pattern without a group. */
export const SAYS =
  '(?:sa(?:id|ys?|ying)|told|tells|wr(?:ote|ites)|put it|quip(?:s|ped)|ask(?:s|ed)|answer(?:s|ed)|replie[ds]|argue[ds]|' +
  'explain(?:s|ed)|suggest(?:s|ed)|recommend(?:s|ed)|sagte?|meinte?|schrieb|schreibt|empfiehlt|erklärte?|(?:a )?dit|disait|' +
  'écrit|explique|recommande|dijo|dice|decía|explica|recomienda|(?:ha )?detto|diceva|disse|spiega|consiglia|diz|zei|zegt|' +
  'sade?|säger)';

let givenNames: typeof import('gender-detection-from-name') | undefined;

/** Loads the list of 80,000 given names; loading is slow, and few texts need it. */
export async function loadGivenNames(): Promise<void> {
  givenNames ??= await import('gender-detection-from-name');
}

/** Returns whether a word is a known given name in any language; false if the list isn't loaded. */
export function isGivenName(word: string): boolean {
  return [word, fold(word)].some((spelling) => (givenNames?.getGender(spelling) ?? 'unknown') !== 'unknown');
}
