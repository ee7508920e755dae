import assert from 'node:assert/strict';
import type { TrackedConference } from '#domain/conference/conference.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { AppError } from '#errors.ts';
import type { TestBot } from '#test/fakes/bot-for-test.ts';
import { storedState } from '#test/fakes/stored-state.ts';
import { startConference } from '#usecases/conference/start-conference.ts';
import type { Actor } from '#usecases/ports/slack.ts';

export const ada: Actor = { teamId: 'T1', userId: 'U1', channel: 'C1' };
export const grace: Actor = { teamId: 'T1', userId: 'U2', channel: 'C1' };
/** An administrator. */
export const alan: Actor = { teamId: 'T1', userId: 'U3', channel: 'C1' };
/** An administrator of another workspace. */
export const eve: Actor = { teamId: 'T2', userId: 'U9', channel: 'C9' };

/** DevOpsDays, started by Ada in `C1`. */
export async function startDevOpsDays(
  { deps }: TestBot,
  wishes: Partial<Parameters<typeof startConference>[2]> = {},
  actor: Actor = ada,
): Promise<TrackedConference> {
  const days = { name: 'DevOpsDays', from: '2016-05-26', to: '2016-05-27' };
  return (await startConference(deps, actor, { ...days, ...wishes })).conference;
}

/** Stores a note of 10:15 on the first day. */
export async function store(
  { deps }: TestBot,
  { id: conferenceId, teamId }: TrackedConference,
  note: Partial<CapturedNote> = {},
): Promise<CapturedNote> {
  const stored: CapturedNote = {
    ...{
      conferenceId,
      teamId,
      channel: 'C1',
      ts: '1464272100.000100',
      authorId: 'U1',
      source: 'Ship small.',
    },
    ...{ at: Date.parse('2016-05-26T10:15:00-04:00'), photos: [], day: '2016-05-26', talkId: null },
    ...{ captures: [{ way: 'command', by: note.authorId ?? 'U1' }], placedBy: 'program', fromPrivate: false },
    ...note,
  };
  await deps.database.notes.save(stored);
  return stored;
}

/** Asserts that `act` is refused with one plain sentence or two, and that nothing stored has changed. */
export async function assertRefused({ deps }: TestBot, act: () => Promise<unknown>, message: RegExp): Promise<void> {
  const before = await storedState(deps);
  await assert.rejects(act, (error: Error) => {
    assert.ok(error instanceof AppError, String(error.stack));
    assert.match(error.message, message);
    assert.match(error.message, /^[^\n\p{Cc}\u202a-\u202e]{10,600}$/u);
    return true;
  });
  assert.deepEqual(await storedState(deps), before);
}
