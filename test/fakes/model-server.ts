import { type ChatCompletionRequest, type FixtureResponse, LLMock } from '@copilotkit/aimock';
import type { Verdict } from '#llm/summary/check-support.ts';
import { PAGE_KINDS, type Statement } from '#llm/summary/statements.ts';

/** A note as the model was sent it, and its number. */
export interface SentNote {
  number: number;
  text: string;
}

export interface SentTalk {
  talk: string;
  notes: SentNote[];
}

/** A sentence that the model was asked to check, and its notes' numbers. */
export interface SentSentence {
  n: number;
  text: string;
  notes: number[];
}

/** A day's statements that the model was sent. */
export type SentDay = { session: string; says: { n: number; text: string }[] }[];

export interface ModelServer extends AsyncDisposable {
  /** The base address that a client is given. */
  baseUrl: string;
  /** The talk of each request for a summary in turn, in a list. */
  asked: SentTalk[][];
  /** Requests of all kinds. */
  requests: ChatCompletionRequest[];
  /** Requests to check sentences. */
  checks: SentSentence[][];
  /** Requests to rewrite sentences that were refused. */
  repairs: (SentSentence & { reason: string })[][];
  mock: LLMock;
}

type Reply = Statement[] | FixtureResponse;

interface OtherReplies {
  /** To a request for a day's headlines and themes; by default there are none. */
  day?: (sessions: SentDay) => Statement[];
  /** To a request to check sentences; by default all are supported. */
  check?: (sentences: SentSentence[]) => Verdict[] | FixtureResponse;
  /** To a request to rewrite sentences that were refused; by default they are all dropped. */
  repair?: (refused: SentSentence[]) => { sentence: number; text: string }[] | FixtureResponse;
}

/** A model over HTTP. It replies to requests for summaries as told: with statements, or whatever an endpoint may send. */
export async function startModel(
  reply: (talks: SentTalk[], nth: number, request: ChatCompletionRequest) => Reply | Promise<Reply>,
  { day = () => [], check = supportAll, repair = () => [] }: OtherReplies = {},
): Promise<ModelServer> {
  const mock = new LLMock({ port: 0 });
  const server = {
    asked: [] as SentTalk[][],
    requests: [] as ChatCompletionRequest[],
    checks: [] as SentSentence[][],
    repairs: [] as ModelServer['repairs'],
  };
  mock.addFixture({
    match: { predicate: () => true },
    response: async (request) => {
      server.requests.push(request);
      const user = JSON.parse(String(request.messages.at(-1)!.content)) as Record<string, never>;
      const answer = await answerTo(user, request);
      return Array.isArray(answer) ? { content: answerOf(answer) } : answer;
    },
  });
  async function answerTo(user: Record<string, unknown>, request: ChatCompletionRequest) {
    if ('refused' in user) {
      server.repairs.push(user.refused as ModelServer['repairs'][number]);
      return repair(user.refused as SentSentence[]);
    }
    if ('sentences' in user) {
      server.checks.push(user.sentences as SentSentence[]);
      return check(user.sentences as SentSentence[]);
    }
    if ('sessions' in user) return day(user.sessions as SentDay);
    const talks = [parseTalk(user as never)];
    return reply(talks, server.asked.push(talks) - 1, request);
  }
  await mock.start();
  return { ...server, baseUrl: `${mock.url}/v1`, mock, [Symbol.asyncDispose]: () => mock.stop() };
}

function supportAll(sentences: SentSentence[]): Verdict[] {
  return sentences.map(({ n }) => ({ sentence: n, supported: 'yes' }));
}

function parseTalk({
  session,
  notes,
}: {
  session: { title: string; speakers?: string[] };
  notes: { n: number; text: string }[];
}): SentTalk {
  return {
    talk: [session.title, ...(session.speakers ?? [])].join(', '),
    notes: notes.map(({ n, text }) => ({ number: n, text })),
  };
}

/** A statement as a model means it; `more` and `heading` if it has any. */
export function says(kind: Statement['kind'], text: string, notes: number[], more = '', heading?: string): Statement {
  return { kind, ...(heading !== undefined && { heading }), text, more, notes };
}

/** A model's answer that says so: what its page consists of is written in Markdown. */
export function answerOf(items: readonly (Statement | object)[]): string {
  const isOnPage = (item: Statement | object): item is Statement =>
    'kind' in item && (PAGE_KINDS as readonly string[]).includes(item.kind);
  const onPage = items.filter(isOnPage);
  const others = items.filter((item) => !isOnPage(item));
  if (onPage.length === 0) return JSON.stringify({ says: others });
  const page = { kind: 'page', text: writePage(onPage), more: '', notes: [] };
  const translated = onPage.some((statement) => statement.translated)
    ? writePage(onPage.map((statement) => ({ ...statement, text: statement.translated || statement.text })))
    : undefined;
  return JSON.stringify({ says: [...others, { ...page, ...(translated !== undefined && { translated }) }] });
}

function writePage(statements: readonly Statement[]): string {
  const asText = (words: string) => words.replace(/[\\*_`<>[\]#|~]/g, '\\$&');
  const mark = (notes: readonly number[]) => (notes.length === 0 ? '' : ` [${notes.join(', ')}]`);
  let heading = '';
  return statements
    .flatMap(({ text, more, rows = [], notes, ...statement }) => {
      const isNew = (statement.heading ?? '') !== heading;
      heading = statement.heading ?? '';
      const lines = rows.map(({ cells, notes: own }, index) => {
        const row = [cells.map(asText).join(' | '), mark(own)].join('');
        if (statement.kind !== 'table') return `${statement.kind === 'steps' ? '1.' : '-'} ${row}`;
        return index === 0 ? `| ${row} |\n|${' - |'.repeat(cells.length)}` : `| ${row} |`;
      });
      const words = text === '' ? '' : `${asText(text)}${mark(notes)}`;
      return [
        isNew ? `### ${heading}` : '',
        statement.kind === 'quote' ? `> ${words}${more === '' ? '' : `\n> — ${more}`}` : words,
        lines.join('\n'),
      ];
    })
    .filter((block) => block !== '')
    .join('\n\n');
}
