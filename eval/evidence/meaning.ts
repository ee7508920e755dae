import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NoteId } from '#domain/notes/note.ts';
import { type Verdict, writeCheckRequest } from '#llm/summary/check-support.ts';
import type { Claim } from './claims.ts';
import { type NotedTalk, notedPoints, type Row } from './true-claims.ts';

/** A sentence about a sample conference: a true paraphrase, or what is wrong with it. */
interface MeaningRow extends Row {
  kind: string;
}

/** What a model answered to one request. */
interface Recorded {
  /** Of the messages: an answer to another request doesn't count. */
  request: string;
  says: Verdict[];
}

const FOLDER = join(import.meta.dirname, 'meaning');
const MAX_SENTENCES = 12;

export interface JudgedSentence {
  kind: string;
  text: string;
  isTrue: boolean;
  /** Undefined if the recorded answers have none, as the request has changed since. */
  verdict: Verdict['supported'] | undefined;
}

/** Returns the requests that check the sentences, with the rows of each in the order of its sentences. */
async function meaningRequests(talks: readonly NotedTalk[]) {
  const rows = await readJsonLines<MeaningRow>('claims.jsonl');
  const points = notedPoints(talks, rows);
  const claims = rows.map((row, index) => ({ row, ...points[index]! }));
  // Kinds are mixed, so that an answer can't follow a pattern.
  const mixed = claims.toSorted((a, b) => hash(a.row.text).localeCompare(hash(b.row.text)));
  const byConference = [...Map.groupBy(mixed, ({ row }) => row.in).values()];
  return byConference.flatMap((ofConference) =>
    Array.from({ length: Math.ceil(ofConference.length / MAX_SENTENCES) }, (_, part) => {
      const chosen = ofConference.slice(part * MAX_SENTENCES, (part + 1) * MAX_SENTENCES);
      const { notes } = chosen[0]!.context;
      const request = writeCheckRequest(
        sessionsOf(chosen, talks),
        chosen.map(({ row, noteIds }) => ({ text: row.text, noteIds })),
        new Map([...notes].map(([id, { text }]) => [id, text])),
      );
      return { request, key: hash(request.system + request.user), rows: chosen.map(({ row }) => row) };
    }),
  );
}

function sessionsOf(chosen: readonly { noteIds: NoteId[]; context: Claim['context'] }[], talks: readonly NotedTalk[]) {
  const used = new Set(chosen.flatMap(({ noteIds }) => noteIds));
  return talks
    .map(({ talk, notes }) => ({ talk, noteIds: notes.map(({ id }) => id).filter((id) => used.has(id)) }))
    .filter(({ noteIds }) => noteIds.length > 0);
}

/** The sentences with the verdicts that a model gave when it was asked. */
export async function judgedSentences(talks: readonly NotedTalk[]): Promise<JudgedSentence[]> {
  const recorded = new Map(
    (await readJsonLines<Recorded>('answers.jsonl')).map(({ request, says }) => [request, says]),
  );
  return (await meaningRequests(talks)).flatMap(({ key, rows }) =>
    rows.map(({ kind, text }, index) => ({
      kind,
      text,
      isTrue: kind === 'true paraphrase',
      verdict: recorded.get(key)?.find(({ sentence }) => sentence === index + 1)?.supported,
    })),
  );
}

async function readJsonLines<Line>(name: string): Promise<Line[]> {
  const text = await readFile(join(FOLDER, name), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
