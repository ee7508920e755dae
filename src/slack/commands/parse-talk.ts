import { splitNames } from '#domain/language/person-names.ts';
import { UsageError } from './command.ts';
import { parseQuoted, quoteTyped } from './typed-text.ts';

export interface TypedTalk {
  title: string;
  speakers: { name: string; affiliation?: string }[];
}

/** Parses what follows `/recap talk`: `"TITLE" by SPEAKER[, AFFILIATION]`, several speakers joined by "and". */
export function parseTalk(text: string): TypedTalk | UsageError {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line === '') return usageError('A talk has a title and a speaker. Type', 'TITLE', 'SPEAKER');
  const quoted = parseQuoted(line);
  if (quoted === undefined) {
    const { title, names } = splitAtLastBy(line);
    return usageError('Put the title in quotation marks. Did you mean', title || 'TITLE', names || 'SPEAKER');
  }
  const names = /^[,–—-]*\s*by\s+(\S.*)$/iu.exec(quoted.rest)?.[1] ?? '';
  const speakers = parseSpeakers(names);
  if (speakers.length > 0) return { title: quoted.quoted, speakers };
  const meant = quoted.rest.replace(/^(?:by|von|de|par)?\s*[,:–—-]*\s*/iu, '');
  return usageError('Say who speaks. Type', quoted.quoted, meant || 'SPEAKER');
}

function usageError(why: string, title: string, names: string): UsageError {
  return new UsageError(why, `/recap talk "${quoteTyped(title).replace(/["“”„«»]/gu, '')}" by ${quoteTyped(names)}`);
}

function splitAtLastBy(line: string): { title: string; names: string } {
  const at = line.toLowerCase().lastIndexOf(' by ');
  return at < 0 ? { title: line, names: '' } : { title: line.slice(0, at).trim(), names: line.slice(at + 4).trim() };
}

function parseSpeakers(names: string): TypedTalk['speakers'] {
  return splitNames(names, { commas: false })
    .map((person) => {
      const comma = person.indexOf(',');
      const name = (comma < 0 ? person : person.slice(0, comma)).trim();
      const affiliation = comma < 0 ? '' : person.slice(comma + 1).trim();
      return affiliation === '' ? { name } : { name, affiliation };
    })
    .filter(({ name }) => name !== '');
}
