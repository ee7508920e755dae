import { LOCAL_APP, type LocalWorkspace } from '#demo/local-slack/workspace-config.ts';
import type { Log } from '#usecases/ports/dependencies.ts';

export const TEAM = 'T0TEST';
export const ANN = 'UANN';
export const ROOM = 'CROOM';

/** A workspace with one person and one channel that the bot is in. */
export function testWorkspace(app: Partial<LocalWorkspace['app']> = {}): LocalWorkspace {
  return {
    workspace: { name: 'Test', domain: 'test', teamId: TEAM },
    app: { ...LOCAL_APP, ...app },
    users: [{ id: ANN, name: 'ann', real_name: 'Ann Lee', tz: 'America/Toronto' }],
    channels: [
      { id: ROOM, name: 'room', members: [ANN, LOCAL_APP.botUserId] },
      { id: 'CSECRET', name: 'secret', is_private: true, members: [ANN, LOCAL_APP.botUserId] },
    ],
  };
}

/** A log that remembers what it was told. */
export function rememberingLog(): Log & { lines: { facts: Record<string, unknown>; event: string }[] } {
  const lines: { facts: Record<string, unknown>; event: string }[] = [];
  const note = (facts: Record<string, unknown>, event: string) => void lines.push({ facts, event });
  return { lines, info: note, warn: note, error: note };
}
