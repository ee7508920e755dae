import type { CalendarDate } from '#domain/conference/conference.ts';
import { answerExported, answerPreview, answerPublished } from '#slack/replies/publish.ts';
import type { ExportFormat } from '#usecases/ports/chat.ts';
import { preview as previewRecap, publish as publishRecap } from '#usecases/publishing/preview-and-publish.ts';
import { exportFile } from '#usecases/recap/export-file.ts';
import { defineCommand, say, UsageError } from './command.ts';
import { explainWrongDay, parseDate } from './dates-and-zones.ts';
import { nearestWord, quoteTyped } from './typed-text.ts';

export const preview = defineCommand({
  name: 'preview',
  usage: ['/recap preview', '/recap preview YYYY-MM-DD', '/recap preview all'],
  summary:
    "shows what will be posted: today's digest, another day's, or the recap; it can be edited there (organizers)",
  hint: 'preview',
  help: [
    {
      typed: '/recap preview',
      does: 'shows you what will be posted, to edit it by hand; publish posts it',
      phases: ['before', 'during', 'after'],
      section: 'organizers',
    },
  ],
  parse: (rest) => parseScope('preview', rest),
  run: ({ deps, actor }, { day }) => previewRecap(deps, actor, day),
  reply: (shown) => say(...answerPreview(shown)),
});

export const publish = defineCommand({
  name: 'publish',
  usage: ['/recap publish', '/recap publish YYYY-MM-DD', '/recap publish all'],
  summary: 'posts it now, or updates what is posted (organizers)',
  hint: 'publish',
  parse: (rest) => parseScope('publish', rest),
  run: ({ deps, actor }, { day }) => publishRecap(deps, actor, day),
  reply: (published) => say(answerPublished(published)),
});

function parseScope(verb: string, rest: string): { day?: CalendarDate | 'all' } | UsageError {
  if (rest === '') return {};
  if (/^all$/iu.test(rest)) return { day: 'all' };
  const day = parseDate(rest);
  return day === undefined ? explainWrongDay(verb, rest) : { day };
}

const FORMATS: readonly ExportFormat[] = ['md', 'html', 'json', 'csv', 'csl', 'bib'];
const OTHER_NAMES: Readonly<Record<string, ExportFormat>> = {
  markdown: 'md',
  htm: 'html',
  bibtex: 'bib',
  'csl-json': 'csl',
};

export const exportRecap = defineCommand({
  name: 'export',
  usage: ['/recap export', '/recap export FORMAT'],
  summary: 'sends you the recap as a file: md, html, json, csv, csl or bib',
  help: [
    {
      typed: '/recap export md',
      does: 'sends you the recap as a file: md, html, json, csv, csl or bib',
      phases: ['before', 'during', 'after'],
      section: 'yourself',
    },
  ],
  parse(rest): { format: ExportFormat } | UsageError {
    const word = rest.toLowerCase().replace(/^\./u, '');
    if (word === '') return { format: 'md' };
    const format =
      FORMATS.find((known) => known === word) ?? (Object.hasOwn(OTHER_NAMES, word) ? OTHER_NAMES[word] : undefined);
    if (format !== undefined) return { format };
    return new UsageError(
      `The recap comes as md, html, json, csv, csl or bib, not as “${quoteTyped(rest)}”. Did you mean`,
      `/recap export ${nearestWord(word, FORMATS) ?? 'md'}`,
    );
  },
  run: ({ deps, actor }, { format }) => exportFile(deps, actor, format),
  reply: (sent) => say(answerExported(sent)),
});
