import type { Speaker } from '#domain/conference/talk.ts';
import { isFullName, splitNames } from '#domain/language/person-names.ts';
import { plainText } from '#schedule/plain-text.ts';
import type { CalendarEvent } from './events.ts';
import { type CalendarProperties, firstLine, firstValue } from './parse-calendar.ts';

interface TitleAndSpeakers {
  title: string | undefined;
  speakers: Speaker[];
}

/**
 * Patterns for speakers in titles. iCalendar has no field for speakers, so each program has its own way; within a
 * calendar it is the same for nearly all events.
 */
const SHAPES: ((summary: string) => { title: string; names: string } | undefined)[] = [
  shape(/^(?<title>.+\S)\s+[-–—|]\s+(?<names>[^-–—|]+)$/u),
  shape(/^(?<title>.+\S)\s+(?:by|von|par|por|with)\s+(?<names>\S.*)$/iu),
  shape(/^(?<title>.+\S)\s*[([](?:by\s+)?(?<names>[^()[\]]+)[)\]]$/iu),
  shape(/^(?<names>[^:：]+)[:：]\s*(?<title>\S.*)$/u),
  shape(/^(?<names>[^-–—|]+\S)\s+[-–—|]\s+(?<title>\S.*)$/u),
];

function shape(pattern: RegExp): (typeof SHAPES)[number] {
  return (summary) => {
    const { title, names } = pattern.exec(summary)?.groups ?? {};
    return title === undefined || names === undefined ? undefined : { title, names };
  };
}

/** With fewer titles, a pattern may be a coincidence. */
const LEAST_EVENTS = 3;
const MOST = 0.6;

/**
 * Returns a function that finds the title and speakers of an event: from attendees, the description, the title (if most
 * titles in the calendar name people in the same way) or the organizer, in this order.
 *
 * @param isPretalx whether the program is known to write `title - speaker, speaker`
 */
export function findSpeakers(
  events: CalendarEvent[],
  isPretalx: boolean,
): (event: CalendarProperties) => TitleAndSpeakers {
  const attendees = namesThatVary(events, 'ATTENDEE');
  const organizers = namesThatVary(events, 'ORGANIZER');
  const inTitles = commonShape(events);
  return (properties) => {
    const summary = firstLine(properties, 'SUMMARY') ?? '';
    if (isPretalx || /^pretalx-/.test(firstLine(properties, 'UID') ?? '')) return splitPretalxTitle(summary);
    const described = describedSpeakers(properties);
    const split = inTitles?.(summary);
    const title = split?.title ?? (summary || undefined);
    const speakers = [attendees(properties), described, split?.names ?? [], organizers(properties)].find(
      (names) => names.length > 0,
    );
    return { title, speakers: (speakers ?? []).map((name) => ({ name })) };
  };
}

/** Splits a pretalx title, which ends in ` - ` without speakers. If edited by hand, a clause may follow the dash. */
function splitPretalxTitle(summary: string): TitleAndSpeakers {
  const dash = `${summary} `.lastIndexOf(' - ');
  const names = dash <= 0 ? [] : splitNames(summary.slice(dash + ' - '.length));
  const arePlausible = names.every((name) => name.length <= 60 && name.split(' ').length <= 6 && !/[?!:;]/.test(name));
  if (dash <= 0 || !arePlausible) return { title: summary || undefined, speakers: [] };
  return { title: summary.slice(0, dash).trim(), speakers: names.map((name) => ({ name })) };
}

/** Maximum number of speakers; more attendees are an audience. */
const MOST_SPEAKERS = 8;

/** Returns a reader of people's names that is empty if the calendar names the same people everywhere. */
function namesThatVary(events: CalendarEvent[], property: string): (event: CalendarProperties) => string[] {
  const read = (properties: CalendarProperties) =>
    [...new Set((properties.get(property) ?? []).flatMap(({ person }) => person ?? []))].slice(0, MOST_SPEAKERS + 1);
  const all = events.map(({ properties }) => read(properties).join(', ')).filter((names) => names !== '');
  if (all.length > 1 && new Set(all).size * 3 < all.length) return () => [];
  return (properties) => {
    const names = read(properties);
    return names.length > MOST_SPEAKERS ? [] : names;
  };
}

const LABEL =
  'speakers?|presenters?|presented by|panelists?|lecturers?|instructors?|facilitators?|hosts?|talk by|' +
  'sprecher(?:in|innen)?|referent(?:in|en|innen)?|vortragende[rn]?|ponentes?|orador(?:es|a)?|palestrantes?|' +
  'intervenante?s?|conf[ée]renciere?s?|relator[ei]|sprekers?|prelegenci|докладчики?|спикеры?|講者|讲者|講師|讲师|登壇者|発表者|발표자|연사';
const LABELED = new RegExp(
  `^[\\s*•-]*(?:${LABEL})(?:\\(s\\)|/in(?:nen)?)?(?:\\s*[:：]\\s*|\\s+(?=\\p{Lu})|\\s*\\n\\s*)(.{2,200})$`,
  'imu',
);

function describedSpeakers(properties: CalendarProperties): string[] {
  const [, line = ''] = LABELED.exec(descriptionOf(properties) ?? '') ?? [];
  // "Ada Quirk (Initech), Ben Turner, CTO of Hooli"
  const names = splitNames(line.replace(/\s*\([^()]*\)/g, '').replace(/\.$/, ''));
  const people = names.filter((name, index) => index === 0 || isFullName(name));
  return people.every((name) => name.split(' ').length <= 6 && /^\P{Ll}/u.test(name)) ? people : [];
}

export function descriptionOf(properties: CalendarProperties): string | undefined {
  return plainText(firstValue(properties, 'DESCRIPTION') ?? firstValue(properties, 'X-ALT-DESC') ?? '') || undefined;
}

/** Returns the pattern with which most titles of a calendar name their speakers, or undefined if there is none. */
function commonShape(
  events: CalendarEvent[],
): ((summary: string) => { title: string; names: string[] } | undefined) | undefined {
  const titles = [...new Set(events.map(({ properties }) => firstLine(properties, 'SUMMARY') ?? ''))];
  if (titles.length < LEAST_EVENTS) return undefined;
  const lowerCase = new Set(titles.join(' ').match(/(?<!\p{L})\p{Ll}+(?!\p{L})/gu));
  const readers = SHAPES.map((split) => (summary: string) => {
    const parts = split(summary);
    const names = splitNames(parts?.names ?? '');
    // The words of a name are always capitalized: "Good Practice" isn't a name if another title has "practice".
    const arePeople = names.every(
      (name) => isFullName(name) && !name.split(' ').every((word) => lowerCase.has(word.toLowerCase())),
    );
    return parts !== undefined && names.length > 0 && arePeople ? { title: parts.title, names } : undefined;
  });
  const ranked = readers
    .map((read) => ({ read, found: titles.flatMap((title) => read(title)?.names.join() ?? []) }))
    .filter(
      ({ found }) =>
        found.length >= Math.max(LEAST_EVENTS, titles.length * MOST) && new Set(found).size * 2 > found.length,
    )
    .toSorted((a, b) => b.found.length - a.found.length);
  return ranked[0]?.read;
}
