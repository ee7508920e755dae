import { readFileSync } from 'node:fs';
import type { Talk } from '#domain/conference/talk.ts';
import { type Note, noteId } from '#domain/notes/note.ts';
import { createRandom } from '../summaries/seeded-random.ts';
import type { LabelledConference } from './labelled-conference.ts';
import { SMALL_TALK_LINES } from './small-talk-lines.ts';

/** A talk and what people may write about it. */
export interface TalkSource {
  talk: Talk;
  lines: string[];
}

/** How a message of a made-up conference was written. */
export type MessageKind =
  | 'live'
  /** After its author went to another talk half-way. */
  | 'moved'
  | 'late'
  /** Late, and names the talk or its speaker. */
  | 'late-named'
  /** In a run or a long message written after the talk, without and with the talk's name at its start. */
  | 'pasted'
  | 'pasted-named'
  | 'small-talk';

export interface Envelope extends LabelledConference {
  kinds: Map<string, MessageKind>;
}

interface Draft {
  at: number;
  author: string;
  text: string;
  talk: string;
  kind: MessageKind;
}

const MINUTE = 60_000;
const SECOND = 1000;
const FIRST_DAY = Date.UTC(2023, 4, 9, 9);
const MOST_NOTES = 30;

/**
 * Makes up a conference whose people take notes live, leave talks half-way, paste their notes of 8 % of the talks
 * afterwards, write single late notes and chat in full sentences. The seed also decides the number of rooms and people,
 * how fast pasted messages follow each other, and how a paste names its talk. The schedule has no abstracts.
 */
