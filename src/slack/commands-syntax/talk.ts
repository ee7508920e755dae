import { splitNames } from '#domain/language/person-names.ts';
import { ownWords } from './clean-argument.ts';
import { readQuoted } from './quoted.ts';
import type { Misunderstood, TypedTalk } from './request-types.ts';

/** Reads what stands behind `/recap talk`: `"TITLE" by SPEAKER[, AFFILIATION]`, several speakers joined by "and". */
export function readTalk(text: string): { kind: 'talk'; talk: TypedTalk } | Misunderstood {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line === '') return mistaken('A talk has a title and a speaker. Type', 'TITLE', 'SPEAKER');
  const quoted = readQuoted(line);
  if (quoted === undefined) {
    const { title, names } = splitAtLastBy(line);
    return mistaken('Put the title in quotation marks. Did you mean', title || 'TITLE', names || 'SPEAKER');
  }
  const names = /^[,–—-]*\s*by\s+(\S.*)$/iu.exec(quoted.rest)?.[1] ?? '';
  const speakers = readSpeakers(names);
  if (speakers.length > 0) return { kind: 'talk', talk: { title: quoted.quoted, speakers } };
  const meant = quoted.rest.replace(/^(?:by|von|de|par)?\s*[,:–—-]*\s*/iu, '');
  return mistaken('Say who speaks. Type', quoted.quoted, meant || 'SPEAKER');
}

function mistaken(why: string, title: string, names: string): Misunderstood {
  return {
    kind: 'misunderstood',
    why,
    form: `/recap talk "${ownWords(title).replace(/["“”„«»]/gu, '')}" by ${ownWords(names)}`,
  };
}

function splitAtLastBy(line: string): { title: string; names: string } {
  const at = line.toLowerCase().lastIndexOf(' by ');
  return at < 0 ? { title: line, names: '' } : { title: line.slice(0, at).trim(), names: line.slice(at + 4).trim() };
}

function readSpeakers(names: string): TypedTalk['speakers'] {
  return splitNames(names, { commas: false })
    .map((person) => {
      const comma = person.indexOf(',');
      const name = (comma < 0 ? person : person.slice(0, comma)).trim();
      const affiliation = comma < 0 ? '' : person.slice(comma + 1).trim();
      return affiliation === '' ? { name } : { name, affiliation };
    })
    .filter(({ name }) => name !== '');
}
