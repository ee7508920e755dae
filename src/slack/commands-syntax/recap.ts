import type { ExportFormat } from '#usecases/ports/chat.ts';
import { ownWords, readTyped, splitFirstWord } from './clean-argument.ts';
import { guessDate, readDate } from './dates.ts';
import { nearestWord } from './did-you-mean.ts';
import { findLink, readAddress } from './links.ts';
import { readQuoted } from './quoted.ts';
import type { Misunderstood, RecapRequest } from './request-types.ts';
import { readStart } from './start.ts';
import { readTalk } from './talk.ts';

/** Reads what stands behind a verb. */
type ReadRest = (rest: string) => RecapRequest;

const READERS: Readonly<Record<string, ReadRest>> = {
  help: () => ({ kind: 'help' }),
  start: (rest) => (rest === '' ? { kind: 'start-form' } : readStart(rest)),
  add: (rest) => (rest === '' ? { kind: 'add-form' } : { kind: 'add', text: rest }),
  talk: readTalk,
  talks: (rest) => readTalks(rest),
  schedule: (rest) => parseSchedule(rest),
  listen: (rest) => readListen(rest),
  preview: (rest) => readDay('preview', rest),
  publish: (rest) => readDay('publish', rest),
  ask: (rest) =>
    rest === '' ? misunderstood('Say what you want to know. Type', '/recap ask QUESTION') : readAsk(rest),
  export: (rest) => readFormat(rest),
  settings: (rest) => readNothing('settings', 'settings', rest),
  end: (rest) => readNothing('end', 'end', rest),
  delete: (rest) => readNothing('delete', 'delete', rest),
  forget: (rest) => readForget(rest),
  opt: (rest) => readOpt(rest),
};

const JOINED: Readonly<Record<string, string>> = {
  'opt-out': 'opt out',
  optout: 'opt out',
  'opt-in': 'opt in',
  optin: 'opt in',
  'forget-me': 'forget me',
  forgetme: 'forget me',
  '?': 'help',
};

/** Reads what was typed behind `/recap`. Never throws. */
export function readRecap(text: string): RecapRequest {
  const typed = readTyped(text);
  if (typed === '') return { kind: 'help' };
  const first = splitFirstWord(typed);
  const short = first.word.toLowerCase();
  const joined = Object.hasOwn(JOINED, short) ? JOINED[short] : undefined;
  const { word, rest } = joined === undefined ? first : splitFirstWord(`${joined} ${first.rest}`.trim());
  // "add:" is how some begin a note.
  const verb = word.toLowerCase().replace(/:$/u, '');
  if (Object.hasOwn(READERS, verb)) return READERS[verb]!(rest);
  return guessVerb(word, rest, typed);
}

/** `QUESTION in "NAME"` asks the notes of another conference. */
function readAsk(rest: string): RecapRequest {
  for (const match of rest.matchAll(/\sin\s+(?=["'“”„«»‘’‚＂「『《])/giu)) {
    const named = readQuoted(rest.slice(match.index + match[0].length));
    if (named?.rest !== '') continue;
    return { kind: 'ask', question: rest.slice(0, match.index).trim(), named: named.quoted };
  }
  return { kind: 'ask', question: rest };
}

/** A misspelt verb, or a note without its verb. */
function guessVerb(word: string, rest: string, typed: string): Misunderstood {
  const near = nearestWord(word, Object.keys(READERS));
  if (near !== undefined) {
    const whole = near === 'forget' ? 'forget me' : near;
    const words = near === 'forget' ? '' : ownWords(rest);
    return misunderstood('Did you mean', `/recap ${whole} ${words}`.trim());
  }
  return rest === ''
    ? misunderstood(`I don't know “${ownWords(word)}”. What can be typed is shown by`, '/recap help')
    : misunderstood('To note that, type', `/recap add ${ownWords(typed)}`);
}

function misunderstood(why: string, form: string): Misunderstood {
  return { kind: 'misunderstood', why, form };
}

function readNothing(kind: 'settings' | 'end' | 'delete', verb: string, rest: string): RecapRequest {
  return rest === '' ? { kind } : misunderstood('Nothing follows this command. Did you mean', `/recap ${verb}`);
}

/** `me`, `@somebody` as Slack resolves it, or the id of somebody whom Slack doesn't offer any more. */
function readForget(rest: string): RecapRequest {
  if (/^me$/iu.test(rest)) return { kind: 'forget-me' };
  const [, mentioned, id] = /^(?:<@([UW][A-Z0-9]{2,40})(?:\|[^>]*)?>|([UW][A-Z0-9]{5,40}))$/u.exec(rest) ?? [];
  const userId = mentioned ?? id;
  return userId === undefined ? misunderstood('Did you mean', '/recap forget me') : { kind: 'forget', userId };
}

function readTalks(rest: string): RecapRequest {
  if (rest === '') return { kind: 'talks' };
  const day = readDate(rest);
  return day === undefined ? mistakenDay('talks', rest) : { kind: 'talks', day };
}

function readDay(kind: 'preview' | 'publish', rest: string): RecapRequest {
  if (rest === '') return { kind };
  if (/^all$/iu.test(rest)) return { kind, day: 'all' };
  const day = readDate(rest);
  return day === undefined ? mistakenDay(kind, rest) : { kind, day };
}

function mistakenDay(verb: string, rest: string): Misunderstood {
  const means = guessDate(rest);
  return means === undefined
    ? misunderstood(
        `“${ownWords(rest)}” is no day; days are written like 2016-05-26. Type`,
        `/recap ${verb} YYYY-MM-DD`,
      )
    : misunderstood(`Days are written like ${means}. Did you mean`, `/recap ${verb} ${means}`);
}

function parseSchedule(rest: string): RecapRequest {
  const url = readAddress(rest);
  if (url !== undefined) return { kind: 'schedule', url };
  const link = findLink(rest);
  return link === undefined
    ? misunderstood('A schedule is read from a link. Type', '/recap schedule https://…')
    : misunderstood('Did you mean', `/recap schedule ${ownWords(link.url)}`);
}

function readListen(rest: string): RecapRequest {
  if (/^on$/iu.test(rest)) return { kind: 'listen', on: true };
  if (/^off$/iu.test(rest)) return { kind: 'listen', on: false };
  return misunderstood('Type “on” or “off” behind it:', '/recap listen on');
}

function readOpt(rest: string): RecapRequest {
  if (/^out$/iu.test(rest)) return { kind: 'opt-out' };
  if (/^in$/iu.test(rest)) return { kind: 'opt-in' };
  return misunderstood('Type “out” or “in” behind it:', '/recap opt out');
}

const FORMATS: readonly ExportFormat[] = ['md', 'html', 'json', 'csv', 'csl', 'bib'];
const OTHER_NAMES: Readonly<Record<string, ExportFormat>> = {
  markdown: 'md',
  htm: 'html',
  bibtex: 'bib',
  'csl-json': 'csl',
};

function readFormat(rest: string): RecapRequest {
  const word = rest.toLowerCase().replace(/^\./u, '');
  if (word === '') return { kind: 'export', format: 'md' };
  const format =
    FORMATS.find((known) => known === word) ?? (Object.hasOwn(OTHER_NAMES, word) ? OTHER_NAMES[word] : undefined);
  if (format !== undefined) return { kind: 'export', format };
  return misunderstood(
    `The recap comes as md, html, json, csv, csl or bib, not as “${ownWords(rest)}”. Did you mean`,
    `/recap export ${nearestWord(word, FORMATS) ?? 'md'}`,
  );
}
