import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkSummary, type Refusal } from '#domain/evidence/check-evidence.ts';
import type { WorkKind } from '#domain/reading-list/work.ts';
import type { Summary } from '#domain/recap/summary.ts';
import type { Claim } from './claims.ts';
import { type ConferenceName, type NotedTalk, notesOf } from './true-claims.ts';

/** A statement that a language model made when it was asked to summarize one of the sample conferences. */
interface AnsweredStatement {
  talk: string;
  kind: string;
  text: string;
  more?: string;
  /** The texts of its notes. */
  notes: string[];
  markedAsQuoteInNotes?: boolean;
}

const FILES: Record<ConferenceName, string> = {
  toronto: 'devopsdays-toronto-2016.jsonl',
  pdx: 'devopsdays-pdx-2017.jsonl',
};

/** A model's answers. All are true, except lines of notes that it shows as quotes though nothing marks them as speech. */
export async function answeredClaims(talks: readonly NotedTalk[]): Promise<Claim[]> {
  const claims = await Promise.all(
    (Object.keys(FILES) as ConferenceName[]).map(async (conference) => {
      const text = await readFile(join(import.meta.dirname, 'model-answers', FILES[conference]), 'utf8');
      const statements = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as AnsweredStatement);
      return statements.map((statement) => toClaim(statement, conference, talks));
    }),
  );
  return claims.flat();
}

function toClaim(statement: AnsweredStatement, conference: ConferenceName, talks: readonly NotedTalk[]): Claim {
  const own = talks.filter((noted) => noted.conference === conference);
  const noted = own.find(({ talk }) => talk !== null && statement.talk.startsWith(talk.title));
  const noteIds = statement.notes.map((text) => {
    const found = [...(noted === undefined ? [] : [noted]), ...own]
      .flatMap(({ notes }) => notes)
      .find((note) => note.text.includes(text));
    if (found === undefined) throw new Error(`No note of ${conference} has "${text}".`);
    return found.id;
  });
  const isTrue = statement.markedAsQuoteInNotes !== false;
  return {
    kind: isTrue ? 'a model’s answer' : 'a line shown as a quote',
    lexical: true,
    isTrue,
    says: { as: 'statement', summary: toSummary(statement, noteIds), text: statement.text },
    context: {
      notes: notesOf(talks, conference),
      talk: noted?.talk ?? null,
      ...(noted === undefined ? {} : { section: noted.notes }),
    },
  };
}

function toSummary({ kind, text, more }: AnsweredStatement, noteIds: string[]): Summary {
  const summary: Summary = { points: [], quotes: [], questions: [] };
  const point = { text, noteIds, agreement: 1 };
  switch (kind) {
    case 'quote':
      return { ...summary, quotes: [{ text, noteId: noteIds[0]!, ...(more ? { speaker: more } : {}) }] };
    case 'question':
      return { ...summary, questions: [{ ...point, ...(more ? { answer: more } : {}) }] };
    case 'book':
    case 'article':
    case 'video':
    case 'slides':
      return {
        ...summary,
        works: [
          {
            kind: kind as WorkKind,
            title: text,
            authors: [],
            noteId: noteIds[0]!,
            role: 'recommendation',
            ...(more ? { comment: more } : {}),
          },
        ],
      };
    default:
      return { ...summary, points: [{ ...point, weight: 1 }] };
  }
}

/** Returns why a statement alone in its summary was refused, or null. */
export function judgeSummary(summary: Summary, context: Claim['context']): Refusal | null {
  const [refusal] = Object.keys(checkSummary(summary, context).refused);
  return (refusal ?? null) as Refusal | null;
}
