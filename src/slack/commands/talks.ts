import type { CalendarDate } from '#domain/conference/conference.ts';
import { answerSchedule, answerTalkOpened, answerTalks } from '#slack/replies/talks.ts';
import { importSchedule } from '#usecases/schedule/import-schedule.ts';
import { listTalks } from '#usecases/schedule/list-talks.ts';
import { openTalk } from '#usecases/schedule/open-talk.ts';
import { defineCommand, say, UsageError } from './command.ts';
import { explainWrongDay, parseDate } from './dates-and-zones.ts';
import { findLink, parseAddress } from './links.ts';
import { parseTalk } from './parse-talk.ts';
import { quoteTyped } from './typed-text.ts';

export const talk = defineCommand({
  name: 'talk',
  usage: ['/recap talk "TITLE" by SPEAKER[, AFFILIATION]'],
  summary: 'opens a talk that is not on the schedule, and its thread',
  help: [
    {
      typed: '/recap talk "TITLE" by SPEAKER',
      does: 'opens a talk that no schedule knows',
      phases: ['before', 'during'],
      section: 'notes',
    },
  ],
  parse: parseTalk,
  run: ({ deps, actor }, typed) => openTalk(deps, actor, typed),
  reply: (opened) => say(answerTalkOpened(opened)),
});

export const talks = defineCommand({
  name: 'talks',
  usage: ['/recap talks', '/recap talks YYYY-MM-DD'],
  summary: 'lists the talks and counts their notes, all or of one day',
  hint: 'talks',
  help: [
    {
      typed: '/recap talks',
      does: 'the talks with their notes',
      phases: ['before', 'during', 'after'],
      section: 'notes',
    },
  ],
  parse(rest): { day?: CalendarDate } | UsageError {
    if (rest === '') return {};
    const day = parseDate(rest);
    return day === undefined ? explainWrongDay('talks', rest) : { day };
  },
  run: ({ deps, actor }, { day }) => listTalks(deps, actor, day),
  reply: (list) => say(answerTalks(list)),
});

export const schedule = defineCommand({
  name: 'schedule',
  usage: ['/recap schedule URL'],
  summary: 'imports or refreshes the schedule (organizers)',
  help: [
    {
      typed: '/recap schedule URL',
      does: 'reads the schedule, or reads it again',
      phases: ['before', 'during', 'after'],
      section: 'organizers',
    },
  ],
  parse(rest) {
    const url = parseAddress(rest);
    if (url !== undefined) return { url };
    const link = findLink(rest);
    return link === undefined
      ? new UsageError('A schedule is read from a link. Type', '/recap schedule https://…')
      : new UsageError('Did you mean', `/recap schedule ${quoteTyped(link.url)}`);
  },
  run: ({ deps, actor }, { url }) => importSchedule(deps, actor, url),
  reply: (imported) => say(answerSchedule(imported)),
});
