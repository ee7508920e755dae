import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { Recap, RecapNote, RecapTalk, Section } from '#domain/recap/recap.ts';

export interface LargeSizes {
  talks: number;
  notesPerTalk: number;
  works: number;
  /** What everybody writes, everywhere. */
  text: string;
}

const DATE = '2024-02-03';
const START = Date.parse('2024-02-03T09:00:00+01:00');

/** A day on which every talk has as many points, quotes, questions, photos and links as notes, all of them one text. */
export function largeRecap({ talks, notesPerTalk, works, text }: LargeSizes): Recap {
  const notes: RecapNote[] = [];
  const all = Array.from({ length: talks }, (_, index): RecapTalk => {
    const startsAt = new Date(START + index * 60_000).toISOString();
    const id = `${text.slice(0, 300)} ${index}`;
    const own = Array.from({ length: notesPerTalk }, (_, number) => makeNote(notes.length + number, id, text));
    notes.push(...own);
    return {
      id,
      title: `${index} ${text}`,
      speakers: [{ name: text, affiliation: text }, { name: text }],
      room: `Room ${index % 3} ${text}`,
      startsAt,
      endsAt: startsAt,
      url: 'https://x.example/programme',
      ...sectionOf(own, text),
    };
  });
  const everyNote = notes.map(({ id }) => id);
  return {
    version: 1,
    conference: { name: text, timezone: 'Europe/Brussels', from: DATE, to: '2024-02-05' },
    introduction: text,
    closing: text,
    headlines: Array.from({ length: 3 }, () => ({ text, noteIds: everyNote.slice(0, 50), agreement: 50 })),
    days: [
      {
        date: DATE,
        headlines: Array.from({ length: 3 }, (_, i) => ({
          text: `${i} ${text}`,
          noteIds: everyNote,
          agreement: 9,
        })),
        talks: all,
        hallway: sectionOf(notes.slice(0, notesPerTalk), text),
      },
    ],
    readingList: Array.from({ length: works }, (_, index) => makeWork(index, text, notes, all)),
    contributors: Array.from({ length: Math.max(talks, 1) }, (_, index) => ({
      author: `${text} ${index}`,
      notes: 2,
    })),
    notCovered: [],
    notes,
  };
}

function makeNote(number: number, talkId: string, text: string): RecapNote {
  const ts = `${START / 1000 + number}.000100`;
  return {
    id: `C1:${ts}`,
    channel: 'C1',
    ts,
    author: text,
    text,
    kind: 'point',
    talkId,
    day: DATE,
    permalink: `https://example.slack.com/archives/C1/p${ts.replace('.', '')}`,
  };
}

function sectionOf(notes: RecapNote[], text: string): Section {
  const noteIds = notes.map(({ id }) => id);
  return {
    points: notes.map(({ id }, index) => ({
      text,
      heading: `${index % 3} ${text}`,
      isKey: index % 3 === 0,
      noteIds: index === 0 ? noteIds : [id],
      agreement: index + 1,
    })),
    quotes: notes.map(({ id }) => ({ text, speaker: text, noteId: id })),
    questions: notes.map(({ id }) => ({ text, noteIds: [id], agreement: 1, answer: text })),
    thoughts: notes.map(({ id, author }) => ({ text, noteIds: [id], by: author })),
    photos: notes.map(({ id }) => ({
      file: 'photos/a.png',
      caption: `${text}!`,
      alt: text || 'Photo',
      noteId: id,
    })),
    links: notes.map(({ id }, index) => ({ url: `https://x.example/${index}`, title: text, noteIds: [id] })),
    contributors: notes.map(({ author }) => author),
  };
}

function makeWork(index: number, text: string, notes: RecapNote[], talks: RecapTalk[]): ReadingItem {
  return {
    kind: index % 2 === 0 ? 'book' : 'article',
    title: `${index} ${text}`,
    authors: [text, text],
    year: 2016,
    url: `https://x.example/${index}?${'long='.repeat(index % 100)}`,
    recommendedBy: notes.slice(0, 8).map(({ id }, person) => ({
      author: `${text} ${person}`,
      noteId: id,
      ...(talks[index % talks.length] === undefined ? {} : { talkId: talks[index % talks.length]!.id }),
      comment: text,
    })),
  };
}
