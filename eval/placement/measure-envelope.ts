import { splitSentences } from '#domain/language/split-sentences.ts';
import type { Placement } from '#domain/placement/placement.ts';
import { smallTalkScore } from '#domain/placement/small-talk-score.ts';
import { createRandom } from '../summaries/seeded-random.ts';
import { type Envelope, type MessageKind, makeEnvelope, readLines, type TalkSource } from './envelope.ts';
import type { LabelledConference } from './labelled-conference.ts';
import { placeOnline, placeOnlineAgain, placeWithHindsight, talkIds } from './scores.ts';
import { placeBySimpleRules } from './simple-rules.ts';

const MINUTE = 60_000;
/** What must be reached: accuracy with hindsight, and how far online may be behind. */
const ACCURACY_GOAL = 0.93;
const MOST_BEHIND = 0.02;
/** From this confidence on nobody is asked. */
const CERTAIN = 0.75;

/** Sums over the messages of one kind. */
interface Tally {
  all: number;
  right: number;
  /** Small talk that was put into a talk. */
  putIn: number;
  /** Placed wrongly, and with confidence. */
  wrong: number;
  surelyWrong: number;
  /** Put into a talk more than an hour away that the message doesn't name. */
  leaps: number;
}

type Tallies = Map<MessageKind, Tally>;

/**
 * Prints how the messages of made-up conferences are placed, by how they were written; returns whether the goals are
 * met.
 */
export function measureEnvelopes(sources: TalkSource[][], from: number, to: number): boolean {
  const ways = {
    hindsight: new Map() as Tallies,
    arrival: new Map() as Tallies,
    online: new Map() as Tallies,
    rules: new Map() as Tallies,
  };
  for (let seed = from; seed <= to; seed++) {
    const envelope = makeEnvelope(seed, sources[seed % sources.length]!);
    tally(ways.hindsight, envelope, placeWithHindsight(envelope));
    tally(ways.arrival, envelope, placeOnline(envelope));
    tally(ways.online, envelope, placeOnlineAgain(envelope));
    const rules = placeBySimpleRules(envelope.notes, envelope.talks);
    tally(
      ways.rules,
      envelope,
      rules.map((talkId, index) => toPlacement(envelope, index, talkId)),
    );
  }
  console.log(`${to - from + 1} made-up conferences with notes pasted after the talk.`);
  console.log(
    'Arrival: as first said when a note comes. Online: once its author’s next notes have moved it, as the bot does.\n',
  );
  console.log(`${''.padEnd(34)} messages hindsight  arrival   online    rules`);
  const row = (name: string, kinds: MessageKind[], value: (sum: Tally) => number) => {
    const sums = Object.values(ways).map((tallies) => add(kinds.map((kind) => tallies.get(kind))));
    const cells = sums.map((sum) => `${(100 * value(sum)).toFixed(1)} %`.padStart(9));
    console.log(`${name.padEnd(34)} ${String(sums[0]!.all).padStart(8)} ${cells.join('')}`);
  };
  const accuracy = (sum: Tally) => sum.right / Math.max(1, sum.all);
  const TALK: MessageKind[] = ['live', 'moved', 'late', 'late-named', 'pasted', 'pasted-named'];
  row('all that belong to a talk', TALK, accuracy);
  for (const kind of TALK) row(`  ${kind}`, [kind], accuracy);
  row('small talk put into a talk', ['small-talk'], (sum) => sum.putIn / Math.max(1, sum.all));
  row('leaps across hours', [...TALK, 'small-talk'], (sum) => sum.leaps / Math.max(1, sum.all));
  row('wrong with confidence, of all', TALK, (sum) => sum.surelyWrong / Math.max(1, sum.all));
  row('wrong with confidence, of wrong', TALK, (sum) => sum.surelyWrong / Math.max(1, sum.wrong));
  measureLines();
  const [hindsight, online] = [ways.hindsight, ways.online].map((tallies) =>
    accuracy(add(TALK.map((kind) => tallies.get(kind)))),
  );
  return hindsight! >= ACCURACY_GOAL && hindsight! - online! <= MOST_BEHIND;
}

