import { FixedOffsetZone, IANAZone } from 'luxon';
import { findIana } from 'windows-iana';

export function isTimeZone(name: string): boolean {
  return /^[a-z]/i.test(name) && IANAZone.isValidZone(name);
}

/**
 * Returns the IANA zone for a zone name as programs write it: the IANA name itself, with a prefix
 * (`/citadel.org/20210210_1/Europe/Berlin`, `tzone://Microsoft/Utc`), a Windows name (`W. Europe Standard Time`) or a
 * city in Outlook's name (`(UTC+01:00) Amsterdam, Berlin, Bern`). Returns undefined for unknown names.
 */
export function ianaZone(name: string): string | undefined {
  const written = name.trim().slice(0, 200);
  const parts = written.split('/');
  for (let from = 0; from < parts.length; from += 1) {
    const tail = parts.slice(from).join('/');
    if (isTimeZone(tail)) return /^utc$/i.test(tail) ? 'UTC' : tail;
  }
  const [, cities] = /^\((?:UTC|GMT)[^)]*\)\s*(.+)$/i.exec(written) ?? [];
  return (
    findIana(written)[0] ??
    cities
      ?.split(', ')
      .map(zoneOfCity)
      .find((zone) => zone !== undefined)
  );
}

function zoneOfCity(city: string): string | undefined {
  const ending = `/${city.trim().replaceAll(' ', '_')}`;
  return Intl.supportedValuesOf('timeZone').find((zone) => zone.endsWith(ending));
}

/** Returns luxon's name for a fixed-offset zone: `UTC+2` for `UTC+02:00`, `GMT+2` or `+0200`. */
export function offsetZone(name: string): string | undefined {
  const [, sign, hours, minutes] = /^\(?(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?\)?$/i.exec(name.trim()) ?? [];
  if (hours === undefined || Number(hours) > 14) return undefined;
  return formatOffset((sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0)));
}

/** Returns luxon's name for an offset in minutes: `UTC+5:30`. */
export function formatOffset(minutes: number): string {
  return FixedOffsetZone.instance(minutes).name;
}
