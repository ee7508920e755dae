import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { writeNotice } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { mentionedIds } from '#text/slack-markup/escapes.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { recapLanguage } from '#usecases/recap/compile-recap.ts';

type Needed = Pick<BotDependencies, 'database'>;

/** Returns a text in Slack's markup without mentions of forgotten people. */
export async function removeForgottenMentions({ database }: Needed, teamId: string, source: string): Promise<string> {
  let left = source;
  for (const id of new Set(mentionedIds(source).users)) {
    if (await database.forgottenPeople.has(teamId, id)) left = withoutMentions(left, id);
  }
  return left;
}

/** Returns a note without mentions of a person. */
export function noteWithoutPerson(note: CapturedNote, userId: string): CapturedNote {
  const drop = (text: string) => withoutMentions(text, userId);
  const works = note.works?.map((work) => ({
    ...work,
    title: drop(work.title),
    authors: work.authors.map(drop),
    ...omitUndefined({ comment: work.comment && drop(work.comment) }),
  }));
  return { ...note, source: drop(note.source), ...omitUndefined({ works }) };
}

export function mentionsPerson({ source, works }: CapturedNote, userId: string): boolean {
  return [source, JSON.stringify(works ?? '')].some((text) => text !== withoutMentions(text, userId));
}

/** Replaces mentions of a person, which look like `<@U1>` or `<@U1|ann>`, by "somebody" in the text's language. */
export function withoutMentions(text: string, userId: string): string {
  if (!text.includes(`<@${userId}`)) return text;
  const somebody = writeNotice({ key: 'somebody' }, recapLanguage({}, [{ text }]));
  const parts = text.split(`<@${userId}`);
  return parts.reduce((left, part) => {
    const end = /^(?:\|[^<>\n]*)?>/.exec(part)?.[0];
    return end === undefined ? `${left}<@${userId}${part}` : left + somebody + part.slice(end.length);
  });
}

/** Sets whether other people's gestures may save the actor's messages. Returns whether that changed. */
export async function setOptOut(deps: Needed, actor: Actor, out: boolean): Promise<{ changed: boolean }> {
  const { teamId, userId } = actor;
  return deps.database.runTransaction(async ({ optOuts, forgottenPeople }) => {
    // A forgotten person who opts in may be mentioned again.
    if (!out) await forgottenPeople.remove(teamId, userId);
    if ((await optOuts.has(teamId, userId)) === out) return { changed: false };
    await (out ? optOuts.add(teamId, userId) : optOuts.remove(teamId, userId));
    return { changed: true };
  });
}
