import { ownWords, readTyped, splitFirstWord } from './clean-argument.ts';
import { nearestWord } from './did-you-mean.ts';
import type { ListFormat, ReadingListRequest } from './request-types.ts';
import { readWork } from './work.ts';

const VERBS = ['add', 'remove', 'export'];
/** What the list is written as, by the words for it. */
const FORMATS: Readonly<Record<string, ListFormat>> = {
  csv: 'csv',
  csl: 'csl',
  'csl-json': 'csl',
  bib: 'bib',
  bibtex: 'bib',
  md: 'reading-list',
  markdown: 'reading-list',
};

/** Reads what was typed behind `/readinglist`. Never throws. */
export function readReadingList(text: string): ReadingListRequest {
  const { word, rest } = splitFirstWord(readTyped(text));
  const verb = word.toLowerCase();
  switch (verb) {
    case '':
    case 'show':
    case 'help':
      return { kind: 'show', page: 1 };
    case 'add':
      return readWork(rest);
    case 'remove':
      return readRemoval(rest);
    case 'export':
      return readFormat(rest);
    case 'page':
      return readPage(rest);
  }
  if (/^\d{1,4}$/.test(verb) && rest === '') return readPage(verb);
  const near = nearestWord(verb, VERBS);
  if (near !== undefined && rest !== '') {
    return { kind: 'misunderstood', why: 'Did you mean', form: `/readinglist ${near} ${ownWords(rest)}` };
  }
  const work = readWork(`${word} ${rest}`);
  if (near !== undefined || work.kind === 'misunderstood') {
    return { kind: 'misunderstood', why: 'Did you mean', form: `/readinglist ${near ?? 'add'}` };
  }
  return { kind: 'misunderstood', why: 'Did you mean', form: `/readinglist add ${ownWords(work.work.text)}` };
}

function readRemoval(rest: string): ReadingListRequest {
  const number = /^(?:#|no\.?\s?)?(\d{1,4})\.?$/iu.exec(rest)?.[1];
  if (number !== undefined && Number(number) > 0) return { kind: 'remove', number: Number(number) };
  return {
    kind: 'misunderstood',
    why: 'Works are removed by their number, which /readinglist shows. Type',
    form: '/readinglist remove 3',
  };
}

function readFormat(rest: string): ReadingListRequest {
  const word = rest.toLowerCase().replace(/^\./u, '');
  if (word === '') return { kind: 'export', format: 'csv' };
  const format = Object.hasOwn(FORMATS, word) ? FORMATS[word] : undefined;
  if (format !== undefined) return { kind: 'export', format };
  return {
    kind: 'misunderstood',
    why: `The list comes as csv, csl, bib or md, not as “${ownWords(rest)}”. Did you mean`,
    form: `/readinglist export ${nearestWord(word, Object.keys(FORMATS)) ?? 'csv'}`,
  };
}

function readPage(rest: string): ReadingListRequest {
  const page = /^\d{1,4}$/.test(rest) ? Number(rest) : 0;
  return page > 0
    ? { kind: 'show', page }
    : { kind: 'misunderstood', why: 'Pages have numbers. Type', form: '/readinglist 2' };
}