/** Prints how the words alone tell lines of small talk from thin notes, on both halves of `lines.tsv`. */
function measureLines(): void {
  console.log(
    `\n${'lines above log odds of'.padEnd(34)} ${['lines', '0', '1', '2'].map((cell) => cell.padStart(8)).join(' ')}`,
  );
  for (const part of ['tuning', 'held-out'] as const) {
    for (const kind of ['chat', 'note'] as const) {
      const scores = readLines(kind, part).map(({ text }) => smallTalkScore({ text, spans: [] }));
      const above = [0, 1, 2].map((odds) => scores.filter((score) => score > odds).length / scores.length);
      const cells = [String(scores.length), ...above.map((share) => `${(100 * share).toFixed(0)} %`)];
      console.log(`${`${part}: ${kind}`.padEnd(34)} ${cells.map((cell) => cell.padStart(8)).join(' ')}`);
    }
  }
}

function toPlacement({ notes }: Envelope, index: number, talkId: string): Placement {
  return {
    noteId: notes[index]!.id,
    talkId: talkId === '' ? null : talkId,
    smallTalk: false,
    confidence: 1,
    alternatives: [],
  };
}

function tally(tallies: Tallies, { notes, talks, gold, kinds }: Envelope, placements: Placement[]): void {
  const byId = new Map(talks.map((talk) => [talk.id, talk]));
  const placed = talkIds(placements);
  for (const [index, { id, at }] of notes.entries()) {
    const kind = kinds.get(id)!;
    const sum = tallies.get(kind) ?? add([]);
    tallies.set(kind, sum);
    sum.all++;
    const label = gold.get(id)!;
    const talk = byId.get(placed[index]!);
    if (talk !== undefined && label === '') sum.putIn++;
    if (placed[index] === label) sum.right++;
    else {
      sum.wrong++;
      if (placements[index]!.confidence >= CERTAIN) sum.surelyWrong++;
    }
    const isNamed = kind === 'late-named' || kind === 'pasted-named';
    if (talk === undefined || (isNamed && placed[index] === label)) continue;
    const away = Math.max(Date.parse(talk.startsAt) - at, at - Date.parse(talk.endsAt));
    if (away > 60 * MINUTE) sum.leaps++;
  }
}

function add(sums: (Tally | undefined)[]): Tally {
  const total: Tally = { all: 0, right: 0, putIn: 0, wrong: 0, surelyWrong: 0, leaps: 0 };
  for (const sum of sums) {
    if (sum === undefined) continue;
    for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += sum[key];
  }
  return total;
}

/** Takes the notes of a labelled conference as what may be written about its talks. */
export function sourcesOfNotes({ talks, notes, gold }: LabelledConference): TalkSource[] {
  const byTalk = Map.groupBy(notes, ({ id }) => gold.get(id) ?? '');
  return talks
    .map((talk) => ({ talk, lines: (byTalk.get(talk.id) ?? []).map(({ text }) => text) }))
    .filter(({ lines }) => lines.length >= 5);
}

/** Takes the clauses of the talks' abstracts, some cut short as people do. */
export function sourcesOfAbstracts(talks: LabelledConference['talks']): TalkSource[] {
  const random = createRandom(talks.length);
  return talks.map((talk) => ({
    talk,
    lines: splitSentences(talk.abstract ?? '')
      .flatMap(({ text }) => text.split(/(?<=[;:])\s+|\s+[–—]\s+|\n+/))
      .map((clause) => clause.replace(/\s+/g, ' ').trim())
      .filter((clause) => clause.length > 8 && clause.length < 400)
      .map((clause) => {
        const words = clause.split(' ');
        return words.slice(0, random() < 0.5 ? 3 + Math.round(random() * 9) : words.length).join(' ');
      }),
  }));
}
