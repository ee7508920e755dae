import { fold } from '#domain/language/tokenize.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

/** A person's name in its parts, as CSL has them; what is no person, or can't be split, is `literal`. */
export type PersonName = { family: string; given?: string; particle?: string; suffix?: string } | { literal: string };

/** Small words that belong to family names: Ludwig van Beethoven, Simone de Beauvoir, Ibn Rushd. */
const PARTICLE =
  /^(?:v[ao]n|vom|zum|zur|de[nrlms]?|della|degli|d[aiou]s?|du|la|le|lo|ten?r?|te|zu|af|av|al|el|bin|ibn|ben|st\.?)$/iu;
const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/iu;
const HONORIFIC = /^(?:dr|prof|professor|mr|mrs|ms|sir|dame)\.?$/iu;

/** Words that organisations, not people, are called by. */
const ORGANISATION =
  /\b(?:inc|ltd|llc|gmbh|ag|corp|corporation|company|foundation|university|institute|association|society|press|publishing|books|media|group|team|community|contributors|project|committee|council|agency|laborator(?:y|ies)|labs?|verlag|universit\S+|stiftung|verein|capital|ventures|bank|software|technologies|solutions|consulting|partners|studios?)\b/iu;

/** Is this the name of an organisation, as far as its words tell? */
export function isOrganization(name: string): boolean {
  return ORGANISATION.test(name);
}

/** Splits a name as a person would: "Michael T. Nygard", "Nygard, Michael", "Guido van Rossum", "Google Inc." */
export function parsePersonName(written: string): PersonName {
  const name = written.replace(/\s+/gu, ' ').trim();
  if (isOrganization(name) || /[\d&]|\sand\s/u.test(name)) return { literal: name };
  const comma = name.indexOf(', ');
  if (comma > 0 && !SUFFIX.test(name.slice(comma + 2))) {
    const { family, particle } = splitFamily(name.slice(0, comma).split(' '));
    return { family, given: name.slice(comma + 2), ...omitUndefined({ particle }) };
  }
  const parts = name.replace(',', '').split(' ');
  while (parts.length > 1 && HONORIFIC.test(parts[0]!)) parts.shift();
  const suffix = parts.length > 2 && SUFFIX.test(parts.at(-1)!) ? parts.pop() : undefined;
  // Scripts without capitals write names in orders and without spaces that can't be told apart here.
  if (!/\p{Lu}|\p{Ll}/u.test(name)) return { literal: name };
  const from = parts.findIndex((part, index) => index > 0 && index < parts.length - 1 && PARTICLE.test(part));
  const { family, particle } = splitFamily(parts.slice(from === -1 ? -1 : from));
  const given = parts.slice(0, from === -1 ? -1 : from).join(' ');
  return {
    family,
    ...(given === '' ? {} : { given }),
    ...omitUndefined({ particle, suffix }),
  };
}

function splitFamily(parts: string[]): { family: string; particle?: string } {
  let count = 0;
  // A particle in lower case stands apart ("van Rossum"); in capitals it is part of the name ("Van Gogh").
  while (count < parts.length - 1 && PARTICLE.test(parts[count]!) && /^\p{Ll}/u.test(parts[count]!)) count++;
  const family = parts.slice(count).join(' ');
  return count === 0 ? { family } : { family, particle: parts.slice(0, count).join(' ') };
}

/** "Nygard, Michael"; a literal name stays as it is. */
export function invertName(written: string): string {
  const name = parsePersonName(written);
  if ('literal' in name) return name.literal;
  const family = [name.particle, name.family].filter(Boolean).join(' ');
  return [family, name.given, name.suffix].filter(Boolean).join(', ');
}

/** What two spellings of one person's name have in common: the last word of the family name, folded to letters. */
export function familyKey(written: string): string {
  const name = parsePersonName(written);
  const family = 'literal' in name ? name.literal : name.family.slice(name.family.lastIndexOf(' ') + 1);
  return fold(family).replace(/[^\p{L}\p{N}]/gu, '');
}
