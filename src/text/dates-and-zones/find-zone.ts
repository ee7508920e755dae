import { getTimeZones, type TimeZone } from '@vvo/tzdb';
import { type CityData, cityMapping } from 'city-timezones';
import { IANAZone } from 'luxon';
import { fold } from '#domain/language/tokenize.ts';

/** A time zone, or several that may be meant, all by their IANA names. */
export type FoundZone = { zone: string } | { choices: string[] };

let all: TimeZone[] | undefined;
function zones(): TimeZone[] {
  all ??= getTimeZones({ includeUtc: true });
  return all;
}

/** Names that several zones share. Their clocks are the same, at least where most people live. */
const USUAL = new Map([
  ['Eastern Time', 'America/New_York'],
  ['Central Time', 'America/Chicago'],
  ['Mountain Time', 'America/Denver'],
  ['Pacific Time', 'America/Los_Angeles'],
  ['Atlantic Time', 'America/Halifax'],
  ['Central European Time', 'Europe/Berlin'],
  ['Eastern European Time', 'Europe/Helsinki'],
  ['Western European Time', 'Europe/Lisbon'],
  ['Greenwich Mean Time', 'Europe/London'],
  ['Moscow Time', 'Europe/Moscow'],
  ['India Time', 'Asia/Kolkata'],
  ['China Time', 'Asia/Shanghai'],
  ['Australian Eastern Time', 'Australia/Sydney'],
  ['Brasilia Time', 'America/Sao_Paulo'],
]);

/** Abbreviations that nearly everyone means one way, although others share them or tzdb lacks them. */
const SHORT = new Map(
  Object.entries({
    'America/New_York': 'ET EDT NYC',
    'America/Chicago': 'CT CDT',
    'America/Denver': 'MT MDT',
    'America/Los_Angeles': 'PT PST PDT SF',
    'Europe/London': 'BST UK',
    'Europe/Berlin': 'CET CEST MEZ MESZ',
    'Europe/Moscow': 'MSK',
    'Asia/Seoul': 'KST',
  }).flatMap(([zone, short]) => short.split(' ').map((each) => [each, zone])),
);
/**
 * Abbreviations that people use for a zone with daylight saving time, and IANA for one that is an hour off in summer.
 */
const FIXED_OR_NOT = new Map([
  ['EST', ['America/New_York', 'America/Panama']],
  ['MST', ['America/Denver', 'America/Phoenix']],
]);
const MOST_CHOICES = 5;

/**
 * Finds the time zone that people mean: by its IANA name, an offset (`UTC+2`), an abbreviation (`CET`), a name (`Pacific
 * time`), a city or a country with one zone. Undefined if there is none of that name.
 * Without `withCities`, only cities that zones are known by are found: "York" may be the end of "New York".
 */
export function findZone(text: string, { withCities = true } = {}): FoundZone | undefined {
  const written = text.trim().replace(/\s+/gu, ' ');
  if (written === '' || written.length > 60) return undefined;
  const upper = written.toUpperCase();
  const unique = officialZone(written) ?? SHORT.get(upper);
  if (unique !== undefined) return { zone: unique };
  const offset = zoneOfOffset(written);
  if (offset !== undefined) return offset;
  const either = FIXED_OR_NOT.get(upper);
  if (either !== undefined) return { choices: either };
  const name = fold(written).replace(/^us /, '');
  const ways: ((zone: TimeZone) => boolean)[] = [
    ({ abbreviation, dstAbbreviation }) => abbreviation === upper || dstAbbreviation === upper,
    ({ alternativeName }) => [name, `${name} time`].includes(fold(alternativeName)),
    (zone) => fold(zone.name.slice(zone.name.lastIndexOf('/') + 1)) === name.replaceAll(' ', '_'),
    ({ mainCities }) => mainCities.some((city) => fold(city) === name),
    ({ countryName, countryCode }) => fold(countryName) === name || countryCode === written,
  ];
  const found = ways.map((fits) => narrow(zones().filter(fits))).find((zone) => zone !== undefined);
  if (found !== undefined) return found;
  const inEnglish = englishName(name);
  const isCountry = inEnglish !== undefined && /^[A-Z]{2}$/.test(inEnglish);
  if (inEnglish !== undefined && !isCountry && inEnglish !== written) return findZone(inEnglish);
  // "Granada" is two cities, and Grenada in Spanish.
  const meant = [
    withCities ? zoneOfCity(name) : undefined,
    isCountry ? narrow(zones().filter(({ countryCode }) => countryCode === inEnglish)) : undefined,
  ];
  return oneOrChoices(meant.flatMap((each = { choices: [] }) => ('zone' in each ? each.zone : each.choices)));
}

/** Languages whose names of countries are understood. */
const LANGUAGES = ['de', 'es', 'fr', 'it', 'nl', 'pt', 'sv'];

