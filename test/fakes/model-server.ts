import { type ChatCompletionRequest, type FixtureResponse, LLMock } from '@copilotkit/aimock';
import type { Statement } from '#llm/summary/response-schema.ts';

/** A note as the model was sent it, and its number. */
export interface SentNote {
  number: number;
  text: string;
}

export interface SentTalk {
  talk: string;
  notes: SentNote[];
  /** What was said before its notes changed, by text. */
  said?: Record<string, string>;
}

export interface ModelServer extends AsyncDisposable {
  /** The base address that a client is given. */
  baseUrl: string;
  /** The talks of each request in turn. */
  asked: SentTalk[][];
  requests: ChatCompletionRequest[];
  mock: LLMock;
}

type Reply = Statement[] | FixtureResponse;

/** A model that answers over HTTP as it is told: with statements, or with whatever else an endpoint may send. */
export async function startModel(
  reply: (talks: SentTalk[], nth: number, request: ChatCompletionRequest) => Reply | Promise<Reply>,
): Promise<ModelServer> {
  const mock = new LLMock({ port: 0 });
  const asked: SentTalk[][] = [];
  const requests: ChatCompletionRequest[] = [];
  mock.addFixture({
    match: { predicate: () => true },
    response: async (request) => {
      const talks = readTalks(request);
      const nth = asked.push(talks) - 1;
      requests.push(request);
      const answer = await reply(talks, nth, request);
      return Array.isArray(answer) ? { content: JSON.stringify({ says: answer }) } : answer;
    },
  });
  await mock.start();
  return {
    baseUrl: `${mock.url}/v1`,
    asked,
    requests,
    mock,
    [Symbol.asyncDispose]: () => mock.stop(),
  };
}

function readTalks({ messages }: ChatCompletionRequest): SentTalk[] {
  const talks = JSON.parse(String(messages.at(-1)!.content)) as {
    talk: string;
    notes: Record<string, string>;
    said?: Record<string, string>;
  }[];
  return talks.map(({ notes, ...talk }) => ({
    ...talk,
    notes: Object.entries(notes).map(([number, text]) => ({ number: Number(number), text })),
  }));
}

/** A statement as a model makes it; `more` where it has any. */
export function says(kind: Statement['kind'], text: string, notes: number[], more = ''): Statement {
  return { kind, text, more, notes };
}
