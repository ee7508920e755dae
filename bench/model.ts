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
  const choices = await pickChannels(source.channels, (channel) => source.notes(channel), {
    conference: { ...schedule.conference, timezone },
    talks: schedule.talks,
  });
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
 * A model that takes so long to answer. It repeats notes, supports every sentence, and keeps what it was sent, so that
 * tokens are counted independently of the program.
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

/** What the model sees of a request: a session's notes, a day's statements, or sentences to check. */
interface Input {
  notes?: { n: number; text: string }[];
  sessions?: { says: { n: number; text: string }[] }[];
  sentences?: { n: number }[];
}

function answer(content: string): string {
  const { notes = [], sessions, sentences } = JSON.parse(content) as Input;
  const statement = (kind: string, text: string, numbers: number[]) => ({
    kind,
    text,
    more: '',
    notes: numbers,
  });
  if (sentences !== undefined) {
    return JSON.stringify({ says: sentences.map(({ n }) => ({ sentence: n, supported: 'yes' })) });
  }
  if (sessions !== undefined) {
    const firsts = sessions.flatMap(({ says }) => says.slice(0, 1)).slice(0, 3);
    const headlines = firsts.map(({ n, text }) => statement('headline', text, [n]));
    const theme = statement(
      'theme',
      firsts[0]!.text,
      firsts.map(({ n }) => n),
    );
    return JSON.stringify({ says: [...headlines, theme] });
  }
  const inShort = statement(
    'inShort',
    notes[0]!.text,
    notes.slice(0, 3).map(({ n }) => n),
  );
  const page = notes.slice(0, 8).map(({ n, text }) => `${text.replace(/\s+/gu, ' ')} [${n}]`);
  return JSON.stringify({ says: [inShort, statement('page', page.join('\n\n'), [])] });
}
