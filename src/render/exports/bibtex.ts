import { parsePersonName } from '#domain/language/person-names.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { type RecapMessages, recapMessages } from '#render/messages/recap-messages.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { createCitationKeys, createItemNotes } from './citations.ts';

/** The reading list as BibTeX: books as `@book`, all else as `@misc`, in UTF-8. */
export function renderBibtex(recap: Pick<Recap, 'readingList' | 'days' | 'language'>): string {
  const noteOn = createItemNotes(recap);
  const keys = createCitationKeys(recap.readingList);
  const t = recapMessages(recap.language ?? 'en');
  return recap.readingList
    .map((item, index) => composeEntry(item, { key: keys[index]!, note: noteOn(item), t }))
    .join('\n');
}

function composeEntry(item: ReadingItem, { key, note, t }: { key: string; note: string; t: RecapMessages }): string {
  const { kind, title, authors, year, isbn13, url } = item;
  const fields: [name: string, value: string | undefined][] = [
    ['title', escapeTex(title)],
    ['author', authors.length === 0 ? undefined : authors.map(composeName).join(' and ')],
    ['year', year === undefined ? undefined : String(year)],
    ['isbn', isbn13],
    ['howpublished', kind === 'book' ? undefined : t(`form-${kind}`)],
    ['url', url === undefined ? undefined : escapeAddress(url)],
    ['note', escapeTex(note)],
  ];
  const lines = fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = {${value}},`]));
  return `@${kind === 'book' ? 'book' : 'misc'}{${key},\n${lines.join('\n')}\n}\n`;
}

/** Formats a name as "Family, Given", which is unambiguous. Braces keep together a name that can't be split. */
function composeName(written: string): string {
  const name = parsePersonName(plainLine(written));
  if ('literal' in name) return `{${escapeTex(name.literal)}}`;
  const family = [name.particle, name.family].filter((part) => part !== undefined).join(' ');
  const parts = [family, name.suffix, name.given].flatMap((part) => (part === undefined ? [] : [escapeTex(part)]));
  const isAmbiguous = parts.some((part) => /,|(?:^|\s)and(?:\s|$)/i.test(part));
  return isAmbiguous || parts.length === 1 ? `{${escapeTex(plainLine(written))}}` : parts.join(', ');
}

/** TeX's special characters. Braces become commands, because BibTeX counts even those after a backslash. */
const TEX: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
};

function escapeTex(text: string): string {
  return plainLine(text).replace(/[\\{}~^&%$#_]/g, (character) => TEX[character]!);
}

/** Escapes only the characters of a URL that BibTeX's readers count or pair: braces, backslash, dollar. */
function escapeAddress(url: string): string {
  return plainLine(url).replace(/[\\{}$\s]/g, (character) => encodeURIComponent(character));
}
