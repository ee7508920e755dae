import type { Recap, RecapNote, RecapTalk, Section } from '#domain/recap/recap.ts';

const NOTHING: Section = { points: [], quotes: [], questions: [], photos: [], links: [], contributors: [] };
const START = Date.parse('2024-02-03T09:00:00+01:00');
const MINUTE = 60_000;

/** A recap of one day with as many talks, rooms and notes as asked for; every fourth talk is not noted. */
export function manyTalks({ talks, rooms, notes }: { talks: number; rooms: number; notes: number }): Recap {
  const slots = Math.ceil(talks / rooms);
  const all = Array.from({ length: talks }, (_, index): RecapTalk => {
    const start = START + Math.floor(index / rooms) * Math.min(50, 540 / slots) * MINUTE;
    return {
      ...NOTHING,
      id: `talk ${index}`,
      title: `Talk ${index}: what we learned when the thing of the year met the thing of the year before`,
      speakers: [{ name: `Speaker ${index}`, affiliation: 'Company' }],
      room: `Room ${(index % rooms) + 1}`,
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(start + 40 * MINUTE).toISOString(),
    };
  });
  const noted = all.filter((_, index) => index % 4 !== 3);
  const written = Array.from({ length: notes }, (_, index): RecapNote => {
    const talk = index % 10 === 9 ? undefined : noted[index % noted.length]!;
    const at = (talk === undefined ? START : Date.parse(talk.startsAt)) + ((index * 7) % 43) * MINUTE;
    const ts = `${at / 1000}.${String(index).padStart(6, '0')}`;
    return {
      id: `C1:${ts}`,
      channel: 'C1',
      ts,
      author: `Author ${index % 7}`,
      text: `Note ${index} says that a sentence of some length was said, with a number such as ${index * 3} in it.`,
      kind: 'point',
      talkId: talk?.id ?? null,
      day: '2024-02-03',
    };
  });
  const byTalk = Map.groupBy(written, ({ talkId }) => talkId);
  const section = (own: RecapNote[] = []): Section => ({
    ...NOTHING,
    points: own.slice(0, 5).map(({ id, text }) => ({ text, noteIds: [id], agreement: 1 })),
    contributors: [...new Set(own.map(({ author }) => author))],
  });
  return {
    version: 1,
    conference: {
      name: 'A large conference',
      timezone: 'Europe/Brussels',
      from: '2024-02-03',
      to: '2024-02-03',
    },
    headlines: section(written).points.slice(0, 3),
    days: [
      {
        date: '2024-02-03',
        headlines: [],
        talks: all.map((talk) => ({ ...talk, ...section(byTalk.get(talk.id)) })),
        hallway: section(byTalk.get(null)),
      },
    ],
    readingList: [],
    contributors: [{ author: 'Author 0', notes }],
    notCovered: all.filter(({ id }) => !byTalk.has(id)).map(({ id }) => id),
    notes: written,
  };
}
