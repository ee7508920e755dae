import assert from 'node:assert/strict';
import type { TrackedConference } from '#domain/conference/conference.ts';
import { createTestBot, type TestBot } from '#test/fakes/bot-for-test.ts';
import type { UseCases } from '#test/fakes/use-cases.ts';
import { bindUseCases } from '#test/fakes/use-cases.ts';
import type { SavedNote } from '#usecases/notes/place-note.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { StoredTalk } from '#usecases/ports/stores.ts';

export const ADA: Actor = { teamId: 'T1', userId: 'U1', channel: 'C1' };
export const GRACE: Actor = { teamId: 'T1', userId: 'U2', channel: 'C1' };
export const EVE: Actor = { teamId: 'T2', userId: 'U9', channel: 'C9' };

export interface Followed {
  test: TestBot;
  bot: UseCases;
  conference: TrackedConference;
  /** Posts all that is wanted, as the ticker does. */
  post(): Promise<void>;
  /** What stands in Slack, as `KEY PREFIX`'s texts. */
  texts(prefix: string): string[];
}

/** A conference of two days in `C1`, started by Ada, with two talks on its first day; it is 10:15 of that. */
export async function followConference(settings: Partial<TrackedConference> = {}): Promise<Followed> {
  const test = createTestBot();
  const bot = bindUseCases(test.deps);
  const { conference } = await bot.startConference(ADA, {
    name: 'DevOpsDays Toronto',
    from: '2016-05-26',
    to: '2016-05-27',
    timezone: 'America/Toronto',
  });
  const kept = { ...conference, ...settings };
  await test.deps.database.conferences.save(kept);
  await test.deps.database.talks.save(kept.id, [
    talk('burnout', 'Sources of burnout', 'John Willis', '10:00', '10:45'),
    talk('brazil', "How Brazil's government kept us up at night", 'Hany Fahim', '11:00', '11:30'),
  ]);
  return {
    test,
    bot,
    conference: kept,
    post: async () => {
      for (let round = 0; round < 20; round++) {
        if ((await bot.flushOutbox()).posted === 0) return;
      }
      assert.fail('something is posted again and again');
    },
    texts: (prefix) =>
      test.publisher
        .standing()
        .filter(({ key }) => key.startsWith(prefix))
        .map(({ message }) => JSON.stringify(message)),
  };
}

function talk(id: string, title: string, speaker: string, from: string, to: string): StoredTalk {
  return {
    id,
    title,
    speakers: [{ name: speaker }],
    startsAt: `2016-05-26T${from}:00-04:00`,
    endsAt: `2016-05-26T${to}:00-04:00`,
    byHand: false,
  };
}

let requests = 0;

export async function add(bot: UseCases, actor: Actor, text: string, more = {}): Promise<SavedNote> {
  const taken = await bot.addNote(actor, { text, requestId: `r${++requests}`, way: 'command', ...more });
  assert.ok('note' in taken);
  return taken;
}
