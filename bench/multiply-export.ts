import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface RawMessage {
  ts: string;
  user?: string;
  thread_ts?: string;
  client_msg_id?: string;
  replies?: unknown;
}

/**
 * Multiplies a real export until it has `count` messages and writes it as a new one: further copies are other
 * people's, in the same channel, a fraction of a second apart, so that the talks get longer and not only more.
 *
 * @param multiply `people`: the same days with ever more people; `days`: ever more weeks with the same people.
 */
export async function multiplyExport(
  source: string,
  target: string,
  count: number,
  multiply: 'people' | 'days',
): Promise<void> {
  const channels = JSON.parse(await readFile(join(source, 'channels.json'), 'utf8')) as { name: string }[];
  const users = JSON.parse(await readFile(join(source, 'users.json'), 'utf8')) as {
    id: string;
    name: string;
  }[];
  const messages: { channel: string; message: RawMessage }[] = [];
  for (const { name } of channels) {
    for (const file of (await readdir(join(source, name))).sort()) {
      const day = JSON.parse(await readFile(join(source, name, file), 'utf8')) as RawMessage[];
      messages.push(...day.map((message) => ({ channel: name, message })));
    }
  }
  const days = new Map<string, RawMessage[]>();
  const copies = Math.ceil(count / messages.length);
  for (let index = 0; index < count; index++) {
    const { channel, message } = messages[index % messages.length]!;
    const copy = copyMessage(message, Math.floor(index / messages.length), multiply);
    const path = join(channel, `${new Date(Number(copy.ts) * 1000).toISOString().slice(0, 10)}.json`);
    const day = days.get(path);
    if (day === undefined) days.set(path, [copy]);
    else day.push(copy);
  }
  for (const { name } of channels) await mkdir(join(target, name), { recursive: true });
  for (const [path, day] of days) {
    day.sort((a, b) => (a.ts < b.ts ? -1 : 1));
    await writeFile(join(target, path), JSON.stringify(day));
  }
  const people = multiply === 'days' ? 1 : copies;
  const allUsers = Array.from({ length: people }, (_, copy) =>
    users.map((user) => ({ ...user, id: user.id + suffix(copy) })),
  );
  await writeFile(join(target, 'users.json'), JSON.stringify(allUsers.flat()));
  await writeFile(join(target, 'channels.json'), JSON.stringify(channels));
}

function suffix(copy: number): string {
  return copy === 0 ? '' : `X${copy}`;
}

const WEEK = 7 * 24 * 3600;

function copyMessage(message: RawMessage, copy: number, multiply: 'people' | 'days'): RawMessage {
  const { client_msg_id: _id, replies: _replies, ...kept } = message;
  const shift = (ts: string): string => {
    const [seconds, fraction] = ts.split('.');
    return multiply === 'days'
      ? `${Number(seconds) + copy * WEEK}.${fraction}`
      : `${seconds}.${String(Number(fraction) + copy).padStart(6, '0')}`;
  };
  return {
    ...kept,
    ts: shift(message.ts),
    ...(message.thread_ts === undefined ? {} : { thread_ts: shift(message.thread_ts) }),
    ...(message.user === undefined || multiply === 'days' ? {} : { user: message.user + suffix(copy) }),
  };
}