/** Large cities by their English names, with their names in those languages, and former names. */
const CITY_NAMES = {
  Beijing: 'Peking, Pékin, Pekín, Pechino, Pequim',
  Bengaluru: 'Bangalore',
  Brussels: 'Brüssel, Bruxelles, Bruselas, Brussel, Bruxelas, Bryssel',
  Cologne: 'Köln, Colonia, Keulen, Colônia',
  Copenhagen: 'Kopenhagen, Copenhague, København, Copenaghen, Köpenhamn',
  Florence: 'Florenz, Florencia, Firenze, Florença, Florens',
  Geneva: 'Genf, Genève, Ginebra, Ginevra, Genebra',
  Kyiv: 'Kiew, Kiev, Kiëv',
  Lisbon: 'Lissabon, Lisbonne, Lisboa, Lisbona',
  London: 'Londres, Londra, Londen',
  Milan: 'Mailand, Milano, Milán, Milaan, Milão',
  Moscow: 'Moskau, Moscou, Moscú, Mosca, Moskou, Moscovo, Moskva',
  Mumbai: 'Bombay',
  Munich: 'München, Múnich, Monaco di Baviera, Munique',
  Naples: 'Neapel, Nápoles, Napoli, Napels',
  'New York': 'Nueva York, Nova York, Nova Iorque',
  Prague: 'Prag, Praga, Praag, Praha',
  Rome: 'Rom, Roma',
  Vienna: 'Wien, Vienne, Viena, Wenen',
  Warsaw: 'Warschau, Varsovie, Varsovia, Varsavia, Varsóvia, Warszawa',
  Zurich: 'Zürich, Zúrich, Zurigo, Zurique',
};

let english: Map<string, string> | undefined;

/** Returns the English name of a city or country, by its folded name in another language. */
function englishName(name: string): string | undefined {
  english ??= new Map([
    ...LANGUAGES.flatMap((language) => {
      const countries = new Intl.DisplayNames(language, { type: 'region' });
      const codes = new Set(zones().map(({ countryCode }) => countryCode));
      return [...codes].flatMap((code) =>
        /^[A-Z]{2}$/.test(code) ? [[fold(countries.of(code)!), code] as const] : [],
      );
    }),
    ...Object.entries(CITY_NAMES).flatMap(([city, names]) =>
      names.split(', ').map((each) => [fold(each), city] as const),
    ),
  ]);
  return english.get(name);
}

/** Smaller places are often words, too. */
const LEAST_POPULATION = 50_000;
/** A place so much smaller than another of its name isn't meant: Paris, Texas. */
const LEAST_SHARE = 0.05;

let cityNames: Map<string, CityData[]> | undefined;

/** Returns larger cities by their folded names, the largest first. */
function citiesByName(): Map<string, CityData[]> {
  const large = () => cityMapping.filter(({ pop }) => pop >= LEAST_POPULATION).sort((a, b) => b.pop - a.pop);
  cityNames ??= Map.groupBy(large(), ({ city }) => fold(city));
  return cityNames;
}

/** Finds the zone of a city that isn't among the few of each zone. */
function zoneOfCity(name: string): FoundZone | undefined {
  const cities = citiesByName().get(name) ?? [];
  const meant = cities.filter(({ pop }) => pop >= LEAST_SHARE * cities[0]!.pop);
  return oneOrChoices(meant.map(({ timezone }) => timezone));
}

/** Returns an IANA zone (`america/toronto`, `UTC`) in its official spelling; undefined if there is none. */
function officialZone(word: string): string | undefined {
  if (/^(?:utc|gmt|z)$/iu.test(word)) return 'UTC';
  const listed = zoneNames().get(word.toLowerCase());
  if (listed !== undefined) return listed;
  // Older names (`Asia/Calcutta`) are valid without being listed.
  return /^[A-Za-z_]{1,30}(?:\/[A-Za-z0-9_+-]{1,30}){1,2}$/.test(word) && IANAZone.isValidZone(word) ? word : undefined;
}

let names: Map<string, string> | undefined;

/** Returns all IANA zones by their names in lower case. */
export function zoneNames(): Map<string, string> {
  names ??= new Map(['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => [zone.toLowerCase(), zone]));
  return names;
}

function zoneOfOffset(written: string): FoundZone | undefined {
  const [, sign, hours, minutes = '00'] =
    /^(?:UTC|GMT)?\s?([+-])\s?(\d{1,2})(?::?(\d{2}))?$/iu.exec(written.replace(/[−–]/gu, '-')) ?? [];
  if (hours === undefined || Number(hours) > 14) return undefined;
  if (Number(hours) === 0 && minutes === '00') return { zone: 'UTC' };
  // IANA's names count westward.
  if (minutes === '00') return { zone: `Etc/GMT${sign === '+' ? '-' : '+'}${Number(hours)}` };
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const there = zones().filter(({ rawOffsetInMinutes }) => rawOffsetInMinutes === offset);
  const whole = narrow(there.filter(({ dstAbbreviation }) => !dstAbbreviation));
  // With summer time, a place has the offset for a part of the year only.
  return whole ?? (there.length === 0 ? undefined : { choices: there.slice(0, MOST_CHOICES).map(({ name }) => name) });
}

/** Returns the zone if all have the same clocks, else one of each kind: the usual ones if they are among them. */
function narrow(found: TimeZone[]): FoundZone | undefined {
  const usual = found.filter(({ name, alternativeName }) => USUAL.get(alternativeName) === name);
  const others = found.filter(({ alternativeName }) => !USUAL.has(alternativeName));
  const clocks = new Map<string, TimeZone>();
  for (const zone of usual.length > 0 ? [...usual, ...others] : found) {
    const key = `${zone.rawOffsetInMinutes} ${zone.dstAbbreviation}`;
    if (!clocks.has(key)) clocks.set(key, zone);
  }
  return oneOrChoices([...clocks.values()].map(({ name }) => name));
}

function oneOrChoices(found: Iterable<string>): FoundZone | undefined {
  const [zone, ...more] = new Set(found);
  if (zone === undefined) return undefined;
  return more.length === 0 ? { zone } : { choices: [zone, ...more].slice(0, MOST_CHOICES) };
}
