import { splitNames } from '#domain/language/person-names.ts';
import { unescapeEntities } from '#text/slack-markup/escapes.ts';
import { UsageError } from './command.ts';
import { findLink } from './links.ts';
import { parseQuoted, quoteTyped } from './typed-text.ts';

/** What parts a comment from the work: a dash with a blank beside it, so that no hyphen in a title does. */
const COMMENT = /\s[—–]\s*|[—–]\s|\s--?\s/u;

/** `/readinglist add …` */
export interface TypedWork {
  /** The address itself where nothing else was typed. */
  title: string;
  authors: string[];
  url?: string;
  comment?: string;
  /** All of it as Slack wrote it. */
  text: string;
}

/** Parses what follows `/readinglist add`: `TITLE [by AUTHOR] [— COMMENT]`, or an address. */
export function parseWork(text: string): TypedWork | UsageError {
  const line = text.replace(/\s+/gu, ' ').trim();
  const { head, comment } = splitComment(line);
  const link = findLink(head);
  const words = link === undefined ? head : `${link.before} ${link.after}`;
  const named = parseTitle(unescapeEntities(words).replace(/\s+/gu, ' ').trim());
  // What is left around an address may be its full stop.
  const title = /[\p{L}\p{N}\p{S}]/u.test(named.title) ? named.title : (link?.url ?? '');
  if (title === '') {
    const authors = named.authors.length > 0 ? named.authors.join(' and ') : 'AUTHOR';
    const why = line === '' ? 'Say what is worth reading. Type' : 'The title is missing. Type';
    return new UsageError(why, `/readinglist add "TITLE" by ${quoteTyped(authors)}`);
  }
  const said = [named.rest, comment].filter((part) => part !== '').join(' — ');
  return {
    title,
    authors: named.authors,
    ...(link !== undefined && { url: link.url }),
    ...(said !== '' && { comment: unescapeEntities(said) }),
    text: line,
  };
}

/** The comment begins behind the first dash that is not within the title's quotation marks. */
function splitComment(line: string): { head: string; comment: string } {
  const quoted = parseQuoted(line);
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
function parseTitle(text: string): { title: string; authors: string[]; rest: string } {
  const quoted = parseQuoted(text);
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

/** Small words that stand in titles and in no name. */
const IN_TITLES =
  /^(?:the|a|an|to|of|my|our|your|me|him|her|us|them|it|this|that|default|design|example|day|night|doing)$/iu;

/**
 * Do the words behind an unquoted "by" name people, rather than end a title ("Stand by Me", "Bird by Bird",
 * "Learning by doing")? A single word is a name where it has a capital and is no small word.
 */
function areAuthors(names: string): boolean {
  const authors = splitNames(names);
  return (
    authors.length > 0 &&
    authors.every((author) => {
      const words = author.split(' ');
      if (words.length > 6 || words.some((word) => IN_TITLES.test(word))) return false;
      return words.length > 1 || /^(?!\p{Ll})\p{L}/u.test(author);
    })
  );
}
