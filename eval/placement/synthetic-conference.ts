import type { Talk } from '#domain/conference/talk.ts';
import { splitSentences } from '#domain/language/split-sentences.ts';
import type { Note } from '#domain/notes/note.ts';
import { noteId } from '#domain/notes/note.ts';
import { createRandom } from '../summaries/seeded-random.ts';
import type { LabelledConference } from './labelled-conference.ts';
import { SMALL_TALK_LINES } from './small-talk-lines.ts';

/** The shape of a made-up conference. */
export interface Shape {
  name: string;
  seed: number;
  rooms: number;
  /** People in the team; one or two sit in each room. */
  people: number;
  /** Everybody chooses a room again for each slot. */
  moving: boolean;
  /** Share of talks that somebody announces, and of these the share that get a thread. */
  openers: number;
  threads: number;
  /** Share of notes handed in after the talk, by half an hour on average. */
  late: number;
  /** Small talk as a share of all messages, and the share of it that is written during talks. */
  chat: number;
  chatInTalks: number;
  languages: (keyof typeof SMALL_TALK_LINES)[];
  minutes: number;
  /** Talks that nobody notes. */
  unnoted: number;
}

const MINUTE = 60_000;
const FIRST_DAY = Date.UTC(2023, 4, 9);
const BREAK_MINUTES = 10;
const FIRST_HOUR = 9;
const SLOTS_A_DAY = 7;
const NOTES_A_TALK = 30;
const CHANNEL = 'C0SYNTHETIC';

/**
 * A conference of the given shape. `sources` are real talks: their titles and speakers make the schedule, the
 * sentences of their abstracts the notes. The schedule given to the placer has no abstracts.
 */
export function makeConference(shape: Shape, sources: Talk[]): LabelledConference {
  const random = createRandom(shape.seed);
  const between = (from: number, to: number): number => from + random() * (to - from);
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)]!;
  const people = Array.from({ length: shape.people }, (_, index) => `U${index}`);
  const capitals = new Map(people.map((person) => [person, random() < 0.5 ? 0.95 : 0.4]));
  const talks: Talk[] = [];
  const messages: {
    at: number;
    author: string;
    text: string;
    talk: string;
    thread?: number;
    root?: boolean;
  }[] = [];
  const slots: { from: number; to: number }[] = [];

  for (let index = 0; index < sources.length; index += shape.rooms) {
    const slot = Math.floor(index / shape.rooms);
    const from =
      FIRST_DAY +
      Math.floor(slot / SLOTS_A_DAY) * 24 * 60 * MINUTE +
      FIRST_HOUR * 60 * MINUTE +
      (slot % SLOTS_A_DAY) * (shape.minutes + BREAK_MINUTES) * MINUTE;
    const to = from + shape.minutes * MINUTE;
    slots.push({ from, to });
    const seats = seatPeople(slot);
    for (const [room, source] of sources.slice(index, index + shape.rooms).entries()) {
      const talk: Talk = {
        id: `talk-${index + room}`,
        title: source.title,
        speakers: source.speakers,
        room: `Room ${room + 1}`,
        startsAt: new Date(from).toISOString(),
        endsAt: new Date(to).toISOString(),
      };
      talks.push(talk);
      if (seats[room]!.length > 0 && random() >= shape.unnoted) noteTalk(talk, source, seats[room]!, from, to);
    }
  }
  addSmallTalk();
  return toConference();

  function seatPeople(slot: number): string[][] {
    const seats = Array.from({ length: shape.rooms }, () => [] as string[]);
    const order = shape.moving ? people.map((person) => ({ person, key: random() })) : [];
    const seated = shape.moving ? order.sort((a, b) => a.key - b.key).map(({ person }) => person) : people;
    for (const [index, person] of seated.entries()) {
      if (shape.moving || slot % 2 === 0 || index < shape.rooms) seats[index % shape.rooms]!.push(person);
    }
    return seats.map((list) => list.slice(0, 2));
  }

  function noteTalk(talk: Talk, source: Talk, seated: string[], from: number, to: number): void {
    const lines = takeLines(source);
    const step = Math.min(4 * MINUTE, (to - from - 2 * MINUTE) / Math.max(1, lines.length));
    let thread: number | undefined;
    if (random() < shape.openers) {
      const at = from + between(0.3, 1.8) * MINUTE;
      const speaker = talk.speakers[0]?.name;
      const forms = [talk.title, `Next up: ${talk.title}`];
      if (speaker !== undefined)
        forms.push(`${speaker}: ${talk.title}`, `${speaker} on stage now`, `${talk.title} (${speaker})`);
      const root = random() < shape.threads;
      messages.push({
        at,
        author: seated[0]!,
        text: pick(forms),
        talk: talk.id,
        root,
        thread: root ? at : undefined!,
      });
      if (root) thread = at;
    }
    for (const [index, line] of lines.entries()) {
      const author = seated[index % seated.length]!;
      const isLate = random() < shape.late;
      const at = isLate
        ? to - 30 * MINUTE * Math.log(1 - random())
        : from + 2 * MINUTE + (index + between(-0.3, 0.3)) * step;
      const text = random() < capitals.get(author)! ? line : line[0]!.toLowerCase() + line.slice(1);
      messages.push({ at, author, text, talk: talk.id, ...(thread !== undefined && { thread }) });
    }
  }

  /** Clauses of the abstract, some cut short as people do. */
  function takeLines({ abstract = '' }: Talk): string[] {
    const clauses = splitSentences(abstract)
      .flatMap(({ text }) => text.split(/(?<=[;:])\s+|\s+[–—]\s+|\n+/))
      .map((clause) => clause.replace(/\s+/g, ' ').trim())
      .filter((clause) => clause.length > 8 && clause.length < 400);
    return clauses.slice(0, NOTES_A_TALK).map((clause) => {
      const words = clause.split(' ');
      const cut = random() < 0.5 ? Math.round(between(3, 12)) : words.length;
      return words.slice(0, cut).join(' ');
    });
  }

  function addSmallTalk(): void {
    const lines = shape.languages.flatMap((language) => SMALL_TALK_LINES[language]);
    const count = Math.round((messages.length * shape.chat) / (1 - shape.chat));
    for (let index = 0; index < count; index++) {
      const { from, to } = pick(slots);
      const inTalk = random() < shape.chatInTalks;
      const at = inTalk ? between(from + 2 * MINUTE, to) : to + between(1, BREAK_MINUTES) * MINUTE;
      messages.push({ at, author: pick(people), text: pick(lines), talk: '' });
    }
  }

  function toConference(): LabelledConference {
    messages.sort((a, b) => a.at - b.at);
    const notes: Note[] = [];
    const gold = new Map<string, string>();
    const roots = new Map<number, string>();
    for (const [index, { at, author, text, talk, thread, root }] of messages.entries()) {
      // Slack's stamps are unique: the message's number makes them so here.
      const ts = `${Math.floor(at / 1000)}.${String(index % 1_000_000).padStart(6, '0')}`;
      if (root === true && thread !== undefined) roots.set(thread, ts);
      const threadTs = thread === undefined ? undefined : roots.get(thread);
      const id = noteId(CHANNEL, ts);
      notes.push({
        id,
        channel: CHANNEL,
        ts,
        at,
        ...(threadTs !== undefined && { threadTs }),
        authorId: author,
        author,
        text,
        spans: [],
        photos: [],
        reactions: [],
      });
      gold.set(id, talk);
    }
    return { name: shape.name, timezone: 'UTC', talks, notes, gold, leftOut: 0 };
  }
}
