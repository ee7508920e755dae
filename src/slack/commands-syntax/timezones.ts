import { IANAZone } from 'luxon';
import { nearestWord } from './did-you-mean.ts';

let known: Map<string, string> | undefined;

/** All zones of the catalogue, by their names in small letters. */
function zones(): Map<string, string> {
  known ??= new Map(['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => [zone.toLowerCase(), zone]));
  return known;
}

/** An IANA zone (`america/toronto`, `UTC`) as the catalogue spells it; undefined where there is none such. */
export function readZone(word: string): string | undefined {
  const listed = zones().get(word.toLowerCase());
  if (listed !== undefined) return listed;
  // Older names (`Asia/Calcutta`) are valid without being listed.
  return /^[A-Za-z_]{1,30}(?:\/[A-Za-z0-9_+-]{1,30}){1,2}$/.test(word) && IANAZone.isValidZone(word) ? word : undefined;
}

/** The zone that a city's name or a misspelling means: `Toronto`, `America/Toronot`. */
export function guessZone(text: string): string | undefined {
  const words = text.trim().replace(/\s+/gu, '_').toLowerCase();
  if (words === '' || words.length > 60) return undefined;
  for (const [folded, zone] of zones()) {
    if (folded.endsWith(`/${words}`)) return zone;
  }
  const near = nearestWord(words, zones().keys());
  if (near !== undefined) return zones().get(near);
  if (words.includes('/')) return undefined;
  const cities = new Map(Array.from(zones(), ([folded, zone]) => [folded.slice(folded.lastIndexOf('/') + 1), zone]));
  const city = words.length < 4 ? undefined : nearestWord(words, cities.keys());
  return city === undefined ? undefined : cities.get(city);
}
