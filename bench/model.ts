import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Conference } from '#domain/conference/conference.ts';
import { pickChannels } from '#domain/conference/pick-channels.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';
import { openExport } from '#slack-export/open-export.ts';

const ROOT = join(import.meta.dirname, '..');
export const CONFERENCES = {
  'the sample (Toronto 2016)': join(ROOT, 'examples/devopsdays-toronto-2016'),
  'PDX 2017': join(ROOT, 'test/fixtures/devopsdays-pdx-2017'),
};

export interface ConferenceToCompile {
  conference: Conference;
  talks: Talk[];
  notes: Note[];
}

/** A conference's notes with its schedule. */
export async function readConference(folder: string): Promise<ConferenceToCompile> {
  const schedule = parseSchedule(await readFile(join(folder, 'schedule.json'), 'utf8'), {});
  const source = await openExport(join(folder, 'export'));
  const notes: Note[] = [];
  const { name = '', timezone = 'UTC', from, to } = schedule.conference;
  const choices = await pickChannels(
    source.channels,
    (channel) => source.notes(channel),
    { ...schedule.conference, timezone },
    schedule.talks,
  );
  for (const { channel, taken } of choices) {
    if (taken) for await (const note of source.notes(channel)) notes.push(note);
  }
  await source.close();
  return { conference: { name, timezone, from: from!, to: to! }, talks: schedule.talks, notes };
}

/** What a model is asked and answers. */
export interface Exchange {
  /** The messages and the schema, as they are sent. */
  sent: string;
  received: string;
}

/**
 * A model that takes so long to answer: of each talk a gist, its first five notes as points, and of all three headlines and a theme.
 * It keeps what it was sent, so that tokens are counted by nobody who has a share in the result.
 */
export async function startModel(
  delayMs: number,
): Promise<AsyncDisposable & { baseUrl: string; exchanges: Exchange[] }> {
  const exchanges: Exchange[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { messages, response_format } = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
    const received = answer(messages.at(-1)!.content);
    exchanges.push({
      sent: messages.map(({ content }) => content).join('') + JSON.stringify(response_format),
      received,
    });
    setTimeout(() => {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: received } }],
        }),
      );
    }, delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    exchanges,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Asked {
  messages: { content: string }[];
  response_format: unknown;
}

function answer(content: string): string {
  const talks = (JSON.parse(content) as { notes: Record<string, string> }[]).map(({ notes }) => Object.entries(notes));
  const says = talks.flatMap((notes) => [
    { kind: 'gist', text: notes[0]![1], more: '', notes: notes.slice(0, 3).map(([id]) => Number(id)) },
    ...notes.slice(0, 5).map(([id, text]) => ({ kind: 'point', text, more: '', notes: [Number(id)] })),
  ]);
  const firsts = talks.slice(0, 3).map((notes) => notes[0]!);
  const headlines = firsts.map(([id, text]) => ({ kind: 'headline', text, more: '', notes: [Number(id)] }));
  const theme = { kind: 'theme', text: firsts[0]![1], more: '', notes: firsts.map(([id]) => Number(id)) };
  return JSON.stringify({ says: [...says, ...headlines, theme] });
}
