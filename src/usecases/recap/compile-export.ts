import { type CalendarDate, type Conference, RECAP_LANGUAGES } from '#domain/conference/conference.ts';
import { conferenceDay } from '#domain/conference/conference-day.ts';
import { type ChannelChoice, pickChannels } from '#domain/conference/pick-channels.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { Refusal } from '#domain/evidence/check-evidence.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { isReply, messageUrl, type Note, noteId } from '#domain/notes/note.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { isWithin } from '#domain/recap/sections.ts';
import { AppError, writeNotice } from '#errors.ts';
import type { ParsedSchedule } from '#schedule/parse-schedule.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { BookLookup, NoteSource, SourceChannel, Summarizer, TokenUsage } from '#usecases/ports/summarizer.ts';
import { compileRecap } from './compile-recap.ts';

/** What the command line says about the conference; the rest comes from the schedule or the messages. */
export interface ExportOptions {
  name?: string | undefined;
  /** IANA. */
  timezone?: string | undefined;
  from?: CalendarDate | undefined;
  to?: CalendarDate | undefined;
  /** The workspace's URL, for links to messages, if the export doesn't contain it. */
  workspaceUrl?: string | undefined;
  /** Of the recap's headings, and of what a language model writes; default: that of the notes. */
  language?: KnownLanguage | undefined;
  /** Names of channels without `#`; if empty, the channels about the conference are picked. */
  channels: string[];
}

/** The progress of a compile; `total` is set if it is known. */
export interface Progress {
  step: string;
  done: number;
  total?: number;
}

export interface CompileExportDependencies {
  source: NoteSource;
  summarizer: Summarizer;
  maxPoints: number;
  lookup?: BookLookup | undefined;
  onProgress: (progress: Progress) => void;
}

export interface CompileReport {
  recap: Recap;
  channels: { name: string; taken: boolean; reason: string }[];
  /** Numbers of messages left out, by reason. */
  skipped: Record<string, number>;
  /** Numbers of the summarizer's statements that no note supports, by reason. */
  refused: Partial<Record<Refusal, number>>;
  /** Number of talks with the built-in summary because the language model returned none. */
  provisional: number;
  /** Absent if no language model is used. */
  use?: TokenUsage;
  warnings: string[];
}

/**
 * Compiles the recap of a Slack export, with a schedule's text if there is one.
 *
 * @throws AppError `wrong-usage` for invalid options, `bad-input` if nothing can be read
 */
export async function compileExport(
  options: ExportOptions,
  scheduleText: string | undefined,
  { source, summarizer, maxPoints, lookup, onProgress }: CompileExportDependencies,
): Promise<CompileReport> {
  const wishes = await readOptions(options);
  const warnings: string[] = [];
  const { timezone, schedule } = await parseInTimezone(wishes, scheduleText, { source, warnings });
  const talks = schedule?.talks ?? [];
  const known = { ...schedule?.conference, ...definedOnly(wishes) };
  const channels = await selectChannels(wishes.channels, source, { conference: { ...known, timezone }, talks });
  const all: Note[] = [];
  const taken = channels.filter((choice) => choice.taken).map(({ channel }) => channel);
  for (const channel of taken) {
    for await (const note of source.notes(channel)) {
      all.push(note);
      if (all.length % 1000 === 0) onProgress({ step: 'Reading messages', done: all.length });
    }
  }
  const conference = describeConference(known, timezone, { notes: all, channels: taken, damages: source.warnings });
  const workspaceUrl = parseWorkspaceUrl(wishes.workspaceUrl) ?? source.workspaceUrl;
  const notes = notesWithin(conference, all, warnings).map((note) =>
    workspaceUrl === undefined ? note : { ...note, permalink: messageUrl(workspaceUrl, note, note.threadTs) },
  );
  onProgress({ step: 'Matching notes to talks', done: 0, total: notes.length });
  const { recap, ...made } = await compileRecap(
    { conference, talks, notes },
    {
      summarizer,
      maxPoints,
      lookup,
      ...(wishes.language && { voice: { language: RECAP_LANGUAGES[wishes.language] } }),
      onProgress: (done, total) => onProgress({ step: 'Summarizing talks', done, total }),
    },
  );
  return {
    recap,
    channels: channels.map(({ channel, taken, reason }) => ({ name: channel.name, taken, reason })),
    skipped: source.skippedIn(taken),
    ...made,
    warnings: [...source.warnings, ...warnings],
  };
}

