import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { AppError } from '#errors.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';
import { openExport } from '#slack-export/open-export.ts';

/** A conference of which somebody has said where each message belongs. */
export interface LabelledConference {
  name: string;
  timezone: string;
  talks: Talk[];
  /** In order of time. */
  notes: Note[];
  /** For each note the talk's id, or '' for what belongs to none. */
  gold: Map<string, string>;
  /** Labelled messages that are no notes: joins, bots, deleted ones. */
  leftOut: number;
}

/** The files of a labelled conference. */
export interface LabelledFiles {
  export: string;
  schedule: string;
  gold: string;
}

/** Where a folder holds `export/`, a schedule and `gold-talks.tsv`: its files. */
export function labelledFiles(folder: string): LabelledFiles | undefined {
  const gold = join(folder, 'gold-talks.tsv');
  if (!existsSync(gold)) return undefined;
  const files = readdirSync(folder);
  const schedule = files.find((file) => /^schedule\.(?:json|xml|ics)$/.test(file));
  const source = files.find((file) => file === 'export' || file === 'export.zip');
  if (schedule === undefined || source === undefined) return undefined;
  return { export: join(folder, source), schedule: join(folder, schedule), gold };
}

/** Reads a labelled conference; `gold` is TSV with the header `channel ts talk`, the talk as slug or id. */
export async function readLabelledConference(files: LabelledFiles): Promise<LabelledConference> {
  const { talks, conference } = parseSchedule(readFileSync(files.schedule, 'utf8'));
  const byName = new Map<string, string>();
  for (const { id, slug } of talks) {
    byName.set(id, id);
    if (slug !== undefined) byName.set(slug, id);
  }
  const labels = readGold(readFileSync(files.gold, 'utf8'));
  const wanted = new Set(labels.map(({ channel }) => channel));
  const slack = await openExport(files.export);
  try {
    const channels = slack.channels.filter(({ id, name }) => wanted.has(name) || wanted.has(id));
    const notes: Note[] = [];
    const byMessage = new Map<string, string>();
    for (const channel of channels) {
      for await (const note of slack.notes(channel)) {
        notes.push(note);
        byMessage.set(`${channel.name} ${note.ts}`, note.id);
        byMessage.set(`${channel.id} ${note.ts}`, note.id);
      }
    }
    const gold = new Map<string, string>();
    let leftOut = 0;
    for (const { channel, ts, talk } of labels) {
      const note = byMessage.get(`${channel} ${ts}`);
      if (note === undefined) leftOut++;
      else if (talk === '' || byName.has(talk)) gold.set(note, talk === '' ? '' : byName.get(talk)!);
      else throw new AppError('bad-input', `${files.gold} names ${talk}, which isn't in ${files.schedule}.`);
    }
    return {
      name: basename(dirname(files.gold)),
      timezone: conference.timezone ?? slack.mostCommonTimezone ?? 'UTC',
      talks,
      notes: notes.toSorted((a, b) => a.at - b.at),
      gold,
      leftOut,
    };
  } finally {
    await slack.close();
  }
}

function readGold(tsv: string): { channel: string; ts: string; talk: string }[] {
  const [header = '', ...lines] = tsv.split(/\r?\n/).filter((line) => line !== '');
  const columns = header.split('\t');
  const at = (name: string): number => {
    const index = columns.indexOf(name);
    if (index === -1) throw new AppError('bad-input', `The labels have no column ${name}.`);
    return index;
  };
  const [channel, ts, talk] = [at('channel'), at('ts'), at('talk')];
  return lines.map((line) => {
    const cells = line.split('\t');
    return { channel: cells[channel]!, ts: cells[ts]!, talk: (cells[talk] ?? '').trim() };
  });
}
