import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { mentionedIds } from '#text/slack-markup/escapes.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { forgottenKeys } from './cache-keys.ts';

type Needed = Pick<BotDependencies, 'keyValue'>;

/** Stands in others' notes where a person was mentioned who was forgotten. */
const SOMEBODY = 'somebody';
/** For ever. */
const LIFE_TIME_MS = 100 * 365 * 24 * 3600 * 1000;

/** Says whether others' mentions of the actor, in what is noted from now on, are to be read by nobody. */
export function setForgotten(
  { keyValue }: Needed,
  { teamId, userId }: Pick<Actor, 'teamId' | 'userId'>,
  isForgotten: boolean,
): Promise<void> {
  const key = forgottenKeys(teamId) + userId;
  return isForgotten ? keyValue.set(key, true, LIFE_TIME_MS) : keyValue.delete(key);
}

/** What somebody wrote, in Slack's own words, without mentions of those who were forgotten. */
export async function withoutForgotten({ keyValue }: Needed, teamId: string, source: string): Promise<string> {
  let left = source;
  for (const id of new Set(mentionedIds(source).users)) {
    if ((await keyValue.get(forgottenKeys(teamId) + id)) === true) left = withoutMentions(left, id);
  }
  return left;
}

/** A note without mentions of a person. */
export function withoutPerson(note: CapturedNote, userId: string): CapturedNote {
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

export function mentions({ source, work }: CapturedNote, userId: string): boolean {
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

/** Says whether the actor is never to be captured by others' gestures. Answers whether that is new. */
export async function setOptOut(
  deps: Pick<BotDependencies, 'database' | 'keyValue'>,
  actor: Actor,
  out: boolean,
): Promise<{ changed: boolean }> {
  const { teamId, userId } = actor;
  // Who was forgotten and comes back may be named again.
  if (!out) await setForgotten(deps, actor, false);
  return deps.database.runTransaction(async ({ optOuts }) => {
    if ((await optOuts.has(teamId, userId)) === out) return { changed: false };
    await (out ? optOuts.add(teamId, userId) : optOuts.remove(teamId, userId));
    return { changed: true };
  });
}