/** @throws AppError `wrong-usage` if it is no address of a workspace */
function parseWorkspaceUrl(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const url = URL.parse(given.includes('://') ? given : `https://${given}`);
  if (url?.protocol === 'https:' && url.hostname.endsWith('.slack.com')) return `${url.origin}/`;
  throw new AppError(
    'wrong-usage',
    `"${given}" isn't a Slack workspace. Enter its URL, such as https://example.slack.com.`,
  );
}

/** Reads dates and the zone as people write them. @throws AppError `wrong-usage` for what isn't clear */
async function readOptions(options: ExportOptions): Promise<ExportOptions> {
  const from = options.from === undefined ? [] : await readDay(options.from);
  const to = options.to === undefined ? from.slice(1) : await readDay(options.to);
  const [first, last] = [from[0], to.at(-1)];
  if (first !== undefined && last !== undefined && first > last) {
    throw new AppError('wrong-usage', `The first day, ${first}, is after the last, ${last}. Swap --from and --to.`);
  }
  return { ...options, from: first, to: last, timezone: options.timezone && (await readZone(options.timezone)) };
}

/** Returns a day, or the first and last one of a range. */
async function readDay(text: string): Promise<CalendarDate[]> {
  // Its patterns in eight languages take a moment to load.
  const { readDates } = await import('#text/dates-and-zones/read-dates.ts');
  const today = new Date().toISOString().slice(0, 10);
  const { dates, dayFirst, rest } = readDates(text, { today, lean: 'past' });
  if (dayFirst !== undefined) {
    throw new AppError('wrong-usage', `"${text}" could mean ${dates[0]} or ${dayFirst[0]}. Enter the one you mean.`);
  }
  if (dates.length >= 1 && dates.length <= 2 && rest === '') return dates;
  throw new AppError('wrong-usage', `"${text}" isn't a date. Enter one such as 26 May 2016 or 2016-05-26.`);
}

async function readZone(text: string): Promise<string> {
  const { findZone } = await import('#text/dates-and-zones/find-zone.ts');
  const found = findZone(text);
  if (found !== undefined && 'zone' in found) return found.zone;
  const message =
    found === undefined
      ? `I don't know the time zone "${text}". Enter a city, or a zone such as Europe/Berlin.`
      : `"${text}" could mean ${found.choices.join(' or ')}, which don't always have the same time. Choose one with --timezone.`;
  throw new AppError('wrong-usage', message);
}

function definedOnly({ name, from, to }: ExportOptions): Partial<Pick<Conference, 'name' | 'from' | 'to'>> {
  return {
    ...omitUndefined({ name, from, to }),
  };
}

/** Uses the requested time zone, or the schedule's, or most people's. */
async function parseInTimezone(
  { timezone, from }: ExportOptions,
  scheduleText: string | undefined,
  { source: { mostCommonTimezone }, warnings }: { source: NoteSource; warnings: string[] },
): Promise<{ timezone: string; schedule?: ParsedSchedule }> {
  if (scheduleText === undefined) {
    const zone = timezone ?? mostCommonTimezone;
    if (zone === undefined) warnings.push("The time zone isn't known, so times are in UTC. Set it with --timezone.");
    return { timezone: zone ?? 'UTC' };
  }
  const { parseSchedule, scheduleRemarks } = await import('#schedule/parse-schedule.ts');
  const asked = omitUndefined({ timezone, near: from });
  const first = parseSchedule(scheduleText, asked);
  const zone = timezone ?? first.conference.timezone ?? mostCommonTimezone;
  const needsAnother = zone !== timezone && zone !== first.conference.timezone;
  const schedule = needsAnother
    ? parseSchedule(scheduleText, { ...asked, ...omitUndefined({ timezone: zone }) })
    : first;
  warnings.push(...scheduleRemarks(schedule).map((remark) => writeNotice(remark)));
  return { timezone: zone ?? 'UTC', schedule };
}

