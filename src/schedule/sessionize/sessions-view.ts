import type { EventDraft, ScheduleDraft } from '#schedule/draft-session.ts';
import { isRecord } from '#schedule/fields.ts';
import type { Warnings } from '#schedule/warnings.ts';
import { readSelfContainedSession } from './session.ts';

/** Sessionize's Sessions view: an array of groups (`groupId`, `groupName`), each with its sessions. */
export function readSessionizeSessions(groups: unknown[], warnings: Warnings): ScheduleDraft {
  const events: EventDraft[] = [];
  for (const [groupIndex, group] of groups.entries()) {
    const sessions = isRecord(group) ? group.sessions : undefined;
    if (!Array.isArray(sessions)) {
      warnings.add(`[${groupIndex}]: no sessions, left out`);
      continue;
    }
    for (const [index, session] of sessions.entries()) {
      events.push(readSelfContainedSession(session, `[${groupIndex}].sessions[${index}]`, undefined));
    }
  }
  return { format: 'sessionize-sessions', events };
}
