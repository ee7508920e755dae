import type { CalendarDate } from '#domain/conference/conference.ts';
import { conferenceDay } from '#domain/conference/conference-day.ts';
import type { Note } from '#domain/notes/note.ts';
import { countTokens } from '#llm/client/token-budget.ts';
import { createOpenAiSummarizer } from '#llm/summary/model-summarizer.ts';
import { compileRecap } from '#usecases/recap/compile-recap.ts';
import { createRandom } from '../eval/summaries/seeded-random.ts';
import { createMemoryDatabase } from '../test/fakes/memory-database.ts';
import { CONFERENCES, type ConferenceToCompile, type Exchange, readConference, startModel } from './model.ts';
import { printTable } from './print-table.ts';

const LATE_EDITS = 10;
/** Which notes are edited matters: so many draws of them are tried. */
const DRAWS = 20;
/** Of an evening, or the morning after. */
const BETWEEN_UPDATES_MS = 20 * 60_000;
const NOTES_OF_LARGE = 1_000;

/**
 * What a conference costs in tokens: each day's digest, ten late edits, and the recap of all days; beside what sending
 * a day's channel outdated for every digest and update would cost. Then how long a thousand notes take.
 */
export async function run(): Promise<void> {
  const rows: string[][] = [];
  for (const [name, folder] of Object.entries(CONFERENCES)) {
    const all = await readConference(folder);
    for (const updates of [1, 5, LATE_EDITS]) {
      const draws: Awaited<ReturnType<typeof measure>>[] = [];
      for (let draw = 1; draw <= DRAWS; draw++) draws.push(await measure(all, updates, draw));
      draws.sort((a, b) => a.ratio - b.ratio);
      const [median, most] = [draws[Math.floor(DRAWS / 2)]!, draws.at(-1)!];
      rows.push([name, ...median.cells, most.ratio.toFixed(2)]);
    }
  }
  printTable(
    `Input tokens of a whole conference with ${LATE_EDITS} late edits, by the tokens of its notes (o200k); instructions and schema counted. Updates come every 20 minutes; the median of ${DRAWS} draws of edits, and the worst`,
    [
      '',
      'edits come in',
      'notes',
      'without edits',
      'with edits',
      '× the notes',
      'naive',
      '× the notes',
      'output',
      '× the notes at worst',
    ],
    rows,
  );
  await measureTime();
}

/** Answers what the table says of it, and the input tokens by those of the notes. */
async function measure(
  { conference, talks, notes }: ConferenceToCompile,
  updates: number,
  seed: number,
): Promise<{ ratio: number; cells: string[] }> {
  await using model = await startModel(0);
  const { keyValue } = createMemoryDatabase();
  let now = Date.parse(`${conference.to}T20:00:00Z`);
  const summarizer = createOpenAiSummarizer(
    { apiKey: 'k', baseUrl: model.baseUrl, model: 'm' },
    { keyValue, now: () => now },
  );
  const dayOf = (note: Note) => conferenceDay(note.at, conference.timezone);
  const byDay = Map.groupBy(notes, dayOf);
  const days = [...byDay.keys()].filter((day) => day >= conference.from && day <= conference.to).sort();
  let naive = 0;
  const digest = async (day: CalendarDate, current: readonly Note[], isShown: boolean) => {
    const own = current.filter((note) => dayOf(note) === day);
    const ofDay = { conference: { ...conference, from: day, to: day }, talks, notes: own };
    await compileRecap(ofDay, { summarizer, maxPoints: 5, canWait: isShown });
    naive += tokensOf(own.map(({ author, text }) => `${author}: ${text}`)) + overheadOf(model.exchanges);
  };
  let current = notes;
  for (const day of days) await digest(day, current, false);
  const before = sum(model.exchanges, ({ sent }) => countTokens(sent));
  const random = createRandom(seed);
  const edited = Array.from({ length: LATE_EDITS }, () => Math.floor(random() * notes.length));
  for (let update = 0; update < updates; update++) {
    const due = new Set(edited.filter((_, nth) => nth % updates === update));
    current = current.map((note, index) => (due.has(index) ? { ...note, text: `${note.text} (corrected)` } : note));
    const changed = new Set([...due].map((index) => dayOf(notes[index]!)));
    for (const day of changed) if (days.includes(day)) await digest(day, current, true);
    now += BETWEEN_UPDATES_MS;
  }
  await compileRecap({ conference, talks, notes: current }, { summarizer, maxPoints: 5 });
  naive += tokensOf(current.map(({ author, text }) => `${author}: ${text}`)) + overheadOf(model.exchanges);
  const ofNotes = tokensOf(notes.filter((note) => days.includes(dayOf(note))).map(({ text }) => text));
  const after = sum(model.exchanges, ({ sent }) => countTokens(sent));
  const number = (value: number) => value.toLocaleString('en');
  const cells = [
    updates === 1 ? 'one update' : `${updates} updates`,
    number(ofNotes),
    number(before),
    number(after),
    (after / ofNotes).toFixed(2),
    number(naive),
    (naive / ofNotes).toFixed(1),
    number(sum(model.exchanges, ({ received }) => countTokens(received))),
  ];
  return { ratio: after / ofNotes, cells };
}

/** What the instructions and the schema of a request take. */
function overheadOf([first]: readonly Exchange[]): number {
  const at = first?.sent.indexOf('[{') ?? -1;
  return at === -1
    ? 0
    : countTokens(first!.sent.slice(0, at)) + countTokens(first!.sent.slice(first!.sent.lastIndexOf('{"type"')));
}

function tokensOf(texts: readonly string[]): number {
  return sum(texts, countTokens);
}

function sum<Value>(values: readonly Value[], count: (value: Value) => number): number {
  return values.reduce((total, value) => total + count(value), 0);
}

/** A conference of a thousand notes and a model that answers in a second. */
async function measureTime(): Promise<void> {
  const all = await readConference(CONFERENCES['PDX 2017']);
  const notes = Array.from({ length: NOTES_OF_LARGE }, (_, nth): Note => {
    const note = all.notes[nth % all.notes.length]!;
    return nth < all.notes.length
      ? note
      : { ...note, id: `${note.id}x`, ts: `${note.ts}1`, at: note.at + 1, text: `${note.text} again` };
  });
  const rows: string[][] = [];
  for (const delayMs of [1_000, 0]) {
    await using model = await startModel(delayMs);
    const summarizer = createOpenAiSummarizer({ apiKey: 'k', baseUrl: model.baseUrl, model: 'm' });
    const begun = performance.now();
    const cpu = process.cpuUsage();
    let talks = 0;
    const { provisional } = await compileRecap(
      { ...all, notes },
      { summarizer, maxPoints: 5, onProgress: (_done, total) => (talks = total) },
    );
    const ms = performance.now() - begun;
    const { user, system } = process.cpuUsage(cpu);
    rows.push([
      `${delayMs} ms`,
      NOTES_OF_LARGE.toLocaleString('en'),
      String(talks),
      String(model.exchanges.length),
      `${(ms / 1000).toFixed(1)} s`,
      `${((user + system) / 1000 / talks).toFixed(0)} ms`,
      String(provisional),
    ]);
  }
  printTable(
    'A recap with a model over HTTP, whole (placing, summaries, evidence, reading list)',
    ['the model takes', 'notes', 'talks', 'requests', 'time', 'processor, a talk', 'without the model'],
    rows,
  );
}