async function selectChannels(
  names: string[],
  source: NoteSource,
  { conference, talks }: { conference: Partial<Conference> & Pick<Conference, 'timezone'>; talks: Talk[] },
): Promise<ChannelChoice<SourceChannel>[]> {
  if (names.length === 0) {
    const open = source.channels.filter(({ isPrivate }) => !isPrivate);
    const { from, to } = conference;
    const between = from === undefined || to === undefined ? undefined : { from, to };
    return pickChannels(open, (channel) => source.notes(channel, between), { conference, talks });
  }
  const named = new Map(names.map((name) => [name, channelsNamed(source.channels, name)]));
  const unknown = names.find((name) => named.get(name)!.length === 0);
  if (unknown !== undefined) {
    const open = source.channels.filter(({ isPrivate }) => !isPrivate).map(({ name }) => `#${name}`);
    const closed = source.channels.filter(({ isPrivate }) => isPrivate).map(({ name }) => name);
    const others = closed.length === 0 ? '' : ` Private channels and direct messages: ${listed(closed.sort())}.`;
    throw new AppError(
      'wrong-usage',
      `The export has no channel #${unknown}. Public channels: ${listed(open.sort())}.${others}`,
    );
  }
  return source.channels.flatMap((channel) => {
    const taken = named.values().some((channels) => channels.includes(channel));
    if (!taken && channel.isPrivate) return [];
    return { channel, taken, reason: taken ? 'named with --channel' : 'not named with --channel' };
  });
}

/**
 * Returns the conversations that a person means by a name: its own, its id, or the people in it. If none has exactly
 * these people, one more may be in it: the person whose export it is.
 */
function channelsNamed(channels: SourceChannel[], name: string): SourceChannel[] {
  const wanted = name.replace(/^[#@]/, '').normalize().toLowerCase();
  const asked = wanted.split(/\s*,\s*@?/);
  const withOthers = (others: number) =>
    channels.filter((channel) => {
      const own = channel.name.normalize().toLowerCase();
      if (wanted === own || name === channel.id) return true;
      const people = /^mpdm-(.+)-\d+$/.exec(own)?.[1]?.split('--') ?? own.split(', ');
      const isThem =
        people.length - asked.length === others &&
        asked.every((name) => people.some((person) => person === name || person.split(' ').includes(name)));
      return channel.isPrivate && people.length > 1 && isThem;
    });
  const exact = withOthers(0);
  return exact.length > 0 ? exact : withOthers(1);
}

function listed(names: string[]): string {
  const MOST = 20;
  if (names.length === 0) return 'none';
  return names.length > MOST ? `${names.slice(0, MOST).join(', ')} and ${names.length - MOST} more` : names.join(', ');
}

function describeConference(
  known: Partial<Conference>,
  timezone: string,
  { notes, channels, damages }: { notes: Note[]; channels: SourceChannel[]; damages: readonly string[] },
): Conference {
  const days = notes.map((note) => conferenceDay(note.at, timezone)).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) {
    throw new AppError(
      'bad-input',
      damages.length > 0
        ? `No message could be read: ${damages.join('; ')}.`
        : 'The export has no messages from people in the channels that were read. Choose others with --channel.',
    );
  }
  const from = known.from ?? first;
  const to = known.to ?? last;
  if (from > to) {
    throw new AppError(
      'wrong-usage',
      `The conference would start on ${from}, after it ends on ${to}. Set --from and --to.`,
    );
  }
  const name = known.name ?? channels[0]?.name ?? 'Conference';
  return { name, timezone, from, to };
}

/** Returns the messages from the conference's days, and later replies in threads that started on them. */
function notesWithin(conference: Conference, notes: Note[], warnings: string[]): Note[] {
  const ids = new Set<string>();
  const within = notes.filter((note) => {
    const counts = isWithin(conference, conferenceDay(note.at, conference.timezone));
    if (counts) ids.add(note.id);
    return counts;
  });
  const late = notes.filter(
    (note) => !ids.has(note.id) && isReply(note) && ids.has(noteId(note.channel, note.threadTs!)),
  );
  if (within.length === 0) {
    throw new AppError(
      'bad-input',
      `None of the ${notes.length} messages was written from ${conference.from} to ${conference.to}. Check that it's the right schedule, or set --from and --to.`,
    );
  }
  const outside = notes.length - within.length - late.length;
  if (outside > 0) {
    warnings.push(
      `${outside} of ${notes.length} messages are outside ${conference.from} to ${conference.to} and were left out.`,
    );
  }
  return [...within, ...late];
}