export function makeEnvelope(seed: number, sources: TalkSource[]): Envelope {
  const random = createRandom(seed * 7919);
  const between = (from: number, to: number): number => from + random() * (to - from);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const chance = (share: number): boolean => random() < share;
  const shape = {
    rooms: 1 + Math.floor(random() * 4),
    people: 3 + Math.floor(random() * 8),
    minutes: pick([20, 30, 40, 45, 60]),
    pause: pick([0, 5, 10, 15, 30]),
    slots: 5 + Math.floor(random() * 4),
    moving: chance(0.6),
    /** How often somebody goes where the previous one went. */
    together: pick([0, 0.3, 0.7]),
    openers: between(0.1, 0.7),
    late: between(0.02, 0.08),
    leaving: between(0.05, 0.2),
    chat: between(0.08, 0.22),
    chatInTalks: between(0.4, 0.8),
    /** Fastest and slowest gap in a pasted run, in seconds. */
    gaps: pick([
      [1, 4],
      [3, 15],
      [5, 40],
      [10, 60],
    ] as const),
    lineMinutes: pick([0.7, 1.5, 3]),
  };
  const people = Array.from({ length: shape.people }, (_, index) => `U${index}`);
  const capitals = new Map(people.map((person) => [person, chance(0.5) ? 0.95 : 0.4]));
  const talks = sources.map(({ talk: { title, speakers } }, index): Talk => {
    const slot = Math.floor(index / shape.rooms);
    const minute =
      (slot % shape.slots) * (shape.minutes + shape.pause) + (slot % shape.slots >= shape.slots / 2 ? 60 : 0);
    const from = FIRST_DAY + Math.floor(slot / shape.slots) * 24 * 60 * MINUTE + minute * MINUTE;
    return {
      id: `talk-${index}`,
      title,
      speakers,
      room: `Room ${(index % shape.rooms) + 1}`,
      startsAt: new Date(from).toISOString(),
      endsAt: new Date(from + shape.minutes * MINUTE).toISOString(),
    };
  });
  const drafts: Draft[] = [];
  for (let first = 0; first < talks.length; first += shape.rooms) noteSlot(first);
  addSmallTalk();
  return toConference();

  function noteSlot(first: number): void {
    const open = talks.slice(first, first + shape.rooms).map((_, room) => first + room);
    const seated = new Map<number, string[]>(open.map((index) => [index, []]));
    let last = pick(open);
    for (const [number, person] of people.entries()) {
      if (chance(0.15)) continue;
      const index = chance(shape.together) ? last : shape.moving ? pick(open) : open[number % open.length]!;
      last = index;
      const there = seated.get(index)!;
      if (there.length < 2) there.push(person);
    }
    for (const [index, authors] of seated) {
      if (authors.length === 0 || chance(0.05)) continue;
      if (chance(0.08)) pasteTalk(index, authors[0]!);
      else noteTalk(index, authors, open);
    }
  }

  function noteTalk(index: number, authors: string[], open: number[]): void {
    const talk = talks[index]!;
    const from = Date.parse(talk.startsAt);
    const to = Date.parse(talk.endsAt);
    const lines = sources[index]!.lines.slice(0, MOST_NOTES);
    if (chance(shape.openers)) {
      const at = from + between(0.2, 2) * MINUTE;
      const speaker = talk.speakers[0]?.name;
      const forms = [
        talk.title,
        `Now: ${talk.title}`,
        ...(speaker === undefined ? [] : [`${speaker} on stage`, `${talk.title} (${speaker})`]),
      ];
      drafts.push({ at, author: authors[0]!, text: pick(forms), talk: talk.id, kind: 'live' });
    }
    const leaver = chance(shape.leaving) && open.length > 1 ? authors.at(-1) : undefined;
    const leavesAt = between(from + 0.3 * (to - from), from + 0.7 * (to - from));
    const step = Math.min(shape.lineMinutes * MINUTE, (to - from - 2 * MINUTE) / Math.max(1, lines.length));
    for (const [number, line] of lines.entries()) {
      const author = authors[number % authors.length]!;
      const at = from + 2 * MINUTE + (number + between(-0.4, 0.4)) * step;
      if (author === leaver && at > leavesAt) continue;
      if (chance(shape.late)) addLate(index, author, line, to);
      else drafts.push({ at, author, text: typed(author, withCommonWords(line)), talk: talk.id, kind: 'live' });
    }
    if (leaver === undefined) return;
    const other = pick(open.filter((one) => one !== index));
    const rest = sources[other]!.lines.slice(-8);
    for (
      let at = leavesAt + between(2, 5) * MINUTE;
      at < to && rest.length > 0;
      at += between(0.5, 2) * shape.lineMinutes * MINUTE
    )
      drafts.push({ at, author: leaver, text: typed(leaver, rest.shift()!), talk: talks[other]!.id, kind: 'moved' });
  }

  /** Some lines have words of another talk's title, in lower case. */
  function withCommonWords(line: string): string {
    const words =
      pick(talks)
        .title.toLowerCase()
        .match(/\p{L}+/gu) ?? [];
    return chance(0.04) && words.length > 1 ? `${line} and the ${words.slice(0, 2).join(' ')}` : line;
  }

  function addLate(index: number, author: string, line: string, to: number): void {
    const { id, title, speakers } = talks[index]!;
    const speaker = speakers[0]?.name;
    if (chance(0.5) && speaker !== undefined) {
      const text = pick([
        `${speaker}: ${line}`,
        `${line} (${speaker})`,
        `One more from ${speaker}: ${line}`,
        `${title}: ${line}`,
      ]);
      drafts.push({ at: to + between(5, 400) * MINUTE, author, text, talk: id, kind: 'late-named' });
    } else drafts.push({ at: to + between(1, 45) * MINUTE, author, text: typed(author, line), talk: id, kind: 'late' });
  }

  function pasteTalk(index: number, author: string): void {
    const { title, speakers, id, endsAt } = talks[index]!;
    const isNamed = chance(0.5);
    const kind = isNamed ? 'pasted-named' : 'pasted';
    // Nobody can tell hours later what notes without any name are about.
    let at =
      Date.parse(endsAt) +
      (isNamed ? pick([between(1, 10), between(10, 45), between(60, 400)]) : pick([between(1, 10), between(10, 45)])) *
        MINUTE;
    const lines = sources[index]!.lines.slice(0, chance(0.2) ? 40 : 5 + Math.floor(random() * 15));
    const name = isNamed ? nameTalk(title, speakers[0]?.name) : undefined;
    if (chance(0.25)) {
      const mark = pick(['- ', '• ', '', '']);
      const body = lines.map((line) => mark + line).join(pick(['\n', '\n', '. ']));
      drafts.push({ at, author, text: name === undefined ? body : `${name}\n${body}`, talk: id, kind });
      return;
    }
    const ownLine = name !== undefined && chance(0.5);
    const messages =
      name === undefined ? lines : ownLine ? [name, ...lines] : [`${name} ${lines[0]}`, ...lines.slice(1)];
    for (const text of messages) {
      drafts.push({ at, author, text: typed(author, text), talk: id, kind });
      at += between(shape.gaps[0], shape.gaps[1]) * SECOND;
    }
  }

  function nameTalk(title: string, speaker: string | undefined): string {
    const words = title.split(' ');
    const forms = [`next: ${title}`, `${title} —`, `${title}:`, `*${title}*`, `My notes on ${title}:`];
    if (words.length > 4) forms.push(`${words.slice(0, Math.ceil(words.length * 0.6)).join(' ')}:`);
    if (speaker !== undefined) {
      const given = speaker.split(' ')[0]!;
      forms.push(
        `Notes from ${given}'s talk:`,
        `Notes from ${speaker}:`,
        `${speaker} —`,
        `${speaker} / ${title}:`,
        `From ${speaker}'s talk:`,
      );
    }
    return pick(forms);
  }

  function typed(author: string, line: string): string {
    return random() < capitals.get(author)! ? line : line.charAt(0).toLowerCase() + line.slice(1);
  }

  function addSmallTalk(): void {
    const lines = [...SMALL_TALK_LINES.en, ...readLines('chat', 'held-out').map(({ text }) => text)];
    const count = Math.round((drafts.length * shape.chat) / (1 - shape.chat));
    for (let index = 0; index < count; index++) {
      const { startsAt, endsAt } = pick(talks);
      const inTalk = chance(shape.chatInTalks);
      const at = inTalk
        ? between(Date.parse(startsAt), Date.parse(endsAt))
        : Date.parse(endsAt) + between(1, 12) * MINUTE;
      drafts.push({ at, author: pick(people), text: pick(lines), talk: '', kind: 'small-talk' });
    }
  }

  function toConference(): Envelope {
    const gold = new Map<string, string>();
    const kinds = new Map<string, MessageKind>();
    const notes = drafts
      .toSorted((a, b) => a.at - b.at)
      .map(({ at, author, text, talk, kind }, index): Note => {
        const ts = `${Math.floor(at / SECOND)}.${String(index).padStart(6, '0')}`;
        const id = noteId('C0ENVELOPE', ts);
        gold.set(id, talk);
        kinds.set(id, kind);
        return {
          id,
          channel: 'C0ENVELOPE',
          ts,
          at,
          authorId: author,
          author,
          text,
          spans: [],
          photos: [],
          reactions: [],
        };
      });
    return { name: `seed ${seed}: ${shape.rooms} rooms`, timezone: 'UTC', talks, notes, gold, kinds, leftOut: 0 };
  }
}

/** Written for measuring small talk: half of the lines for setting weights, the others for measuring only. */
export function readLines(kind: 'chat' | 'note', part: 'tuning' | 'held-out'): { language: string; text: string }[] {
  return readFileSync(new URL('lines.tsv', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .filter((cells, index) => cells[0] === kind && (index % 2 === 0) === (part === 'tuning'))
    .map(([, language, text]) => ({ language: language!, text: text! }));
}
