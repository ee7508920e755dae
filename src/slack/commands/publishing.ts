import { EXPORT_FORMATS, type ExportFormat } from '#domain/recap/recap.ts';
import { joinOr, type ReplyKey, t } from '#slack/messages/reply-messages.ts';
import { answerExported, answerPreview, answerPublished, askEarlyRecap } from '#slack/replies/publishing.ts';
import {
  findEarlyRecap,
  preview as previewRecap,
  publish as publishRecap,
} from '#usecases/publishing/preview-and-publish.ts';
import { exportFile } from '#usecases/recap/export-file.ts';
import { defineCommand, didYouMean, type HelpLine, say, type UsageError } from './command.ts';
import { parseDay } from './dates-and-zones.ts';
import { nearestWord, quoteTyped } from './typed-text.ts';

export const preview = defineCommand({
  name: 'preview',
  usage: ['/recap preview', '/recap preview DAY', '/recap preview all'],
  summary:
    "shows what will be posted: today's digest, another day's, or the recap; you can edit it from there (organizers)",
  hint: 'preview',
  help: [
    {
      typed: '/recap preview',
      does: 'help-preview',
      section: 'organizers',
    },
  ],
  readsDates: true,
  parse: (rest, days) => (/^all$/iu.test(rest) ? { day: 'all' } : parseDay('preview', rest, days)),
  run: ({ deps, actor }, { day }) => previewRecap(deps, actor, day),
  reply: (shown) => say(...answerPreview(shown)),
});

export const publish = defineCommand({
  name: 'publish',
  usage: ['/recap publish', '/recap publish DAY', '/recap publish all'],
  summary: 'posts the digest or recap now, or updates the one already posted (organizers)',
  hint: 'publish',
  readsDates: true,
  parse: (rest, days) => (/^all$/iu.test(rest) ? { day: 'all' } : parseDay('publish', rest, days)),
  async run({ deps, actor }, { day }) {
    const early = day === 'all' ? await findEarlyRecap(deps, actor) : undefined;
    return early === undefined ? { published: await publishRecap(deps, actor, { day }) } : { early };
  },
  reply: ({ published, early }) => say(published === undefined ? askEarlyRecap(early) : answerPublished(published)),
});

/** The word for a format that is typed, if that isn't its name. */
const FILE_NAMES: Partial<Record<ExportFormat, string>> = { 'reading-list': 'md' };

const OTHER_NAMES = { markdown: 'md', htm: 'html', bibtex: 'bib', 'csl-json': 'csl' } as const;

export const exportRecap = defineExport('/recap export', {
  summary: `sends you the recap, or its reading list, as a file (${EXPORT_FORMATS.join(', ')})`,
  help: [
    {
      typed: '/recap export md',
      does: 'help-export',
      section: 'yourself',
    },
  ],
  what: 'recap',
  formats: { ...Object.fromEntries(EXPORT_FORMATS.map((format) => [format, format])), ...OTHER_NAMES },
  usual: 'md',
});

/** Defines a command that sends a file; `formats` are all words for a format, `usual` the one if none is typed. */
export function defineExport(
  typed: string,
  {
    what,
    formats,
    usual,
    ...about
  }: {
    summary: string;
    hint?: string;
    help?: readonly HelpLine[];
    what: 'recap' | 'list';
    does?: ReplyKey;
    formats: Readonly<Record<string, ExportFormat>>;
    usual: string;
  },
) {
  return defineCommand({
    ...about,
    name: 'export',
    usage: [typed, `${typed} FORMAT`],
    parse(rest): { format: ExportFormat } | UsageError {
      const word = rest.toLowerCase().replace(/^(?:(?:as|in|to)\s+)?\.?/u, '') || usual;
      const format = Object.hasOwn(formats, word) ? formats[word] : undefined;
      if (format !== undefined) return { format };
      const near = nearestWord(word, Object.keys(formats)) ?? usual;
      const offered = joinOr([...new Set(Object.values(formats))].map((each) => FILE_NAMES[each] ?? each));
      return didYouMean(t('usage-export', { what, formats: offered, text: quoteTyped(rest) }), `${typed} ${near}`);
    },
    run: ({ deps, actor }, { format }) => exportFile(deps, actor, format),
    reply: (sent) => say(answerExported(sent)),
  });
}
