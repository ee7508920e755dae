import { splitNames } from '#domain/language/person-names.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { loadScheduleModal } from '#slack/modals/import-schedule.ts';
import { answerSchedule, answerTalkOpened, answerTalks } from '#slack/replies/talks.ts';
import { importSchedule, type ScheduleSource } from '#usecases/schedule/import-schedule.ts';
import { listTalks } from '#usecases/schedule/list-talks.ts';
import { openTalk } from '#usecases/schedule/open-talk.ts';
import { defineCommand, didYouMean, say, UsageError } from './command.ts';
import { parseDay } from './dates-and-zones.ts';
import { findLink, parseAddress, parseQuoted, plainTyped, quoteTyped } from './typed-text.ts';

export const talk = defineCommand({
  name: 'talk',
  usage: ['/recap talk "TITLE" by SPEAKER[, AFFILIATION]'],
  summary: 'adds a talk that isn’t on the schedule, and starts its thread',
  help: [
    {
      typed: '/recap talk "TITLE" by SPEAKER',
      does: 'help-talk',
      phases: ['before', 'during'],
    },
  ],
  parse: parseTalk,
  run: ({ deps, actor }, typed) => openTalk(deps, actor, typed),
  reply: (opened) => say(answerTalkOpened(opened)),
});

export const talks = defineCommand({
  name: 'talks',
  usage: ['/recap talks', '/recap talks DAY'],
  summary: 'lists the talks and how many notes each has, for all days or one day',
  hint: 'talks',
  help: [{ typed: '/recap talks', does: 'help-talks' }],
  readsDates: true,
  parse: (rest, days) => parseDay('talks', rest, days),
  run: ({ deps, actor }, { day }) => listTalks(deps, actor, day),
  reply: (list) => say(answerTalks(list)),
});

export const schedule = defineCommand({
  name: 'schedule',
  usage: ['/recap schedule', '/recap schedule URL'],
  summary:
    'imports or refreshes the schedule from a link; on its own, it opens a form for a link, a file or pasted text (organizers)',
  help: [{ typed: '/recap schedule URL', does: 'help-schedule', section: 'organizers' }],
  parse(rest): { source?: ScheduleSource } | UsageError {
    if (rest === '') return {};
    const url = parseAddress(rest);
    if (url !== undefined) return { source: { url } };
    // Pasted: a table, a calendar or JSON.
    if (/\n|^[{[]/.test(rest)) return { source: { text: plainTyped(rest) } };
    const link = findLink(rest);
    const open = { typed: '/recap schedule', label: t('open-form') };
    return link === undefined
      ? new UsageError(t('usage-schedule'), '', [open])
      : didYouMean('', `/recap schedule ${quoteTyped(link.url)}`);
  },
  opensForm: ({ source }) => source === undefined,
  async run({ deps, actor, conferenceId }, { source }) {
    return source === undefined
      ? { view: await loadScheduleModal(deps, actor, conferenceId) }
      : { imported: await importSchedule(deps, actor, { source }) };
  },
  reply: ({ view, imported }) => (view === undefined ? say(answerSchedule(imported)) : { view }),
});

interface TypedTalk {
  title: string;
  speakers: { name: string; affiliation?: string }[];
}

/** Parses what follows `/recap talk`: `"TITLE" by SPEAKER[, AFFILIATION]`, several speakers joined by "and". */
export function parseTalk(text: string): TypedTalk | UsageError {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line === '') return new UsageError(t('usage-talk'), formOf('TITLE', 'SPEAKER'));
  const quoted = parseQuoted(line);
  if (quoted === undefined) {
    const { title, names } = splitAtLastBy(line);
    return didYouMean(t('usage-quote-title'), formOf(title || 'TITLE', names || 'SPEAKER'));
  }
  const names = /^[,–—-]*\s*by\s+(\S.*)$/iu.exec(quoted.rest)?.[1] ?? '';
  const speakers = parseSpeakers(names);
  if (speakers.length > 0) return { title: quoted.quoted, speakers };
  const meant = quoted.rest.replace(/^(?:by|von|de|par)?\s*[,:–—-]*\s*/iu, '');
  return new UsageError(t('usage-speaker'), formOf(quoted.quoted, meant || 'SPEAKER'));
}

function formOf(title: string, names: string): string {
  return `/recap talk "${quoteTyped(title).replace(/["“”„«»]/gu, '')}" by ${quoteTyped(names)}`;
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
