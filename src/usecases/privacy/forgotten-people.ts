import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { mentionedIds } from '#text/slack-markup/escapes.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { forgottenKeys } from './cache-keys.ts';

type Needed = Pick<BotDependencies, 'keyValue'>;

/** Replaces a mention of a forgotten person. */
const SOMEBODY = 'somebody';
/** For ever. */
const LIFE_TIME_MS = 100 * 365 * 24 * 3600 * 1000;

/** Sets whether mentions of a person are removed from notes that other people save from now on. */
export function setForgottenPerson(
  { keyValue }: Needed,
  { teamId, userId }: Pick<Actor, 'teamId' | 'userId'>,
  isForgotten: boolean,
): Promise<void> {
  const key = forgottenKeys(teamId) + userId;
  return isForgotten ? keyValue.set(key, true, LIFE_TIME_MS) : keyValue.delete(key);
}

/** Returns a text in Slack's markup without mentions of forgotten people. */
export async function removeForgottenMentions({ keyValue }: Needed, teamId: string, source: string): Promise<string> {
  let left = source;
  for (const id of new Set(mentionedIds(source).users)) {
    if ((await keyValue.get(forgottenKeys(teamId) + id)) === true) left = withoutMentions(left, id);
  }
  return left;
}

/** Returns a note without mentions of a person. */
export function noteWithoutPerson(note: CapturedNote, userId: string): CapturedNote {
  const drop = (text: string) => withoutMentions(text, userId);
  const { work } = note;
  return {
    ...note,
    source: drop(note.source),
    ...(work !== undefined && {
      work: {
        ...work,
        title: drop(work.title),
        authors: work.authors.map(drop),
        ...(work.comment !== undefined && { comment: drop(work.comment) }),
      },
    }),
  };
}

export function mentionsPerson({ source, work }: CapturedNote, userId: string): boolean {
  return [source, JSON.stringify(work ?? '')].some((text) => text !== withoutMentions(text, userId));
}

/** `<@U1>` and `<@U1|ann>`. */
export function withoutMentions(text: string, userId: string): string {
  const parts = text.split(`<@${userId}`);
  return parts.reduce((left, part) => {
    const end = /^(?:\|[^<>\n]*)?>/.exec(part)?.[0];
    return end === undefined ? `${left}<@${userId}${part}` : left + SOMEBODY + part.slice(end.length);
  });
}

/** Sets whether other people's gestures may save the actor's messages. Returns whether that changed. */
export async function setOptOut(
  deps: Pick<BotDependencies, 'database' | 'keyValue'>,
  actor: Actor,
  out: boolean,
): Promise<{ changed: boolean }> {
  const { teamId, userId } = actor;
  // A forgotten person who opts in may be mentioned again.
  if (!out) await setForgottenPerson(deps, actor, false);
  return deps.database.runTransaction(async ({ optOuts }) => {
    if ((await optOuts.has(teamId, userId)) === out) return { changed: false };
    await (out ? optOuts.add(teamId, userId) : optOuts.remove(teamId, userId));
    return { changed: true };
  });
}
