import { t } from '#slack/messages/reply-messages.ts';
import { buildEditWorkModal } from '#slack/modals/edit-work.ts';
import {
  answerReadingList,
  answerReadingListHelp,
  answerRecommended,
  answerRemoved,
} from '#slack/replies/reading-list.ts';
import { parseTypedWorks } from '#text/reading-list/parse-typed-works.ts';
import { removeWork, showReadingList } from '#usecases/reading-list/reading-list.ts';
import { findEditableWork, recommend, type WorksInput } from '#usecases/reading-list/recommend-work.ts';
import { type Command, defineCommand, didYouMean, say, UsageError } from './command.ts';
import { defineExport } from './publishing.ts';
import { nearestWord, quoteTyped } from './typed-text.ts';

const show = defineCommand({
  name: 'list',
  aliases: { show: '', ls: '', page: '', view: '' },
  usage: ['/readinglist', '/readinglist 2'],
  summary: 'shows the reading list, one page at a time',
  does: 'list-help-show',
  help: [{ typed: '/readinglist', does: 'help-reading-list', phases: ['after'] }],
  parse(rest) {
    const page = rest === '' ? 1 : parseNumber(rest.replace(/^page\s/iu, ''));
    return page > 0 ? { page } : new UsageError(t('usage-page'), '/readinglist 2');
  },
  run: ({ deps, actor }, { page }) => showReadingList(deps, actor, { page }),
  reply: (page) => say(answerReadingList(page)),
});

const add = defineCommand({
  name: 'add',
  usage: ['/readinglist add TITLE [by AUTHOR] [— COMMENT]', '/readinglist add URL', '/readinglist add ISBN'],
  summary: 'recommends books, articles or videos: one, or several on separate lines or separated by semicolons',
  does: 'list-help-add',
  hint: 'add TITLE [by AUTHOR]',
  help: [
    {
      typed: '/readinglist add TITLE by AUTHOR',
      does: 'help-recommend',
      phases: ['before', 'during'],
    },
  ],
  storesNote: true,
  parse: parseWorks,
  run: ({ deps, actor, requestId, onStored }, given) => recommend(deps, actor, { ...given, requestId, onStored }),
  reply: (recommended) => say(answerRecommended(recommended)),
});

/** The most works in one command: each is shown with its own buttons. */
const MOST_WORKS = 15;

function parseWorks(text: string): Omit<WorksInput, 'requestId'> | UsageError {
  const works = parseTypedWorks(text);
  const unclear = works.find((work) => work.unclear !== undefined)?.unclear;
  if (unclear?.why === 'isbn') return new UsageError(t('usage-isbn'));
  if (unclear !== undefined) {
    const why = t(unclear.why === 'no-title' ? 'usage-no-title' : 'usage-author-or-title');
    return didYouMean(why, `/readinglist add ${unclear.meant}`);
  }
  if (works.length === 0 || works.some(({ title }) => title === '')) {
    const authors = works.flatMap((work) => work.authors).join(' and ') || 'AUTHOR';
    const why = t('usage-work');
    return new UsageError(why, `/readinglist add "TITLE" by ${quoteTyped(authors)}`);
  }
  if (works.length > MOST_WORKS) {
    return new UsageError(t('usage-many-works', { most: MOST_WORKS }), '/readinglist add TITLE; TITLE');
  }
  return { works, text };
}

const edit = defineCommand({
  name: 'edit',
  aliases: { fix: '', change: '' },
  usage: ['/readinglist edit NUMBER'],
  summary: 'opens a form to change an entry: title, authors, your comment and the talk',
  does: 'list-help-edit',
  parse: numberAfter('edit'),
  opensForm: () => true,
  run: async ({ deps, actor }, { number }) => ({ work: await findEditableWork(deps, actor, { number }), actor }),
  reply: ({ work, actor }) => ({ view: buildEditWorkModal(work, actor) }),
});

const remove = defineCommand({
  name: 'remove',
  aliases: { delete: '', rm: '', del: '' },
  usage: ['/readinglist remove NUMBER'],
  summary: 'removes an entry from the list',
  does: 'list-help-remove',
  hint: 'remove NUMBER',
  parse: numberAfter('remove'),
  run: ({ deps, actor }, { number }) => removeWork(deps, actor, number),
  reply: (removed) => say(answerRemoved(removed)),
});

function parseNumber(typed: string): number {
  return Number(/^(?:#|no\.?\s?|number\s)?(\d{1,4})\.?$/iu.exec(typed)?.[1] ?? 0);
}

function numberAfter(verb: string) {
  return (rest: string): { number: number } | UsageError => {
    const number = parseNumber(rest);
    if (number > 0) return { number };
    // A number that isn't on the person's screen would be somebody's work.
    const show = { typed: '/readinglist', label: t('show-list') };
    return new UsageError(t('usage-number'), `/readinglist ${verb} NUMBER`, rest === '' ? [] : [show]);
  };
}

const exportList = defineExport('/readinglist export', {
  summary: 'sends you the list as a file (csv, csl, bib or md)',
  hint: 'export',
  what: 'list',
  does: 'list-help-export',
  formats: {
    ...{ csv: 'csv', csl: 'csl', 'csl-json': 'csl', bib: 'bib', bibtex: 'bib' },
    ...{ md: 'reading-list', markdown: 'reading-list' },
  },
  usual: 'csv',
});

const help = defineCommand({
  name: 'help',
  aliases: { '?': '' },
  usage: ['/readinglist help'],
  summary: 'lists the commands',
  does: 'list-help-help',
  parse: () => ({}),
  run: async () => ({}),
  reply: () =>
    say(
      answerReadingListHelp(
        READING_LIST_COMMANDS.flatMap(({ usage, does }) => (does === undefined ? [] : [{ typed: usage[0]!, does }])),
      ),
    ),
});

export const READING_LIST_COMMANDS: Command[] = [show, add, edit, remove, exportList, help];

/** Words for what the list itself shows, with its numbers and buttons. */
const LOOKING = /^(?:undo|search|find|suche?n?|cherche|chercher|buscar?|cerca|zoek|sök|procurar?)$/iu;

/** Parses what begins with no command: a page number, a misspelled command, or a work without `add`. */
export function parseOtherReadingList(word: string, rest: string) {
  if (/^\d{1,4}$/.test(word) && rest === '') return { command: show, rest: word };
  if (LOOKING.test(word)) {
    const list = { typed: '/readinglist', label: t('show-list') };
    return new UsageError(t('usage-number'), '/readinglist', [list]);
  }
  const names = READING_LIST_COMMANDS.map(({ name }) => name);
  const command = nearestWord(word, names);
  const [verb, words] = command === undefined ? ['add', `${word} ${rest}`] : [command, rest];
  const typed = `/readinglist ${verb} ${words}`.trim();
  return didYouMean('', `/readinglist ${verb} ${quoteTyped(words)}`.trim(), typed);
}
