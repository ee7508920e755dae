import { answerExported } from '#slack/replies/publish.ts';
import { answerReadingList, answerRecommended, answerRemoved } from '#slack/replies/reading-list.ts';
import type { ExportFormat } from '#usecases/ports/chat.ts';
import { removeWork, showReadingList } from '#usecases/reading-list/reading-list.ts';
import { recommend } from '#usecases/reading-list/recommend-work.ts';
import { exportFile } from '#usecases/recap/export-file.ts';
import { defineCommand, say, UsageError } from './command.ts';
import { parseWork } from './parse-work.ts';
import { nearestWord, quoteTyped } from './typed-text.ts';

const show = defineCommand({
  name: 'show',
  aliases: { help: '' },
  usage: ['/readinglist', '/readinglist 2'],
  summary: 'shows the reading list, a page at a time',
  help: [{ typed: '/readinglist', does: 'what was recommended', phases: ['after'], section: 'notes' }],
  parse: () => ({ page: 1 }),
  run: ({ deps, actor }, { page }) => showReadingList(deps, actor, page),
  reply: (page) => say(answerReadingList(page)),
});

const page = defineCommand({
  ...show,
  name: 'page',
  aliases: {},
  usage: [],
  help: [],
  parse(rest) {
    const number = /^\d{1,4}$/.test(rest) ? Number(rest) : 0;
    return number > 0 ? { page: number } : new UsageError('Pages have numbers. Type', '/readinglist 2');
  },
});

const add = defineCommand({
  name: 'add',
  usage: ['/readinglist add TITLE [by AUTHOR] [— COMMENT]', '/readinglist add URL'],
  summary: 'recommends a book, article or video',
  hint: 'add TITLE [by AUTHOR]',
  help: [
    {
      typed: '/readinglist add TITLE by AUTHOR',
      does: 'recommends a book, article or video',
      phases: ['before', 'during'],
      section: 'notes',
    },
  ],
  storesNote: true,
  parse: parseWork,
  run: ({ deps, actor, requestId, onStored }, work) => recommend(deps, actor, { ...work, requestId }, onStored),
  reply: (recommended) => say(answerRecommended(recommended)),
});

const remove = defineCommand({
  name: 'remove',
  usage: ['/readinglist remove NUMBER'],
  summary: 'removes a work from the list',
  hint: 'remove N',
  parse(rest) {
    const number = Number(/^(?:#|no\.?\s?)?(\d{1,4})\.?$/iu.exec(rest)?.[1] ?? 0);
    if (number > 0) return { number };
    return new UsageError('Works are removed by their number, which /readinglist shows. Type', '/readinglist remove 3');
  },
  run: ({ deps, actor }, { number }) => removeWork(deps, actor, number),
  reply: (removed) => say(answerRemoved(removed)),
});

/** What the list is written as, by the words for it. */
const FORMATS: Readonly<Record<string, ExportFormat>> = {
  csv: 'csv',
  csl: 'csl',
  'csl-json': 'csl',
  bib: 'bib',
  bibtex: 'bib',
  md: 'reading-list',
  markdown: 'reading-list',
};

const exportList = defineCommand({
  name: 'export',
  usage: ['/readinglist export', '/readinglist export FORMAT'],
  summary: 'sends you the list as a file: csv, csl, bib or md',
  hint: 'export',
  parse(rest): { format: ExportFormat } | UsageError {
    const word = rest.toLowerCase().replace(/^\./u, '') || 'csv';
    const format = Object.hasOwn(FORMATS, word) ? FORMATS[word] : undefined;
    if (format !== undefined) return { format };
    return new UsageError(
      `The list comes as csv, csl, bib or md, not as “${quoteTyped(rest)}”. Did you mean`,
      `/readinglist export ${nearestWord(word, Object.keys(FORMATS)) ?? 'csv'}`,
    );
  },
  run: ({ deps, actor }, { format }) => exportFile(deps, actor, format),
  reply: (sent) => say(answerExported(sent)),
});

export const READING_LIST_COMMANDS = [show, page, add, remove, exportList];

/** A page's number, a misspelt word, or a work without `add`. */
export function parseOtherReadingList(word: string, rest: string) {
  if (/^\d{1,4}$/.test(word) && rest === '') return { command: page, rest: word };
  const near = nearestWord(
    word,
    [add, remove, exportList].map(({ name }) => name),
  );
  if (near !== undefined && rest !== '') {
    return new UsageError('Did you mean', `/readinglist ${near} ${quoteTyped(rest)}`);
  }
  const work = parseWork(`${word} ${rest}`);
  return near !== undefined || work instanceof UsageError
    ? new UsageError('Did you mean', `/readinglist ${near ?? 'add'}`)
    : new UsageError('Did you mean', `/readinglist add ${quoteTyped(work.text)}`);
}
