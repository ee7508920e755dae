import { splitNames } from '#domain/language/person-names.ts';
import { unescapeEntities } from '#text/slack-markup/escapes.ts';
import { areAuthors } from './authors.ts';
import { ownWords } from './clean-argument.ts';
import { findLink } from './links.ts';
import { readQuoted } from './quoted.ts';
import type { Misunderstood, TypedWork } from './request-types.ts';

/** What parts a comment from the work: a dash with a blank beside it, so that no hyphen in a title does. */
const COMMENT = /\s[—–]\s*|[—–]\s|\s--?\s/u;

/** Reads what stands behind `/readinglist add`: `TITLE [by AUTHOR] [— COMMENT]`, or an address. */
export function readWork(text: string): { kind: 'add'; work: TypedWork } | Misunderstood {
  const line = text.replace(/\s+/gu, ' ').trim();
  const { head, comment } = splitComment(line);
  const link = findLink(head);
  const words = link === undefined ? head : `${link.before} ${link.after}`;
  const named = readTitle(unescapeEntities(words).replace(/\s+/gu, ' ').trim());
  // What is left around an address may be its full stop.
  const title = /[\p{L}\p{N}\p{S}]/u.test(named.title) ? named.title : (link?.url ?? '');
  if (title === '') {
    const authors = named.authors.length > 0 ? named.authors.join(' and ') : 'AUTHOR';
    const why = line === '' ? 'Say what is worth reading. Type' : 'The title is missing. Type';
    return { kind: 'misunderstood', why, form: `/readinglist add "TITLE" by ${ownWords(authors)}` };
  }
  const said = [named.rest, comment].filter((part) => part !== '').join(' — ');
  return {
    kind: 'add',
    work: {
      title,
      authors: named.authors,
      ...(link !== undefined && { url: link.url }),
      ...(said !== '' && { comment: unescapeEntities(said) }),
      text: line,
    },
  };
}

/** The comment begins behind the first dash that is not within the title's quotation marks. */
function splitComment(line: string): { head: string; comment: string } {
  const quoted = readQuoted(line);
  const from = quoted === undefined ? 0 : line.length - quoted.rest.length;
  const rest = line.slice(from);
  const opening = quoted === undefined ? null : /^(?:[—–]|--?(?=\s))\s*/u.exec(rest);
  const dash = opening ?? COMMENT.exec(rest);
  if (dash === null || from + dash.index === 0) return { head: line, comment: '' };
  return {
    head: line.slice(0, from + dash.index).trim(),
    comment: rest.slice(dash.index + dash[0].length).trim(),
  };
}

/** `rest`: what stands behind a title in quotation marks and names nobody. */
function readTitle(text: string): { title: string; authors: string[]; rest: string } {
  const quoted = readQuoted(text);
  if (quoted !== undefined) {
    const names = /^,?\s*by\s+(\S.*)$/iu.exec(quoted.rest)?.[1];
    return names === undefined
      ? { title: quoted.quoted, authors: [], rest: quoted.rest.replace(/^[\s,;:.]+/u, '') }
      : { title: quoted.quoted, authors: splitNames(names), rest: '' };
  }
  const last = lastBy(text);
  const names = last === undefined ? '' : text.slice(last.end);
  return last === undefined || (last.start > 0 && !areAuthors(names))
    ? { title: text, authors: [], rest: '' }
    : {
        title: text.slice(0, last.start).replace(/(?<![\s,])[\s,]+$/u, ''),
        authors: splitNames(names),
        rest: '',
      };
}

function lastBy(text: string): { start: number; end: number } | undefined {
  const folded = text.toLowerCase();
  const at = folded.lastIndexOf(' by ');
  if (at >= 0) return { start: at, end: at + 4 };
  return folded.startsWith('by ') ? { start: 0, end: 3 } : undefined;
}
