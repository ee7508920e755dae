import { LocalizedError } from '#errors.ts';
import { packRecap } from '#files/pack-recap.ts';
import { createMessageRenderer } from '#render/slack/digest/render-messages.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';
import { createExtractiveSummarizer } from '#text/summary/summarize-extractively.ts';
import { createBotDependencies } from '#usecases/create-bot-dependencies.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { createFakePhotos, type FakePhotos } from './fake-photos.ts';
import { createFakePublisher, type FakePublisher } from './fake-publisher.ts';
import { createFakeWorkspace, type FakeWorkspace } from './fake-workspace.ts';
import { createMemoryDatabase } from './memory-database.ts';

export interface TestBot {
  /** What each verb is given. */
  deps: BotDependencies;
  workspace: FakeWorkspace;
  publisher: FakePublisher;
  photos: FakePhotos;
  /** Texts of schedules by address; others are unreachable. */
  schedules: Map<string, string>;
  /** Sets the present: an instant with an offset, `2016-05-26T10:15:00-04:00`. */
  setTime(iso: string): void;
  /** How often somebody said that something is to be posted. */
  wakes(): number;
  /** What was logged, without what it was about. */
  logged: { level: 'info' | 'warn' | 'error'; event: string; facts: Record<string, unknown> }[];
}

/**
 * The bot's verbs on stores and a Slack in memory. It is the first day of DevOpsDays Toronto, a quarter past ten. In
 * team `T1` are Ada (`U1`), Grace (`U2`), Alan (`U3`, an administrator) and a bot (`UBOT`), the public channels `C1`
 * and `C2` and the private `C3`, the bot in each; in team `T2` Eve (`U9`) and channel `C9`.
 */
export function createTestBot(): TestBot {
  let now = Date.parse('2016-05-26T10:15:00-04:00');
  let ids = 0;
  let wakes = 0;
  const clock = { now: () => now, instantOf: (ts: string) => Math.floor(Number(ts) * 1000) };
  const { database, keyValue } = createMemoryDatabase();
  const workspace = createFakeWorkspace();
  for (const [id, name] of [
    ['U1', 'Ada'],
    ['U2', 'Grace'],
    ['U3', 'Alan'],
  ] as const) {
    workspace.addPerson({ id, name, isAdmin: id === 'U3', timezone: 'America/Toronto' });
  }
  workspace.addPerson({ id: 'UBOT', name: 'robot', isBot: true });
  workspace.addPerson({ id: 'U9', name: 'Eve', isAdmin: true, timezone: 'Europe/Berlin' }, 'T2');
  workspace.addChannel({ id: 'C1', name: 'devopsdays' });
  workspace.addChannel({ id: 'C2', name: 'general' });
  workspace.addChannel({ id: 'C3', name: 'leads', isPrivate: true });
  workspace.addChannel({ id: 'C9', name: 'elsewhere' }, 'T2');
  const publisher = createFakePublisher(clock, workspace);
  const photos = createFakePhotos();
  const schedules = new Map<string, string>();
  const logged: TestBot['logged'] = [];
  const logAs = (level: 'info' | 'warn' | 'error') => (facts: Record<string, unknown>, event: string) => {
    logged.push({ level, event, facts });
  };
  return {
    deps: createBotDependencies({
      database,
      keyValue,
      clock,
      workspace,
      publisher,
      forms: createMessageRenderer(),
      photos,
      renderFile: packRecap,
      fetchSchedule: async (url) => {
        const text = schedules.get(url);
        if (text !== undefined) return text;
        throw new LocalizedError('unreachable', 'fetch-failed', { address: url, code: 'ENOTFOUND', reason: '' });
      },
      parseSchedule: async (text, options) => parseSchedule(text, options),
      summarizer: createExtractiveSummarizer(),
      maxPoints: 5,
      newId: () => `id${++ids}`,
      newSecret: () => `secret${++ids}`.padEnd(24, 'x'),
      publicUrl: 'https://recap.example.org',
      wake: () => {
        wakes += 1;
      },
      stopping: new AbortController().signal,
      log: { info: logAs('info'), warn: logAs('warn'), error: logAs('error') },
    }),
    workspace,
    publisher,
    photos,
    schedules,
    setTime(iso) {
      now = Date.parse(iso);
    },
    wakes: () => wakes,
    logged,
  };
}
